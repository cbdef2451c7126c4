import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Ledgers } from '../../server/authorship/ledgers.ts'
import { pastOf } from '../../server/authorship/past.ts'
import { reporting } from '../../server/authorship/report.ts'
import { accord } from '../../server/cli/accord.ts'
import { dataFile } from '../../server/config.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { joined, textBody } from '../../shared/api.ts'
import {
  type AttributionBody,
  attribution,
  balance,
  contributions,
  threads,
} from '../../shared/apiRecord.ts'
import { done } from '../../shared/steps.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { twin } from '../../shared/text/identity.ts'
import { insertSeparator, insertText } from '../../shared/text/write.ts'
import { field, openMeeting, type Participant, sampleOf } from '../support/meeting.ts'

const sentence = '每年公布兩次採購資料與決標結果'

async function reported(by: Participant, query = ''): Promise<AttributionBody> {
  return attribution.parse(await (await by.get(`attribution${query}`)).json())
}

async function runsIn(by: Participant, of = field) {
  const { fields } = await reported(by)
  return fields.find(({ name }) => name === of)?.runs ?? []
}

/** Two co-authors; the first has written `sentence`, and both see it. */
async function written() {
  const meeting = await openMeeting()
  const an = await meeting.join('co-author', { sector: 'government', name: 'An' })
  const bo = await meeting.join('co-author', { sector: 'civil-society', name: 'Bo' })
  an.edit(0, 0, sentence)
  await bo.hears(() => bo.text() === sentence)
  const close = async () => {
    an[Symbol.dispose]()
    bo[Symbol.dispose]()
    await meeting[Symbol.asyncDispose]()
  }
  return { meeting, an, bo, [Symbol.asyncDispose]: close }
}

test('W16 the form’s words are the template’s, a sample’s are imported from its source', async () => {
  await using meeting = await openMeeting()
  using an = await meeting.join('co-author')
  expect(await runsIn(an, 'title')).toMatchObject([
    { text: 'Open data', person: 'template', how: 'template' },
  ])
  for (const id of await sampleOf(meeting, an.joined.token)) {
    if (id === meeting.commitment) continue
    const report = attribution.parse(
      await (await an.get(`/api/commitments/${id}/attribution`)).json(),
    )
    const runs = report.fields.flatMap(({ runs }) => runs)
    expect(new Set(runs.map(({ person, how }) => `${person} ${how}`))).toEqual(
      new Set(['imported imported']),
    )
    expect(report.people.imported?.name).not.toBe('')
    expect(Object.keys(report.shares.byPerson)).toEqual(['imported'])
  }
})

test('W17 what was pasted says so, and stamps tell when each identity came in', async () => {
  await using scene = await written()
  const { an, bo } = scene
  const { editing } = an.replica.state.ids
  const from = sentence.length
  an.replica.announceOrigins([{ to: [editing, from, 6], how: 'pasted' }])
  an.edit(from, from, 'pasted')
  await an.saved()
  expect((await runsIn(bo)).map(({ text, how }) => [text, how])).toEqual([
    [sentence, 'typed'],
    ['pasted', 'pasted'],
  ])
  const { stamps } = await (await bo.get('stamps')).json()
  expect(stamps).toContainEqual([editing, 0, from + 6, expect.any(Number)])
})

test('W18 speaker and typist are kept apart; only who may edit speaks for others, and only for people', async () => {
  await using scene = await written()
  const { meeting, an, bo } = scene
  const entered = await bo.send('POST', `/api/plans/${meeting.plan}/people`, {
    name: 'Mei',
    organisation: 'Fishers',
    sector: 'public',
  })
  const mei = await entered.json()
  bo.replica.speakFor(mei.id)
  bo.edit(0, 0, '漁民要知道')
  await bo.saved()
  bo.replica.speakFor(null)
  bo.edit(0, 0, '我')
  await bo.saved()
  const runs = await runsIn(an)
  expect(runs.map(({ text, person, onBehalfOf }) => [text, person, onBehalfOf])).toEqual([
    ['我', bo.id, undefined],
    ['漁民要知道', bo.id, mei.id],
    [sentence, an.id, undefined],
  ])
  const { shares, people } = await reported(an)
  expect(people[mei.id]).toEqual({ name: 'Mei', organisation: 'Fishers', sector: 'public' })
  expect(shares.byPerson[mei.id]).toEqual({ spoken: 5, waiting: 0, typedForOthers: 0 })
  expect(shares.byPerson[bo.id]).toEqual({ spoken: 1, waiting: 0, typedForOthers: 5 })
  bo.replica.speakFor('The Minister, typed in')
  await bo.hears(() => bo.replica.state.status.type === 'ended', 'sent away')
  using suggester = await meeting.join('suggester')
  suggester.replica.speakFor(an.id)
  await suggester.hears(() => suggester.replica.state.status.type === 'ended', 'sent away')
  expect(Object.keys((await reported(an)).people)).not.toContain('The Minister, typed in')
})

test('W19 a stranger’s client changes nothing in the attribution, whatever it claims', async () => {
  await using scene = await written()
  const { meeting, an } = scene
  using eve = await meeting.join('co-author', { name: 'Eve' })
  await eve.hears(() => eve.text() === sentence)
  const before = await runsIn(an)
  const victim = an.replica.state.ids
  const forgeries: ((doc: Y.Doc) => void)[] = [
    (doc) => writeAs(doc, victim.editing, '冒名'),
    (doc) => writeAs(doc, victim.suggesting, '冒名'),
    (doc) => writeAs(doc, twin(victim.editing), '冒名'),
    (doc) => writeAs(doc, 1, '冒名'),
    (doc) => writeAs(doc, 2, '冒名'),
    (doc) => writeAs(doc, 3, '冒名'),
  ]
  for (const forgery of forgeries) {
    const { generation, doc } = eve.replica.state
    forgery(doc)
    await eve.hears(() => eve.replica.state.generation > generation, 'a refusal')
    await eve.saved()
  }
  expect(await runsIn(an)).toEqual(before)

  eve.replica.state.awareness.setLocalState({ user: { id: an.id, name: 'An' } })
  const { editing } = eve.replica.state.ids
  const [client] = [an.replica.state.ids.editing]
  eve.replica.announceOrigins([
    { to: [editing, 0, 4], from: [client, 0], how: 'undo' },
    { to: [editing, 0, 4], from: [client, 0], how: 'copied' },
    { to: [editing, 2, 2], from: [client, 4], how: 'moved' },
    { to: [client, 0, 4], from: [editing, 0], how: 'moved' },
    { to: [client, 0, 4], how: 'imported' },
  ])
  eve.edit(0, 0, '不要公布')
  await eve.saved()
  const [hers, ...others] = await runsIn(an)
  expect(hers).toMatchObject({ text: '不要公布', person: eve.id, how: 'typed' })
  expect(others).toEqual(before)
})

function writeAs(doc: Y.Doc, client: number, words: string): void {
  doc.clientID = client
  doc.transact((transaction) => insertText(transaction, fieldText(doc, field), 0, words, null))
}

test('W20 contributions tell what became of one’s input, and what one took out of others’ words', async () => {
  await using scene = await written()
  const { an, bo } = scene
  bo.edit(2, 4, '')
  bo.edit(0, 0, '請')
  bo.edit(0, 1, '')
  bo.suggest(0, 0, '草案：')
  await bo.send('POST', 'threads', { anchor: { on: 'section', field }, text: '為什麼？' })
  await an.hears(() => an.replica.state.record.suggestions[1] !== undefined)
  await an.send('POST', 'suggestions/1/decision', { outcome: 'declined', reason: '已有名稱' })
  const found = contributions.parse(await (await an.get(`people/${bo.id}/contributions`)).json())
  expect(found.suggestions).toMatchObject([
    { number: 1, status: 'declined', decisions: [{ person: an.id, reason: '已有名稱' }] },
  ])
  expect(found.comments).toMatchObject([{ text: '為什麼？', replies: 0, resolved: false }])
  expect(found.deletions).toEqual([
    { at: expect.any(Number), field, from: an.id, text: sentence.slice(2, 4) },
  ])
  const own = contributions.parse(await (await an.get(`people/${an.id}/contributions`)).json())
  expect(own.text).toEqual([{ field, spoken: sentence.length - 2, waiting: 0, typedForOthers: 0 }])
  expect(own.deletions).toEqual([])
})

test('W21 balance counts parts by section, person and sector, and neither Enter nor a move changes it', async () => {
  await using scene = await written()
  const { an, bo } = scene
  bo.edit(0, 0, 'abcdef', 'problem')
  await bo.saved()
  const measured = async () => balance.parse(await (await an.get('balance')).json())
  const before = await measured()
  expect(before.whole.bySector).toMatchObject({
    government: { characters: sentence.length },
    'civil-society': { characters: 6 },
  })
  const sideOf = (name: string) => before.sections.find((each) => each.name === name)?.onlySide
  expect([sideOf(field), sideOf('problem'), sideOf('title')]).toEqual([
    'government',
    'civil-society',
    null,
  ])
  const { doc, ids } = bo.replica.state
  doc.clientID = ids.editing
  doc.transact((transaction) => insertSeparator(transaction, fieldText(doc, field), 7))
  bo.edit(0, 7, '')
  const clock = Y.getState(doc.store, ids.editing)
  const from = an.replica.state.ids.editing
  bo.replica.announceOrigins([{ to: [ids.editing, clock, 7], from: [from, 0], how: 'moved' }])
  bo.edit(9, 9, sentence.slice(0, 7))
  await bo.saved()
  await an.hears(() => an.text() === bo.text())
  const { whole, sections } = await measured()
  expect({ whole, sections }).toEqual({ whole: before.whole, sections: before.sections })
  expect((await reported(an)).shares.total).toBe(sentence.length + 6)
})

test('U162 what is suggested and not decided counts apart from agreed text, in balance, shares and contributions', async () => {
  await using scene = await written()
  const { meeting, an } = scene
  using cy = await meeting.join('suggester', { sector: 'civil-society', name: 'Cy' })
  await cy.hears(() => cy.text() === sentence)
  cy.suggest(2, 2, '公開')
  await an.hears(() => Object.keys(an.replica.state.record.suggestions).length === 1)
  const told = async () => {
    const { whole } = balance.parse(await (await an.get('balance')).json())
    const { shares } = await reported(an)
    const theirs = contributions
      .parse(await (await an.get(`people/${cy.id}/contributions`)).json())
      .text.map(({ spoken, waiting }) => [spoken, waiting])
    return [
      [whole.byPerson[cy.id]?.characters, whole.byPerson[cy.id]?.waiting, whole.waiting],
      [shares.byPerson[cy.id]?.spoken, shares.byPerson[cy.id]?.waiting, shares.waiting],
      [shares.waitingBySector['civil-society'] ?? 0, shares.byPerson[an.id]?.waiting],
      ...theirs,
    ]
  }
  expect(await told()).toEqual([
    [2, 2, 2],
    [2, 2, 2],
    [2, 0],
    [2, 2],
  ])
  await an.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })
  expect(await told()).toEqual([
    [2, 0, 0],
    [2, 0, 0],
    [0, 0],
    [2, 0],
  ])
})

test('W21 balance counts suggestions made and adopted, comments made and answered, and which side alone touched a section', async () => {
  await using scene = await written()
  const { meeting, an, bo } = scene
  using cy = await meeting.join('suggester', { sector: 'civil-society', name: 'Cy' })
  await cy.hears(() => cy.text() === sentence)
  cy.suggest(2, 4, '公開')
  cy.suggest(0, 0, '應', 'problem')
  await an.hears(() => Object.keys(an.replica.state.record.suggestions).length === 2)
  await an.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })
  await an.send('POST', 'suggestions/2/decision', { outcome: 'declined', reason: '已有' })
  await cy.send('POST', 'threads', { anchor: { on: 'section', field }, text: '為什麼？' })
  await cy.send('POST', 'threads', { anchor: { on: 'suggestion', suggestion: 2 }, text: '請再想' })
  const { threads: all } = threads.parse(await (await an.get('threads')).json())
  await an.send('POST', `threads/${all[0]?.id}/replies`, { text: '因為法律如此' })

  const { whole, sections } = balance.parse(await (await bo.get('balance')).json())
  const of = (name: string) => sections.find((each) => each.name === name)
  const none = { characters: 0, waiting: 0, suggestions: 0, adopted: 0, comments: 0, answered: 0 }
  expect(of(field)?.byPerson).toEqual({
    [an.id]: { ...none, characters: sentence.length - 2, comments: 1 },
    [cy.id]: { ...none, characters: 2, suggestions: 1, adopted: 1, comments: 1, answered: 1 },
  })
  expect(of('problem')?.byPerson).toEqual({ [cy.id]: { ...none, suggestions: 1, comments: 1 } })
  expect([of(field)?.onlySide, of('problem')?.onlySide]).toEqual([null, 'civil-society'])
  expect(whole.bySector).toEqual({
    government: { ...none, characters: sentence.length - 2, comments: 1 },
    'civil-society': {
      ...none,
      characters: 2,
      suggestions: 2,
      adopted: 1,
      comments: 2,
      answered: 1,
    },
  })
})

test('W22 words that two people moved at once stand twice; both places are told, and one is dropped', async () => {
  await using scene = await written()
  const { an, bo } = scene
  const source = an.replica.state.ids.editing
  // neither hears of the other's move before making their own
  for (const mover of [an, bo]) {
    const { doc, ids } = mover.replica.state
    const clock = Y.getState(doc.store, ids.editing)
    mover.replica.announceOrigins([
      { to: [ids.editing, clock, 4], from: [source, 0], how: 'moved' },
    ])
    doc.clientID = ids.editing
    doc.transact((transaction) => {
      const text = fieldText(doc, field)
      text.delete(0, 4)
      insertText(transaction, text, text.length, sentence.slice(0, 4), null)
    })
  }
  await Promise.all([an.saved(), bo.saved()])
  await an.hears(() => an.text().length === sentence.length + 4)
  const { twins, shares } = await reported(an)
  expect(twins).toMatchObject([{ text: sentence.slice(0, 4), places: [{ field }, { field }] }])
  expect(Object.keys(shares.byPerson)).toEqual([an.id])
  const wrong = { field, ranges: [[source, 4, 4]] }
  await bo.send('POST', 'twins/drop', wrong)
  expect((await reported(an)).twins).toEqual(twins)
  using host = await scene.meeting.join('facilitator')
  for (const [state, status] of [
    ['closed', 403],
    ['suggesting', 403],
    // a section that was opened again is as open as one that was never closed
    ['open', 200],
  ] as const) {
    const set = await host.send('POST', `sections/${field}/state`, { state, reason: 'x' })
    expect(set.status).toBe(200)
    const dropped = await bo.send('POST', 'twins/drop', twins[0]?.places[1])
    expect(dropped.status).toBe(status)
  }
  expect((await reported(an)).twins).toEqual([])
  await an.hears(() => an.text().length === sentence.length)
})

test('W22 words that two people took out at once, and both put back, are twins of their first author', async () => {
  await using scene = await written()
  const { an, bo } = scene
  const source = an.replica.state.ids.editing
  for (const one of [an, bo]) one.edit(0, 4, '')
  for (const one of [an, bo]) {
    const { doc, ids } = one.replica.state
    const clock = Y.getState(doc.store, ids.editing)
    one.replica.announceOrigins([{ to: [ids.editing, clock, 4], from: [source, 0], how: 'undo' }])
    one.edit(0, 0, sentence.slice(0, 4))
  }
  await Promise.all([an.saved(), bo.saved()])
  await an.hears(() => an.text().length === sentence.length + 4)
  const { twins, shares } = await reported(an)
  expect(twins.map(({ text }) => text)).toEqual([sentence.slice(0, 4)])
  expect(Object.keys(shares.byPerson)).toEqual([an.id])
})

test('W25 the report of every past moment and of each view covers exactly the text of that moment and view', async () => {
  await using scene = await written()
  const { an, bo } = scene
  bo.suggest(2, 4, '公開')
  bo.suggest(0, 0, '應')
  await an.hears(() => an.replica.state.record.suggestions[2] !== undefined)
  const pending = await reported(an)
  await an.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })
  await bo.hears(() => bo.replica.state.record.suggestions[1]?.status === 'adopted')
  bo.edit(1, 3, '')
  const { doc, ids } = bo.replica.state
  doc.clientID = ids.editing
  doc.transact((transaction) => insertSeparator(transaction, fieldText(doc, field), 3))
  await bo.saved()

  const views = ['current', 'original', 'final'] as const
  const { seq } = await reported(an)
  for (let at = 1; at <= seq; at++) {
    for (const view of views) {
      const text = textBody.parse(await (await an.get(`at/${at}?view=${view}`)).json())
      const lines = ({ blocks }: (typeof text.fields)[number]) =>
        blocks.map(({ runs }) => runs.map((run) => run.text).join('')).join('\n')
      const told = await reported(an, `?at=${at}&view=${view}`)
      expect(told.seq).toBe(at)
      expect(
        told.fields.map(({ name, runs }) => [name, runs.map((run) => run.text).join('')]),
      ).toEqual(text.fields.map((each) => [each.name, lines(each)]))
    }
  }
  expect(await reported(an, `?at=${pending.seq}`)).toEqual(pending)
  expect(await reported(an, `?at=${seq}&view=current`)).toEqual(await reported(an))
  const said = async (query: string) => {
    const { fields } = await reported(an, query)
    const runs = fields.find(({ name }) => name === field)?.runs ?? []
    return runs.map(({ text, person, how, suggestion, pending }) => [
      ...[text, person === an.id ? 'an' : person === bo.id ? 'bo' : person],
      ...[how, suggestion, pending],
    ])
  }
  const before = `?at=${pending.seq}`
  expect(await said(`${before}&view=original`)).toEqual([
    [sentence, 'an', 'typed', undefined, undefined],
  ])
  expect(await said(`${before}&view=final`)).toEqual([
    ['應', 'bo', 'suggested', 2, true],
    [sentence.slice(0, 2), 'an', 'typed', undefined, undefined],
    ['公開', 'bo', 'suggested', 1, true],
    [sentence.slice(4), 'an', 'typed', undefined, undefined],
  ])
  // adopted: agreed text by now, and still known as whose suggestion it was
  expect(await said('?view=original')).toContainEqual(['公開', 'bo', 'suggested', 1, undefined])
  expect((await an.get('attribution?at=99999')).status).toBe(404)
})

/** The identity of a character of the field, as a claim names it. */
function identityAt({ replica }: Participant, at: number): [number, number] {
  for (let item = fieldText(replica.state.doc, field)._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (at < item.length) return [item.id.client, item.id.clock + at]
    at -= item.length
  }
  throw new Error('no such place')
}

test('W26 words copied from another commitment of the plan keep their authors and name who placed them', async () => {
  await using scene = await written()
  const { meeting, an, bo } = scene
  bo.edit(4, 4, '（含決標前的公告、修正與廢標情形）')
  await an.hears(() => an.text() === bo.text())
  const source = an.text()
  using host = await meeting.join('facilitator')
  const made = await host.send('POST', `/api/plans/${meeting.plan}/commitments`, {
    ...{ template: 'ogp-2022', title: 'Another', locale: 'en' },
  })
  if (!made.ok) throw new Error(await made.text())
  const { id: another } = await made.json()
  using cy = await meeting.join('co-author', { name: 'Cy', sector: 'academia' }, another)
  using dee = await meeting.join('co-author', { name: 'Dee', sector: 'public' }, another)

  const clientAt = (at: number) => identityAt(an, at)
  const paste = async (of: string, from = 0, to = source.length) => {
    const { doc, ids } = cy.replica.state
    const clock = Y.getState(doc.store, ids.editing)
    const claims = Array.from({ length: to - from }, (_, at) => ({
      ...{ to: [ids.editing, clock + at, 1] as [number, number, number] },
      ...{ from: clientAt(from + at), how: 'copied' as const, of },
    }))
    cy.replica.announceOrigins(claims)
    const end = cy.text().length
    cy.edit(end, end, source.slice(from, to))
    await cy.saved()
  }
  const told = async () => {
    const runs = await runsIn(dee)
    return runs.map(({ text, person, placedBy, how }) => [text, person, placedBy, how])
  }
  const lent = [
    [source.slice(0, 4), an.id, cy.id, 'typed'],
    [source.slice(4, -sentence.length + 4), bo.id, cy.id, 'typed'],
    [source.slice(-sentence.length + 4), an.id, cy.id, 'typed'],
  ]
  await paste(meeting.commitment)
  expect(await told()).toEqual(lent)
  const { shares, people } = await reported(dee)
  expect(shares.byPerson[cy.id]?.spoken ?? 0).toBe(0)
  expect([people[an.id]?.name, people[bo.id]?.name]).toEqual(['An', 'Bo'])
  // also on pages that had not heard of these people
  await dee.hears(() => dee.replica.state.people.has(an.id) && dee.text() === source)

  // also when they are put elsewhere before anybody has heard of them
  cy.edit(0, source.length, '')
  await cy.saved()
  const replaced = cy.replica.state
  const first = Y.getState(replaced.doc.store, replaced.ids.editing)
  const at = (offset: number, length: number): [number, number, number] => [
    replaced.ids.editing,
    first + offset,
    length,
  ]
  cy.replica.announceOrigins([
    ...Array.from({ length: source.length }, (_, offset) => ({
      ...{ to: at(offset, 1), from: clientAt(offset) },
      ...{ how: 'copied' as const, of: meeting.commitment },
    })),
    {
      ...{ to: at(source.length, source.length), from: [replaced.ids.editing, first] },
      how: 'moved',
    },
  ])
  replaced.doc.transact(() => {
    cy.edit(0, 0, source)
    cy.edit(0, source.length, source)
  })
  await cy.saved()
  await dee.hears(() => dee.text() === source)
  expect(await told()).toEqual(lent)

  // a word is too short, and what is no other commitment proves nothing
  for (const [of, from, to] of [
    [meeting.commitment, 0, 2],
    ['nothing', 0, source.length],
    [another, 0, source.length],
  ] as const) {
    const before = await told()
    await paste(of, from, to)
    const added = (await told()).slice(before.length)
    expect(added).toEqual([[source.slice(from, to), cy.id, undefined, 'pasted']])
    cy.edit(source.length, cy.text().length, '')
    await cy.saved()
  }
  const { doc, ids } = cy.replica.state
  const clock = Y.getState(doc.store, ids.editing)
  const from = clientAt(0)
  cy.replica.announceOrigins([
    { to: [ids.editing, clock, 20], from, how: 'copied', of: meeting.commitment },
  ])
  cy.edit(source.length, source.length, '不要公布採購資料也不要公布決標結果嗎？？')
  await cy.saved()
  expect((await told()).at(-1)?.[1]).toBe(cy.id)
  expect((await told()).slice(0, 3)).toEqual(lent)

  const journal = new SqliteJournal(dataFile(meeting.server.config))
  const { seq } = await reported(dee)
  const past = await pastOf(journal, another, seq)
  const ledger = await new Ledgers(journal).current(another)
  await journal.close()
  if (!past) throw new Error('no such moment')
  const recomputed = done(reporting({ ...past, seq }, ledger, [field], []))
  expect(recomputed.fields[0]?.runs).toEqual(await runsIn(dee))
  const verified: string[] = []
  const env = { ACCORD_DATA: meeting.server.config.data, PORT: '0' }
  expect(await accord(['verify'], env, (line) => verified.push(line))).toBe(0)
})

test('W26 a claim that names a commitment of another plan makes nobody of it known, and changes no author', async () => {
  await using scene = await written()
  const { meeting, an, bo } = scene
  using host = await meeting.join('facilitator')
  const made = async (path: string, body: unknown): Promise<{ id: string; code: string }> => {
    const answer = await host.send('POST', `/api/plans${path}`, body)
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
  const { id: plan } = await made('', { title: 'Elsewhere', locale: 'en' })
  const { id: foreign } = await made(`/${plan}/commitments`, {
    ...{ template: 'ogp-2022', title: 'Theirs', locale: 'en' },
  })
  const { code } = await made(`/${plan}/invitations`, { role: 'co-author' })
  const answer = await meeting.server.request('POST', '/api/join', {
    body: { code, name: 'Eve', organisation: '', sector: 'public' },
  })
  using eve = await meeting.enter(joined.parse(await answer.json()), foreign)
  const theirs = '公開招標的流程與得標廠商名單，每季由各機關主動上網公布一次'
  eve.edit(0, 0, theirs)
  await eve.saved()

  const before = await reported(an)
  const { doc, ids } = bo.replica.state
  const clock = Y.getState(doc.store, ids.editing)
  bo.replica.announceOrigins([
    {
      to: [ids.editing, clock, theirs.length],
      from: identityAt(eve, 0),
      ...{ how: 'copied', of: foreign },
    },
  ])
  bo.edit(sentence.length, sentence.length, theirs)
  await bo.saved()
  const after = await reported(an)
  const runs = (await runsIn(an)).map(({ text, person, placedBy, how }) => {
    return [text, person, placedBy, how]
  })
  expect(runs).toEqual([
    [sentence, an.id, undefined, 'typed'],
    [theirs, bo.id, undefined, 'pasted'],
  ])
  expect(after.people).toEqual(before.people)
  expect(after.shares.byPerson[an.id]).toEqual(before.shares.byPerson[an.id])
  expect(after.people[eve.id]).toBeUndefined()
  expect(bo.replica.state.people.has(eve.id)).toBe(false)
})
