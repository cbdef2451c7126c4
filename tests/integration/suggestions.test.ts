import { expect, test } from 'vitest'
import type { Suggestion } from '../../shared/record/record.ts'
import { field, openMeeting, type Participant } from '../support/meeting.ts'

const agreed = 'The ministry publishes data.'

/** A meeting whose field says `agreed`; the suggester proposes "opens" for "publishes". */
async function proposed() {
  const meeting = await openMeeting()
  const official = await meeting.join('co-author', { sector: 'government' })
  const suggester = await meeting.join('suggester', { sector: 'civil-society' })
  official.edit(0, 0, agreed)
  await suggester.hears(() => suggester.text() === agreed, 'the agreed text')
  suggester.suggest(13, 22, 'opens')
  await official.hears(() => numbered(official, 1) !== undefined, 'the suggestion')
  const close = async () => {
    official[Symbol.dispose]()
    suggester[Symbol.dispose]()
    await meeting[Symbol.asyncDispose]()
  }
  return { meeting, official, suggester, [Symbol.asyncDispose]: close }
}

const numbered = ({ replica }: Participant, number: number): Suggestion | undefined =>
  replica.state.record.suggestions[number]
const decide = (by: Participant, outcome: string, more = {}, number = 1) =>
  by.send('POST', `suggestions/${number}/decision`, { outcome, reason: 'as agreed', ...more })
const code = async (response: Response) =>
  response.ok ? 'done' : [response.status, (await response.json()).error.code]

async function view(by: Participant, name: string): Promise<string> {
  const { fields } = await (await by.get(`text?view=${name}`)).json()
  const found = fields.find((each: { name: string }) => each.name === field)
  return found.blocks.map(({ runs }: { runs: { text: string }[] }) =>
    runs.map(({ text }) => text).join(''),
  )[0]
}

test('P14 a suggestion has its number on every page, and the views over HTTP tell it apart', async () => {
  await using scene = await proposed()
  const { official, suggester, meeting } = scene
  const shown = { number: 1, person: suggester.id, removed: 'publishes', added: 'opens' }
  expect(numbered(official, 1)).toMatchObject(shown)
  await suggester.hears(() => numbered(suggester, 1) !== undefined)
  expect(numbered(suggester, 1)).toMatchObject(shown)
  using late = await meeting.join('observer')
  expect(numbered(late, 1)).toMatchObject(shown)
  expect(await view(official, 'current')).toBe('The ministry publishesopens data.')
  expect(await view(official, 'original')).toBe(agreed)
  expect(await view(official, 'final')).toBe('The ministry opens data.')
})

test('P14 text and record change in one entry when a suggestion is adopted; its words stay their author’s', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  const before = official.replica.state.record.seq
  expect(await code(await decide(official, 'adopted', { reason: '' }))).toBe('done')
  await suggester.hears(() => suggester.text() === 'The ministry opens data.', 'the new text')
  await suggester.hears(() => numbered(suggester, 1)?.status === 'adopted', 'the answer')
  expect(numbered(suggester, 1)?.decisions).toMatchObject([
    { person: official.id, seq: before + 1 },
  ])
  expect(suggester.replica.state.record.seq).toBe(before + 1)
  expect(await view(official, 'original')).toBe('The ministry opens data.')
  const { fields } = await (await official.get('attribution')).json()
  const runs = fields.find(({ name }: { name: string }) => name === field).runs
  expect(runs).toMatchObject([
    { person: official.id, how: 'typed' },
    { text: 'opens', person: suggester.id, how: 'suggested', suggestion: 1 },
    { person: official.id, how: 'typed' },
  ])
})

test('P15 who may answer, and how, is the server’s to say', async () => {
  await using scene = await proposed()
  const { official, suggester, meeting } = scene
  using observer = await meeting.join('observer')
  expect(await code(await decide(suggester, 'adopted'))).toEqual([403, 'not-allowed'])
  expect(await code(await decide(observer, 'adopted'))).toEqual([403, 'not-allowed'])
  expect(await code(await decide(official, 'declined', { reason: ' ' }))).toEqual([
    400,
    'reason-needed',
  ])
  expect(await code(await decide(official, 'adopted', {}, 7))).toEqual([404, 'no-such-suggestion'])
  official.suggest(0, 0, 'Now: ')
  await official.hears(() => numbered(official, 2) !== undefined)
  expect(await code(await decide(official, 'adopted', {}, 2))).toEqual([403, 'own-suggestion'])
  expect(await code(await decide(official, 'declined'))).toBe('done')
  expect(await code(await decide(official, 'adopted'))).toEqual([409, 'suggestion-answered'])
})

test('P7 what was put off waits in every view, and is answered later', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  expect(await code(await decide(official, 'later', { reason: 'next round' }))).toBe('done')
  await suggester.hears(() => numbered(suggester, 1)?.status === 'later')
  expect(await view(official, 'original')).toBe(agreed)
  expect(await view(official, 'final')).toBe('The ministry opens data.')
  expect(await code(await decide(official, 'declined'))).toBe('done')
  await suggester.hears(() => suggester.text() === agreed)
  expect(numbered(suggester, 1)?.decisions.map(({ outcome }) => outcome)).toEqual([
    'later',
    'declined',
  ])
})

test('P8 with two keys the second sector’s agreement adopts', async () => {
  await using scene = await proposed()
  const { official, suggester, meeting } = scene
  using host = await meeting.join('facilitator')
  using activist = await meeting.join('co-author', { sector: 'civil-society' })
  expect(await code(await host.send('POST', 'two-keys', { field: null, on: true }))).toBe('done')
  expect(await code(await decide(official, 'adopted'))).toBe('done')
  const listed = async () => (await (await official.get('suggestions')).json()).suggestions[0]
  expect(await listed()).toMatchObject({ status: 'open', missingKeys: ['civil-society'] })
  expect(suggester.text()).toContain('publishes')
  expect(await code(await decide(official, 'adopted'))).toEqual([409, 'key-missing'])
  expect(await code(await decide(activist, 'adopted'))).toBe('done')
  expect(await listed()).toMatchObject({ status: 'adopted', missingKeys: [] })
  await suggester.hears(() => suggester.text() === 'The ministry opens data.')
})

test('P32 a decider edits a suggestion and adopts what is left: each word stays its author’s', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  // "opens" becomes "now opens": the decider's own word, in the middle of what is pending
  official.edit(22, 23, 'now o')
  await official.saved()
  expect(await code(await decide(official, 'adopted-in-part', { reason: '' }))).toEqual([
    400,
    'reason-needed',
  ])
  expect(await code(await decide(official, 'adopted-in-part', { reason: 'with a date' }))).toBe(
    'done',
  )
  await suggester.hears(() => suggester.text() === 'The ministry now opens data.', 'the new text')
  await suggester.hears(() => numbered(suggester, 1)?.status === 'adopted-in-part', 'the answer')
  expect(numbered(suggester, 1)?.decisions).toMatchObject([{ reason: 'with a date' }])
  const { fields } = await (await official.get('attribution')).json()
  const { runs } = fields.find(({ name }: { name: string }) => name === field)
  const pens = runs.map(({ text, person }: { text: string; person: string }) => [text, person])
  expect(pens).toEqual([
    ['The ministry now o', official.id],
    ['pens', suggester.id],
    [' data.', official.id],
  ])
})

test('P31 several are answered in one entry; one that may not be answers none, and is named', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  suggester.suggest(0, 0, 'Now: ')
  official.suggest(official.text().length, official.text().length, ' Daily.')
  const known = () => Object.keys(official.replica.state.record.suggestions).length === 3
  await official.hears(known, 'three suggestions')
  const all = official.replica.state.record.suggestions
  const own = Object.values(all).find(({ person }) => person === official.id)?.number
  const others = Object.keys(all)
    .map(Number)
    .filter((number) => number !== own)
  const together = (suggestions: unknown[]) =>
    official.send('POST', 'suggestions/decisions', {
      suggestions,
      outcome: 'declined',
      reason: 'said already',
    })
  const refused = await together([...others, own])
  expect(refused.status).toBe(403)
  expect((await refused.json()).error).toMatchObject({
    code: 'own-suggestion',
    details: { suggestion: [String(own)] },
  })
  expect(numbered(official, 1)?.status).toBe('open')
  expect(await code(await together(others))).toBe('done')
  await suggester.hears(() =>
    others.every((one) => numbered(suggester, one)?.status === 'declined'),
  )
  const entries = others.map((one) => numbered(suggester, one)?.decisions[0]?.seq)
  expect(new Set(entries).size).toBe(1)
  expect(await view(official, 'final')).toBe(`${agreed} Daily.`)
})

test('P30 words that a co-author takes out leave the suggestion waiting, until it is answered', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  suggester.suggest(0, 0, 'Now: ')
  await official.hears(() => numbered(official, 2) !== undefined, 'the second')
  official.edit(0, 5, '')
  await suggester.hears(() => numbered(suggester, 2)?.status === 'emptied', 'taken out')
  expect(numbered(suggester, 2)).toMatchObject({ emptiedBy: official.id, added: 'Now: ' })
  expect(await code(await decide(official, 'declined', { reason: 'undated' }, 2))).toBe('done')
  await suggester.hears(() => numbered(suggester, 2)?.status === 'declined', 'the answer')
})

test('P33 a plan’s two keys hold in its commitments, those to come too; a facilitator passes over one with a reason', async () => {
  await using scene = await proposed()
  const { official, suggester, meeting } = scene
  using host = await meeting.join('facilitator', { sector: 'academia' })
  const setting = `/api/plans/${meeting.plan}/two-keys`
  expect(await code(await official.send('POST', setting, { on: true }))).toEqual([
    403,
    'not-allowed',
  ])
  expect(await code(await host.send('POST', setting, { on: true }))).toBe('done')
  await official.hears(() => official.replica.state.record.twoKeys.includes('*'), 'the rule')
  const opened = await host.send('POST', `/api/plans/${meeting.plan}/commitments`, {
    template: 'ogp-2022',
    title: 'Later',
    locale: 'en',
  })
  const { id } = await opened.json()
  using reader = await meeting.join('observer', {}, id)
  expect(reader.replica.state.record.twoKeys).toEqual(['*'])

  expect(await code(await decide(official, 'adopted', { reason: '' }))).toBe('done')
  expect(numbered(official, 1)?.status).toBe('open')
  const pass = (reason: string) => decide(host, 'adopted', { reason, override: true })
  expect(await code(await decide(host, 'adopted'))).toEqual([409, 'key-missing'])
  expect(await code(await pass(''))).toEqual([400, 'reason-needed'])
  expect(await code(await pass('agreed in the meeting'))).toBe('done')
  await suggester.hears(() => numbered(suggester, 1)?.status === 'adopted', 'the answer')
  expect(numbered(suggester, 1)?.decisions).toMatchObject([{ person: host.id, override: true }])

  expect(await code(await host.send('POST', setting, { on: false }))).toBe('done')
  await official.hears(() => !official.replica.state.record.twoKeys.includes('*'), 'the end of it')
  expect(await (await suggester.get(setting)).json()).toEqual({ on: false })
})

test('P9 a declined suggestion comes back for its author, who takes it back themselves', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  await decide(official, 'declined')
  const reopened = await official.send('POST', 'suggestions/1/reopening', { reason: 'new facts' })
  expect(await code(reopened)).toBe('done')
  await suggester.hears(() => numbered(suggester, 1)?.status === 'open', 'reopened')
  await suggester.hears(() => suggester.text() === 'The ministry publishesopens data.', 'its words')
  const kept = [{ person: official.id, reason: 'new facts', at: expect.any(Number) }]
  expect((await (await official.get('suggestions')).json()).suggestions[0].reopenings).toEqual(kept)
  expect(await view(official, 'original')).toBe(agreed)
  const { doc, ids } = suggester.replica.state
  doc.clientID = ids.suggesting
  doc.getText(`f:${field}`).delete(22, 5)
  await suggester.saved()
  expect(suggester.replica.state.aside).toEqual([])
  await official.hears(() => official.text() === agreed, 'taken back')
})

test('P16 what a suggester’s own client does to agreed or others’ text is refused, told, and kept aside', async () => {
  await using scene = await proposed()
  const { official, suggester, meeting } = scene
  using other = await meeting.join('suggester')
  await other.hears(() => other.text().includes('opens'))
  const attempts: ((doc: Participant['replica']['state']['doc']) => void)[] = [
    (doc) => doc.getText(`f:${field}`).delete(0, 4),
    (doc) => doc.getText(`f:${field}`).delete(22, 3),
    (doc) => doc.getText(`f:${field}`).format(0, 4, { bold: true }),
    (doc) => doc.getArray('deletions').delete(0, 1),
    (doc) => doc.getMap('kinds').set(`${field}^`, 'h1'),
  ]
  for (const [number, attempt] of attempts.entries()) {
    const { doc, ids, generation } = other.replica.state
    doc.clientID = ids.suggesting
    attempt(doc)
    await other.hears(() => other.replica.state.generation > generation, `refusal ${number}`)
    await other.saved()
    expect(other.replica.state.aside).toHaveLength(number + 1)
  }
  expect(await view(official, 'current')).toBe('The ministry publishesopens data.')
  expect(other.text()).toBe(official.text())
  const { doc, ids, generation } = other.replica.state
  doc.clientID = suggester.replica.state.ids.suggesting + 2
  doc.getText(`f:${field}`).insert(0, 'forged')
  await other.hears(() => other.replica.state.generation > generation)
  expect(ids).toBeDefined()
  expect(official.text()).not.toContain('forged')
  expect(Object.keys(official.replica.state.record.suggestions)).toEqual(['1'])
})

test('P17 copying or “undoing” agreed text under a suggesting id never makes a suggestion agreed', async () => {
  await using scene = await proposed()
  const { official, suggester } = scene
  const { doc, ids } = suggester.replica.state
  const source = doc.getText(`f:${field}`)._start
  if (!source) throw new Error('no text')
  for (const how of ['copied', 'undo', 'moved'] as const) {
    const clock = (doc.store.clients.get(ids.suggesting) ?? []).reduce(
      (sum, one) => sum + one.length,
      0,
    )
    const before = official.text()
    suggester.replica.announceOrigins([
      { to: [ids.suggesting, clock, 12], from: [source.id.client, source.id.clock], how },
    ])
    suggester.suggest(source.length, source.length, 'The ministry')
    await suggester.saved()
    await official.hears(() => official.text() !== before)
    expect(await view(official, 'original'), how).toBe(agreed)
  }
})

test('A25 a facilitator declines all that one person has waiting, others may not', async () => {
  await using meeting = await openMeeting()
  using suggester = await meeting.join('suggester')
  using author = await meeting.join('co-author')
  using host = await meeting.join('facilitator')
  for (const words of ['one', 'two', 'three']) {
    suggester.suggest(0, 0, words)
    author.edit(0, 0, 'between ')
    await host.hears(() => host.text().includes(words), words)
  }
  const waiting = () =>
    Object.values(host.replica.state.record.suggestions).filter(({ status }) => status === 'open')
  await host.hears(() => waiting().length > 0, 'numbers')
  const path = `suggestions/people/${suggester.id}/declining`
  const reason = 'said three times'
  expect((await author.send('POST', path, { reason })).status).toBe(403)
  expect((await host.send('POST', path, { reason: ' ' })).status).toBe(400)
  expect((await host.send('POST', path, { reason })).status).toBe(200)
  await host.hears(() => waiting().length === 0, 'the answer')
  expect(host.text()).not.toContain('three')
  expect(host.text()).toContain('between')
})

test('H150 a facilitator takes out all that everybody of one code brought, in one act: the journal keeps it', async () => {
  await using meeting = await openMeeting()
  using host = await meeting.join('facilitator')
  using author = await meeting.join('co-author')
  const selves = [await meeting.join('suggester'), await meeting.join('suggester')]
  const anchor = { on: 'section', field: 'causes' }
  for (const [nth, self] of selves.entries()) {
    self.suggest(0, 0, `flood ${nth} `)
    await host.hears(() => host.text().includes(`flood ${nth}`), 'the flood')
    expect((await self.send('POST', 'threads', { anchor, text: `spam ${nth}` })).status).toBe(201)
    const aside = { rule: 'T1', field: 'causes', quote: `q${nth}`, reason: `spam reason ${nth}` }
    expect((await self.send('POST', 'checks/dismissals', aside)).status).toBe(201)
  }
  const record = () => host.replica.state.record
  await host.hears(() => record().dismissals.length === 2, 'both')
  const [first = ''] = Object.keys(record().threads)
  const reply = await author.send('POST', `threads/${first}/replies`, { text: 'honest' })
  expect(reply.status).toBe(201)
  expect((await author.send('POST', 'threads', { anchor, text: 'mine' })).status).toBe(201)

  const path = `suggestions/people/${selves[1]?.id}/declining`
  const ask = { reason: 'a flood', all: true, everybody: true }
  expect((await author.send('POST', path, ask)).status).toBe(403)
  expect((await host.send('POST', path, { ...ask, reason: ' ' })).status).toBe(400)
  expect((await host.send('POST', path, ask)).status).toBe(200)
  await host.hears(() => record().dismissals.length === 0, 'the act')
  const said = Object.values(record().threads).map(({ comments }) =>
    comments.map((one) => one.text),
  )
  expect(said.sort()).toEqual([['', 'honest'], ['mine']])
  expect(host.text()).not.toContain('flood')
  expect(Object.values(record().suggestions).map(({ status }) => status)).toEqual([
    'declined',
    'declined',
  ])
  // once more there is nothing, and of oneself nobody does it
  expect((await host.send('POST', path, ask)).status).toBe(409)
  const own = await host.send('POST', `suggestions/people/${host.id}/declining`, { ...ask })
  expect(own.status).toBe(409)
  for (const self of selves) self[Symbol.dispose]()
})
