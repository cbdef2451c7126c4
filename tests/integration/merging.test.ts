import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { type Joined, members } from '../../shared/api.ts'
import { newFolder } from '../support/folder.ts'
import { type Meeting, openMeeting, type Participant } from '../support/meeting.ts'
import { merge, part } from '../support/mergingCalls.ts'

test('J30 two entries are said to be one person in every commitment’s record, those to come too, and verify knows it', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  using mei = await meeting.join('suggester', { name: 'Mei' })
  using again = await meeting.join('suggester', { name: 'Mei again' })
  mei.suggest(0, 0, '公布')
  again.suggest(0, 0, '全部')
  await mei.hears(() => Object.keys(mei.replica.state.record.suggestions).length === 2)
  const merged = await merge(meeting, host, again.id, mei.id)
  expect(merged.status).toBe(204)
  // said once more it is the same
  expect((await merge(meeting, host, again.id, mei.id)).status).toBe(204)
  const said = { [again.id]: { into: mei.id, by: host.person.id } }
  await mei.hears(() => mei.replica.state.record.merged !== undefined)
  expect(mei.replica.state.record.merged).toMatchObject(said)
  const made = await meeting.server.request('POST', `/api/plans/${meeting.plan}/commitments`, {
    ...{ token: host.token, body: { template: 'ogp-2022', title: 'Later', locale: 'en' } },
  })
  using later = await meeting.join('suggester', { name: 'Bo' }, (await made.json()).id)
  expect(later.replica.state.record.merged).toMatchObject(said)
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
  // ids stay: the text's runs are each entry's own, shares are one person's
  const report = await (await mei.get('attribution?view=final')).json()
  const authors = report.fields.flatMap(({ runs }: Runs) => runs.map(({ person }) => person))
  expect(new Set(authors)).toEqual(new Set([mei.id, again.id, 'template']))
  expect(Object.keys(report.shares.byPerson)).toEqual([mei.id])
  const own = await (await mei.get(`people/${again.id}/contributions`)).json()
  expect(own.suggestions.map(({ number }: { number: number }) => number)).toEqual([1, 2])
})

test('J31 only who facilitates this very plan says so, and nobody parts their own two', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const [mei, again, third] = [
    await server.join('co-author', { name: 'Mei' }),
    await server.join('co-author', { name: 'Mei again' }),
    await server.join('co-author', { name: 'Mei once more' }),
  ]
  const codeOf = async (response: Response) =>
    response.status === 204 ? 'done' : (await response.json()).error.code
  const merged = async (by: Joined, person: string, into: string) =>
    codeOf(await merge(meeting, by, person, into))
  expect(await merged(mei, again.person.id, mei.person.id)).toBe('not-allowed')
  const other = await server.request('POST', '/api/plans', {
    token: host.token,
    body: { title: 'Other', locale: 'en' },
  })
  const elsewhere = (await other.json()).id
  const across = await server.request(
    'POST',
    `/api/plans/${elsewhere}/people/${again.person.id}/merging`,
    { token: host.token, body: { into: mei.person.id } },
  )
  expect(await codeOf(across)).toBe('no-such-person')
  expect(await merged(host, again.person.id, again.person.id)).toBe('no-such-person')
  expect(await merged(host, again.person.id, mei.person.id)).toBe('done')
  // no chains: nobody is merged into one that is merged, and none that others are merged into goes
  for (const [person, into] of [
    [third, again],
    [mei, third],
    [again, third],
  ] as const)
    expect(await merged(host, person.person.id, into.person.id)).toBe('already-merged')
  const second = await server.join('facilitator', { name: 'Hope again' })
  const chair = await server.join('facilitator', { name: 'Chair' })
  expect(await merged(chair, second.person.id, host.person.id)).toBe('done')
  const parting = async (by: Joined, person: string) =>
    codeOf(
      await server.request('DELETE', `/api/plans/${plan}/people/${person}/merging`, {
        token: by.token,
      }),
    )
  expect(await parting(host, second.person.id)).toBe('not-allowed')
  expect(await parting(second, second.person.id)).toBe('not-allowed')
  expect(await parting(mei, again.person.id)).toBe('not-allowed')
  expect(await parting(host, again.person.id)).toBe('done')
  expect(await parting(host, again.person.id)).toBe('no-such-person')
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('J32 a merge gives no right, no mute and no name away: the place is that of the entry that stands', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope', sector: 'government' })
  using first = await meeting.join('suggester', { name: 'Mei', sector: 'civil-society' })
  using second = await meeting.join('co-author', { name: 'Mei again', sector: 'government' })
  const change = (by: Joined, id: string, body: object) =>
    server.request('PATCH', `/api/plans/${plan}/people/${id}`, { token: by.token, body })
  await change(host, second.id, { muted: true })
  await change(second.joined, second.id, { appearsAs: 'sector' })
  expect((await merge(meeting, host, second.id, first.id)).status).toBe(204)
  // the open page of the second entry goes on, as the first's person
  await second.hears(() => second.replica.state.role === 'suggester')
  const listed = async () => {
    const answer = await server.request('GET', `/api/plans/${plan}/people`, host)
    return members.parse(await answer.json()).people
  }
  const stands = (await listed()).find(({ id }) => id === first.id)
  expect(stands).toMatchObject({ muted: true, appearsAs: 'sector', name: 'Mei', merged: null })
  expect((await listed()).find(({ id }) => id === second.id)?.merged).toMatchObject({
    ...{ into: first.id, by: host.person.id },
  })
  // whichever entry is named, its person is meant; pages of both follow
  expect((await change(host, second.id, { role: 'co-author', muted: false })).status).toBe(200)
  await first.hears(() => first.replica.state.role === 'co-author')
  await second.hears(() => second.replica.state.role === 'co-author')
  expect((await change(second.joined, second.id, { name: 'Mei-mei' })).status).toBe(200)
  expect((await listed()).find(({ id }) => id === first.id)?.name).toBe('Mei-mei')
  await second.hears(() => second.replica.state.me.name === 'Mei-mei')
  // removing one removes the person
  await change(host, first.id, { removed: true })
  for (const page of [first, second])
    await page.hears(() => page.replica.state.status.type === 'ended')
  expect((await second.get('text')).status).toBe(404)
  // who alone looks after the plan does not become somebody who does not
  const alone = await server.request('POST', '/api/plans', {
    token: host.token,
    body: { title: 'Mine', locale: 'en' },
  })
  const mine = (await alone.json()).id
  const speaker = await server.request('POST', `/api/plans/${mine}/people`, {
    token: host.token,
    body: { name: 'Hope', organisation: '', sector: 'government' },
  })
  const refused = await server.request(
    'POST',
    `/api/plans/${mine}/people/${host.person.id}/merging`,
    { token: host.token, body: { into: (await speaker.json()).id } },
  )
  expect((await refused.json()).error.code).toBe('merges-oneself')
})

test('J66 what is said of people, and who comes in, is not when a commitment was last written', async () => {
  await using meeting = await openMeeting()
  const { server, plan, commitment } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  using mei = await meeting.join('suggester', { name: 'Mei' })
  const read = async () => {
    const answer = await server.request('GET', `/api/commitments/${commitment}`, host)
    const { seq, changedAt } = await answer.json()
    return { seq: seq as number, changedAt: changedAt as number }
  }
  const opened = (await read()).changedAt
  mei.suggest(0, 0, '公布')
  await mei.saved()
  const { seq, changedAt: written } = await read()
  expect(written).toBeGreaterThan(opened)
  const patch = (whom: string, body: object) =>
    server.request('PATCH', `/api/plans/${plan}/people/${whom}`, { token: host.token, body })
  const merging = `/api/plans/${plan}/people/`
  // more entries than are read at a time
  for (let round = 0; round < 6; round += 1) {
    using again = await meeting.join('suggester', { name: 'Mei again' })
    expect((await patch(again.id, { muted: true })).status).toBe(200)
    expect((await patch(again.id, { role: 'co-author' })).status).toBe(200)
    expect((await merge(meeting, host, again.id, mei.id)).status).toBe(204)
    const parted = await server.request('DELETE', `${merging}${again.id}/merging`, host)
    expect(parted.status).toBe(204)
  }
  const state = { state: 'discussion', reason: 'now' }
  const set = await server.request('POST', `/api/commitments/${commitment}/state`, {
    ...{ token: host.token, body: state },
  })
  expect(set.status).toBeLessThan(300)
  const after = await read()
  expect(after.seq).toBeGreaterThan(seq + 16)
  expect(after.changedAt).toBe(written)
  const threads = { anchor: { on: 'section', field: 'causes' }, text: 'Why?' }
  expect((await mei.send('POST', 'threads', threads)).status).toBeLessThan(300)
  expect((await read()).changedAt).toBeGreaterThan(written)
})

test('J33 erasing a person erases both entries’ names', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const mei = await server.join('co-author', { name: 'Meiling' })
  const again = await server.join('co-author', { name: 'Meilinda' })
  expect((await merge(meeting, host, again.person.id, mei.person.id)).status).toBe(204)
  const erased = await server.request(
    'POST',
    `/api/plans/${plan}/people/${mei.person.id}/erasure`,
    host,
  )
  expect(erased.status).toBe(204)
  const people = await (await server.request('GET', `/api/plans/${plan}/people`, host)).text()
  expect(people).not.toMatch(/Meil/)
})

test('P100 who came in twice is one key, and answers neither of their own', async () => {
  await using meeting = await openMeeting()
  const { server, commitment } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  await server.request('POST', `/api/commitments/${commitment}/two-keys`, {
    token: host.token,
    body: { field: null, on: true },
  })
  using mei = await meeting.join('suggester', { name: 'Mei' })
  using gov = await meeting.join('co-author', { name: 'Gao', sector: 'government' })
  using civil = await meeting.join('co-author', { name: 'Gao again', sector: 'civil-society' })
  using other = await meeting.join('co-author', { name: 'Bo', sector: 'civil-society' })
  mei.suggest(0, 0, '公布')
  await mei.hears(() => mei.replica.state.record.suggestions[1] !== undefined)
  gov.suggest(0, 0, '全部')
  await civil.hears(() => civil.replica.state.record.suggestions[2] !== undefined)
  expect(await adopt(civil, 1)).toBe('done')
  expect(await adopt(civil, 2)).toBe('done')
  const keys = (number: number) => mei.replica.state.record.suggestions[number]?.keys.length
  await mei.hears(() => keys(1) === 1 && keys(2) === 1, 'both keys')
  expect((await merge(meeting, host, civil.id, gov.id)).status).toBe(204)
  await mei.hears(() => keys(1) === 0 && keys(2) === 0, 'the second entry’s keys are gone')
  expect(await adopt(civil, 2)).toBe('own-suggestion')
  expect(await adopt(gov, 1)).toBe('done')
  expect(await adopt(civil, 1)).not.toBe('done')
  expect(mei.replica.state.record.suggestions[1]?.status).toBe('open')
  expect(await adopt(other, 1)).toBe('done')
  await mei.hears(() => mei.replica.state.record.suggestions[1]?.status === 'adopted')
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('P101 either entry takes back what the other suggested and has read its answers', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  using first = await meeting.join('suggester', { name: 'Mei' })
  using second = await meeting.join('suggester', { name: 'Mei again' })
  first.suggest(0, 0, '公布')
  await second.hears(() => second.replica.state.record.suggestions[1] !== undefined)
  expect((await merge(meeting, host, second.id, first.id)).status).toBe(204)
  // on the second's page the first's words are its own, and its presence is nobody else's
  await second.hears(() => second.replica.state.record.suggestions[1]?.person === second.id)
  expect(second.replica.state.people.get(first.id)?.id).toBe(second.id)
  using host2 = await meeting.enter(host, meeting.commitment)
  expect(host2.replica.state.people.get(second.id)).toMatchObject({ id: first.id, name: 'Mei' })
  second.edit(0, 2, '')
  await second.saved()
  await host2.hears(() => host2.replica.state.record.suggestions[1]?.status === 'emptied')
  expect(host2.text()).not.toContain('公布')
  const shown = await (await second.get(`/api/commitments/${meeting.commitment}`)).json()
  expect(shown.openSuggestions).toBe(0)
  // one answer, read under one entry, is read under both
  first.suggest(0, 0, '每季')
  await host2.hears(() => host2.replica.state.record.suggestions[2] !== undefined)
  await host2.send('POST', 'suggestions/2/decision', { outcome: 'later', reason: 'wait' })
  const answers = async (by: Participant) =>
    (await (await by.get(`/api/plans/${meeting.plan}/answers`)).json()).answers
  expect(await answers(second)).toMatchObject([{ number: 2, unread: true }])
  await first.send('POST', 'answers', { seq: 1000 })
  expect(await answers(second)).toMatchObject([{ number: 2, unread: false }])
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('P102 the public record says who is one person, keeps both ids, and its script counts them as one', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  using mei = await meeting.join('co-author', { name: 'Mei' })
  using again = await meeting.join('co-author', { name: 'Mei again' })
  mei.edit(0, 0, 'Records are closed. ')
  await mei.saved()
  again.edit(0, 0, 'Fees are high. ')
  await again.saved()
  expect((await merge(meeting, host, again.id, mei.id)).status).toBe(204)
  const answer = await mei.get(`/api/plans/${meeting.plan}/export.zip`)
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  const all = (end: string) =>
    Object.keys(files)
      .filter((name) => name.startsWith('commitments/') && name.endsWith(end))
      .map((name) => strFromU8(files[name] as Uint8Array))
  // where neither has part in it, nothing is said of them
  const told = all('record.html').filter((text) => text.includes('Mei again'))
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/Mei again and Mei are one person, as Hope said on /)
  const folds = all('journal.json').map((text) => JSON.parse(text))
  const [fold, ...more] = folds.filter(({ merged }) => Object.keys(merged).length > 0)
  expect(more).toEqual([])
  // ids are the plan's own, and so is whom they name
  const idOf = (name: string) =>
    Object.entries(fold.people as Record<string, { name: string }>).find(
      ([, one]) => one.name === name,
    )?.[0] ?? ''
  const [one, two] = [idOf('Mei'), idOf('Mei again')]
  expect(fold.merged[two]).toMatchObject({ into: one, by: idOf('Hope') })
  const bound = Object.values(fold.clients as Record<string, { person: string }>)
  expect(bound.map(({ person }) => person)).toContain(two)
  const counts = all('contributions.json').map((text) => JSON.parse(text))
  const counted = counts.flatMap((one) => Object.keys(one.causes ?? {}))
  expect(counted.filter((id) => id === one || id === two)).toEqual([one])
  await using folder = await newFolder()
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder.path, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [join(folder.path, 'recompute.mjs')])
  expect(stdout).not.toContain('DIFFERS')
})

test('J50 whoever are parted agree anew: open keys of both go, in every record and on every page, and two of one sector stay one key', async () => {
  await using meeting = await openMeeting()
  const { host, mei, gov, civil } = await twoKeys(meeting)
  using _ = mei
  using a = gov
  using b = civil
  using other = await meeting.join('co-author', { name: 'Bo', sector: 'civil-society' })
  mei.suggest(0, 0, '公布')
  await mei.hears(() => mei.replica.state.record.suggestions[1] !== undefined)
  expect((await merge(meeting, host, b.id, a.id)).status).toBe(204)
  expect(await adopt(b, 1)).toBe('done')
  const keys = () => mei.replica.state.record.suggestions[1]?.keys ?? []
  await mei.hears(() => keys().length === 1)
  expect(keys()).toMatchObject([{ person: a.id, sector: 'government' }])
  expect((await part(meeting, host, b.id)).status).toBe(204)
  await mei.hears(() => keys().length === 0)
  const told = await (await mei.get('suggestions')).json()
  expect(told.suggestions[0].keys).toEqual([])
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
  // the other way about: the first's key goes, too
  expect((await merge(meeting, host, b.id, a.id)).status).toBe(204)
  expect(await adopt(a, 1)).toBe('done')
  await mei.hears(() => keys().length === 1)
  expect((await part(meeting, host, b.id)).status).toBe(204)
  await mei.hears(() => keys().length === 0)
  expect(await adopt(b, 1)).toBe('done')
  expect(await adopt(other, 1)).toBe('key-missing')
  expect(mei.replica.state.record.suggestions[1]?.status).toBe('open')
  expect(await adopt(a, 1)).toBe('done')
  await mei.hears(() => mei.replica.state.record.suggestions[1]?.status === 'adopted')
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('J50 a key that is turned while two are parted is none for the sector of the other', async () => {
  await using meeting = await openMeeting()
  const { host, mei, gov, civil } = await twoKeys(meeting)
  using _ = mei
  using a = gov
  using b = civil
  mei.suggest(0, 0, '公布')
  await mei.hears(() => mei.replica.state.record.suggestions[1] !== undefined)
  // while the other commitments are told, this one knows already, and access does not
  for (let count = 0; count < 8; count += 1) {
    await meeting.server.request('POST', `/api/plans/${meeting.plan}/commitments`, {
      ...{ token: host.token, body: { template: 'ogp-2022', title: 'More', locale: 'en' } },
    })
  }
  for (let round = 0; round < 4; round += 1) {
    expect((await merge(meeting, host, b.id, a.id)).status).toBe(204)
    const isOne = () => Object.hasOwn(b.replica.state.record.merged ?? {}, b.id)
    await b.hears(isOne)
    const parting = part(meeting, host, b.id)
    await b.hears(() => !isOne())
    expect(['done', 'not-saved']).toContain(await adopt(b, 1))
    expect((await parting).status).toBe(204)
    const told = await (await mei.get('suggestions')).json()
    expect(told.suggestions[0].keys).not.toContainEqual(
      expect.objectContaining({ person: b.id, sector: 'government' }),
    )
    expect(await verified(meeting)).toMatch(/ 0 findings$/)
  }
})

test('J51 verify finds what was adopted by keys that do not count: of two who were parted, or of somebody of another sector', async () => {
  await using meeting = await openMeeting()
  const { host, mei, gov, civil } = await twoKeys(meeting)
  using _ = mei
  using a = gov
  using b = civil
  using other = await meeting.join('co-author', { name: 'Bo', sector: 'civil-society' })
  mei.suggest(0, 0, '公布')
  await mei.hears(() => mei.replica.state.record.suggestions[1] !== undefined)
  await merge(meeting, host, b.id, a.id)
  expect(await adopt(b, 1)).toBe('done')
  expect(await adopt(other, 1)).toBe('done')
  await mei.hears(() => mei.replica.state.record.suggestions[1]?.status === 'adopted')
  await part(meeting, host, b.id)
  // who changes sector later has agreed for the former one
  const corrected = await meeting.server.request(
    'PATCH',
    `/api/plans/${meeting.plan}/people/${a.id}`,
    { token: host.token, body: { sector: 'private-sector' } },
  )
  expect(corrected.status).toBe(200)
  expect(await verified(meeting)).toMatch(/ 0 findings$/)

  const db = new Database(join(meeting.server.config.data, 'accord.sqlite'))
  const setSector = db.prepare('update members set sector = ? where person = ?')
  setSector.run('government', other.id)
  const text = await verified(meeting, 20)
  expect(text).toContain(`adopts № 1 with a key for civil-society by ${other.id}`)
  expect(text).toMatch(/ 1 findings$/)
  setSector.run('civil-society', other.id)

  // as if they had been parted before the other key was turned
  type Row = { seq: number; person: string; body: Buffer | null; events: string }
  const rows = db
    .prepare('select seq, person, body, events from entries where document = ? order by seq')
    .all(meeting.commitment) as Row[]
  const [answered, parted] = ['suggestion-decided', 'people-parted'].map((type) =>
    rows.find(({ events }) => events.includes(type)),
  )
  if (!answered || !parted) throw new Error('neither answered nor parted')
  const set = db.prepare(
    'update entries set person = ?, body = ?, events = ? where document = ? and seq = ?',
  )
  for (const [from, to] of [
    [answered, parted],
    [parted, answered],
  ] as const)
    set.run(from.person, from.body, from.events, meeting.commitment, to.seq)
  db.close()
  expect(await verified(meeting, 20)).toContain('adopts № 1 with one key')
})

test('J52 whoever is erased is one with nobody, either way and at the same moment, and gets no name again', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const erase = (id: string) =>
    server.request('POST', `/api/plans/${plan}/people/${id}/erasure`, host)
  const listed = async () => {
    const answer = await server.request('GET', `/api/plans/${plan}/people`, host)
    return members.parse(await answer.json()).people
  }
  const living = await server.join('suggester', { name: 'Dora' })
  const gone = await server.join('suggester', { name: 'Meiling' })
  expect((await erase(gone.person.id)).status).toBe(204)
  for (const [person, into] of [
    [gone, living],
    [living, gone],
  ] as const) {
    const refused = await merge(meeting, host, person.person.id, into.person.id)
    const { error } = await refused.json()
    // who was erased is out of the plan, so nobody can be called as they are
    expect(['person-erased', 'no-such-person']).toContain(error.code)
  }
  const words = await merge(meeting, host, gone.person.id, living.person.id)
  expect((await words.json()).error.message).toContain('has been erased')
  const named = await server.request('PATCH', `/api/plans/${plan}/people/${gone.person.id}`, {
    token: host.token,
    body: { name: 'Dora', removed: false },
  })
  expect((await named.json()).error.code).toBe('person-erased')
  for (let round = 0; round < 8; round += 1) {
    const [one, two] = [
      await server.join('suggester', { name: `One ${round}` }),
      await server.join('suggester', { name: `Two ${round}` }),
    ]
    const whom = round % 2 ? one : two
    const steps = [
      () => merge(meeting, host, two.person.id, one.person.id),
      () => erase(whom.person.id),
    ]
    if (round % 4 > 1) steps.reverse()
    await Promise.all(steps.map((step) => step()))
    await erase(whom.person.id)
    const both = (await listed()).filter(({ id }) => [one, two].some((x) => x.person.id === id))
    const merged = both.some((each) => each.merged !== null)
    expect(both.filter(({ name }) => name === '')).toHaveLength(merged ? 2 : 1)
  }
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('J53 erasing reaches all entries, by the command line too and from another plan of theirs', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const enter = async () => [
    await server.join('suggester', { name: 'Meiling' }),
    await server.join('suggester', { name: 'Meilinda' }),
    await server.join('suggester', { name: 'Meilan' }),
  ]
  const names = async () => (await server.request('GET', `/api/plans/${plan}/people`, host)).text()
  // whichever entry is named
  for (const which of [0, 1, 2]) {
    const all = await enter()
    const [first, second, third] = all.map(({ person }) => person.id) as [string, string, string]
    await merge(meeting, host, second, first)
    await merge(meeting, host, third, first)
    const lines: string[] = []
    const env = { ACCORD_DATA: server.config.data, PORT: '0' }
    const whom = all[which]?.person.id ?? ''
    expect(await accord(['erase', whom], env, (line) => lines.push(line))).toBe(0)
    expect(lines.join('\n')).toContain(`${whom} is one person with`)
    expect(await names()).not.toMatch(/Meil/)
    for (const { token } of all)
      expect((await server.request('GET', '/api/me', { token })).status).toBe(401)
  }
  // in another plan the first entry stands for itself alone, and its person is the same
  const [first, second] = (await enter()).slice(0, 2) as [Joined, Joined]
  await merge(meeting, host, second.person.id, first.person.id)
  const made = await server.request('POST', '/api/plans', {
    token: host.token,
    body: { title: 'Other', locale: 'en' },
  })
  const other = (await made.json()).id
  const invited = await server.request('POST', `/api/plans/${other}/invitations`, {
    token: host.token,
    body: { role: 'suggester' },
  })
  const { code } = await invited.json()
  const came = await server.request('POST', '/api/join', {
    token: first.token,
    body: { code, name: 'Meiling', organisation: '', sector: 'civil-society' },
  })
  expect(came.status).toBe(200)
  const at = `/api/plans/${other}/people/${first.person.id}/erasure`
  expect((await server.request('POST', at, host)).status).toBe(204)
  expect(await names()).not.toMatch(/Meil(ing|inda)/)
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('J54 a second entry opens an invitation as its person: who was removed is told so and stays signed in, a higher role is the person’s', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const first = await server.join('suggester', { name: 'Mei' })
  const second = await server.join('suggester', { name: 'Mei again' })
  await merge(meeting, host, second.person.id, first.person.id)
  const open = async (token: string, role: string) => {
    const made = await server.request('POST', `/api/plans/${plan}/invitations`, {
      token: host.token,
      body: { role },
    })
    const { code } = await made.json()
    const who = { name: 'Mei', organisation: '', sector: 'civil-society' }
    return server.request('POST', '/api/join', { token, body: { code, ...who } })
  }
  const raised = await open(second.token, 'co-author')
  expect(raised.status).toBe(200)
  const { token, person, plan: entered } = await raised.json()
  expect({ person, entered }).toMatchObject({
    person: { id: second.person.id, name: 'Mei' },
    entered: { id: plan, role: 'co-author' },
  })
  const listed = await (await server.request('GET', `/api/plans/${plan}/people`, host)).json()
  expect(listed.people.find(({ id }: { id: string }) => id === first.person.id).role).toBe(
    'co-author',
  )
  await server.request('PATCH', `/api/plans/${plan}/people/${first.person.id}`, {
    token: host.token,
    body: { removed: true },
  })
  for (const each of [token, first.token]) {
    const refused = await open(each, 'suggester')
    expect(refused.status).toBe(403)
    expect((await refused.json()).error.code).toBe('removed')
    expect((await server.request('GET', '/api/me', { token: each })).status).toBe(200)
  }
})

test('J55 nobody parts their own entries, under whichever of them', async () => {
  await using meeting = await openMeeting()
  const { server } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  const own = [
    await server.join('facilitator', { name: 'Boss' }),
    await server.join('co-author', { name: 'Boss again' }),
    await server.join('observer', { name: 'Boss once more' }),
  ]
  const [first, ...others] = own.map(({ person }) => person.id) as [string, string, string]
  for (const other of others) expect((await merge(meeting, host, other, first)).status).toBe(204)
  for (const by of own) {
    for (const other of others) {
      const refused = await part(meeting, by, other)
      expect((await refused.json()).error.code).toBe('not-allowed')
    }
  }
  expect((await part(meeting, host, others[0])).status).toBe(204)
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

test('J56 what was said of the one person stays with both when they are parted: removed, muted, and not named in public', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const host = await server.join('facilitator', { name: 'Hope' })
  using first = await meeting.join('co-author', { name: 'Annabel Shown', organisation: 'OrgA' })
  using second = await meeting.join('co-author', { name: 'Beatrix Other', organisation: 'OrgB' })
  using third = await meeting.join('co-author', { name: 'Cleo More', organisation: 'OrgC' })
  const all = [first, second, third]
  for (const one of all) {
    one.suggest(0, 0, 'words ')
    await one.saved()
  }
  const change = (by: Joined, id: string, body: object) =>
    server.request('PATCH', `/api/plans/${plan}/people/${id}`, { token: by.token, body })
  const listed = async () => {
    const answer = await server.request('GET', `/api/plans/${plan}/people`, host)
    const { people } = members.parse(await answer.json())
    return all.map(({ id }) => people.find((one) => one.id === id))
  }
  // said before and after the last entry was found, by whichever entry
  expect((await merge(meeting, host, third.id, first.id)).status).toBe(204)
  expect((await change(third.joined, third.id, { appearsAs: 'sector' })).status).toBe(200)
  expect((await change(host, third.id, { muted: true })).status).toBe(200)
  expect((await merge(meeting, host, second.id, first.id)).status).toBe(204)
  for (const other of [second, third])
    expect((await part(meeting, host, other.id)).status).toBe(204)
  // the second was found after the others had been muted, and nobody said it of them
  expect((await listed()).map((one) => one?.muted)).toEqual([true, false, true])
  for (const one of await listed()) expect(one).toMatchObject({ appearsAs: 'sector' })
  await second.hears(() => second.replica.state.role === 'co-author')
  const answer = await first.get(`/api/plans/${plan}/export.zip`)
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  const named = Object.entries(files).filter(([, bytes]) =>
    /Annabel|Beatrix|Cleo|Org[ABC]/.test(strFromU8(bytes)),
  )
  expect(named.map(([name]) => name)).toEqual([])
  // removed as one, all are out when they are two again; taken in again, all are
  await merge(meeting, host, second.id, first.id)
  expect((await change(host, first.id, { removed: true })).status).toBe(200)
  expect((await part(meeting, host, second.id)).status).toBe(204)
  expect((await listed()).map((one) => one?.removed)).toEqual([true, true, false])
  expect((await second.get('text')).status).toBe(404)
  expect(await verified(meeting)).toMatch(/ 0 findings$/)
})

type Runs = { runs: { person: string }[] }

async function adopt(by: Participant, number: number): Promise<string> {
  const response = await by.send('POST', `suggestions/${number}/decision`, { outcome: 'adopted' })
  return (await response.json()).error?.code ?? 'done'
}

/** Two keys are asked for; a suggester, and one of each sector who can turn one. */
async function twoKeys(meeting: Meeting) {
  const host = await meeting.server.join('facilitator', { name: 'Hope', sector: 'government' })
  await meeting.server.request('POST', `/api/commitments/${meeting.commitment}/two-keys`, {
    token: host.token,
    body: { field: null, on: true },
  })
  const mei = await meeting.join('suggester', { name: 'Mei' })
  const gov = await meeting.join('co-author', { name: 'Gao', sector: 'government' })
  const civil = await meeting.join('co-author', { name: 'Gao again', sector: 'civil-society' })
  return { host, mei, gov, civil }
}

/** The last lines of what `verify` says. */
async function verified({ server }: Meeting, last = 6): Promise<string> {
  const lines: string[] = []
  const env = { ACCORD_DATA: server.config.data, PORT: '0' }
  await accord(['verify'], env, (line) => lines.push(line))
  return lines.slice(-last).join('\n')
}
