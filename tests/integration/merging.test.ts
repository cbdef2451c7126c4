import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { type Joined, members } from '../../shared/api.ts'
import { newFolder } from '../support/folder.ts'
import { type Meeting, openMeeting, type Participant } from '../support/meeting.ts'

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
  expect(await merged(host, second.person.id, host.person.id)).toBe('done')
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
  // who alone looks after the plan cannot be merged into somebody who does not
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
  expect((await refused.json()).error.code).toBe('last-facilitator')
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

test('P101 either entry takes back what the other suggested, edits its comments and has read its answers', async () => {
  await using meeting = await openMeeting()
  const host = await meeting.server.join('facilitator', { name: 'Hope' })
  using first = await meeting.join('suggester', { name: 'Mei' })
  using second = await meeting.join('suggester', { name: 'Mei again' })
  first.suggest(0, 0, '公布')
  await second.hears(() => second.replica.state.record.suggestions[1] !== undefined)
  const said = await first.send('POST', 'threads', {
    anchor: { on: 'section', field: 'causes' },
    text: 'Which?',
  })
  expect(said.status).toBe(201)
  await second.hears(() => Object.keys(second.replica.state.record.threads).length === 1)
  const [thread] = Object.keys(second.replica.state.record.threads)
  const edit = () =>
    second.send('PATCH', `threads/${thread}/comments/${thread}`, { text: 'Which ones?' })
  expect((await edit()).status).toBe(403)
  expect((await merge(meeting, host, second.id, first.id)).status).toBe(204)
  expect((await edit()).status).toBe(200)
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
  const [fold, ...more] = folds.filter(({ merged }) => Object.hasOwn(merged, again.id))
  expect(more).toEqual([])
  expect(fold.merged[again.id]).toMatchObject({ into: mei.id, by: host.person.id })
  const bound = Object.values(fold.clients as Record<string, { person: string }>)
  expect(bound.map(({ person }) => person)).toContain(again.id)
  const counts = all('contributions.json').map((text) => JSON.parse(text))
  const counted = counts.flatMap((one) => Object.keys(one.causes ?? {}))
  expect(counted.filter((id) => id === mei.id || id === again.id)).toEqual([mei.id])
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

type Runs = { runs: { person: string }[] }

async function adopt(by: Participant, number: number): Promise<string> {
  const response = await by.send('POST', `suggestions/${number}/decision`, { outcome: 'adopted' })
  return (await response.json()).error?.code ?? 'done'
}

function merge({ server, plan }: Meeting, by: Joined, person: string, into: string) {
  return server.request('POST', `/api/plans/${plan}/people/${person}/merging`, {
    ...{ token: by.token, body: { into } },
  })
}

async function verified({ server }: Meeting): Promise<string> {
  const lines: string[] = []
  const env = { ACCORD_DATA: server.config.data, PORT: '0' }
  await accord(['verify'], env, (line) => lines.push(line))
  return lines.slice(-6).join('\n')
}
