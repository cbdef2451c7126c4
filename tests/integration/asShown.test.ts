import { expect, test } from 'vitest'
import { Replay } from '../../server/cli/verify.ts'
import { dataFile } from '../../server/config.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { field, openMeeting, type Participant } from '../support/meeting.ts'

const one = ({ replica }: Participant) => replica.state.record.suggestions[1]
const codeOf = async (response: Response) =>
  response.ok ? 'done' : [response.status, (await response.json()).error.code]
const readBy = async (by: Participant) => (await (await by.get('suggestions')).json()).suggestions

test('P128 over HTTP adopting needs the sign of what was read; of what has changed since nothing is answered', async () => {
  await using meeting = await openMeeting()
  using host = await meeting.join('facilitator')
  using author = await meeting.join('suggester')
  author.suggest(0, 0, 'We will publish all data.')
  await host.hears(() => one(host) !== undefined)
  const path = 'suggestions/1/decision'
  const [read] = await readBy(host)
  expect(read.sign).toMatch(/^[0-9a-f]{32}$/)
  const yes = { outcome: 'adopted', reason: '', override: false }
  const missing = await host.send('POST', path, { ...yes, sign: undefined })
  expect([missing.status, (await missing.json()).error.details]).toEqual([
    400,
    { sign: [expect.stringContaining('sign')] },
  ])
  const joint = { ...yes, suggestions: [1], signs: [] }
  expect((await host.send('POST', 'suggestions/decisions', joint)).status).toBe(400)

  // the room has its author's last word, and the page of whoever answers has not
  author.suggest(8, 8, 'not ')
  await author.saved()
  for (const outcome of ['adopted', 'adopted-in-part', 'declined', 'later', 'out-of-scope'])
    expect(
      await codeOf(
        await host.send('POST', path, { ...yes, outcome, reason: 'so', sign: read.sign }),
      ),
    ).toEqual([409, 'suggestion-changed'])
  const signs = [read.sign]
  expect(
    await codeOf(await host.send('POST', 'suggestions/decisions', { ...joint, signs })),
  ).toEqual([409, 'suggestion-changed'])
  expect(one(host)?.status).toBe('open')
  const [now] = await readBy(host)
  expect(now.added).toBe('We will not publish all data.')
  expect(await codeOf(await host.send('POST', path, { ...yes, sign: now.sign }))).toBe('done')
  await host.hears(() => one(host)?.status === 'adopted')
  const again = { reason: 'again', answers: 0 }
  expect(await codeOf(await host.send('POST', 'suggestions/1/reopening', again))).toEqual([
    409,
    'suggestion-changed',
  ])
  const known = { reason: 'again', answers: 1 }
  expect(await codeOf(await host.send('POST', 'suggestions/1/reopening', known))).toBe('done')
})

test('P128 what is read over HTTP is all of a suggestion, however long, and in how many places', async () => {
  await using meeting = await openMeeting()
  using host = await meeting.join('facilitator')
  using author = await meeting.join('suggester')
  const long = `${'Everything will be published as open data. '.repeat(8)}EXCEPT the contracts.`
  author.suggest(0, 0, long)
  await host.hears(() => one(host) !== undefined && host.text() === long)
  const [read] = await readBy(host)
  expect(read.added).toBe(long)
  // an editor parts the suggested words by words of their own
  host.edit(20, 20, ' (in between) ')
  await host.saved()
  const [parted] = await readBy(host)
  expect(parted.added).toBe(`${long.slice(0, 20)} … ${long.slice(20)}`)
  expect(parted.sign).not.toBe(read.sign)
})

test('P129 verify finds an answer, or a key, that was given to something else than the text said', async () => {
  await using meeting = await openMeeting()
  using host = await meeting.join('facilitator', { sector: 'government' })
  using other = await meeting.join('co-author', { sector: 'civil-society' })
  using author = await meeting.join('suggester')
  await host.send('POST', 'two-keys', { field, on: true })
  author.suggest(0, 0, 'We will publish all data.')
  await host.hears(() => one(host) !== undefined)
  for (const by of [host, other]) {
    const [{ sign }] = await readBy(by)
    const answer = { outcome: 'adopted', sign }
    expect(await codeOf(await by.send('POST', 'suggestions/1/decision', answer))).toBe('done')
  }
  await host.hears(() => one(host)?.status === 'adopted')
  const journal = new SqliteJournal(dataFile(meeting.server.config))
  const findings = async (change: (said: string) => string) => {
    const replay = new Replay()
    const found: string[] = []
    for await (const entry of journal.read(meeting.commitment))
      found.push(
        ...replay.take({ ...entry, events: JSON.parse(change(JSON.stringify(entry.events))) }),
      )
    return found
  }
  expect(await findings((said) => said)).toEqual([])
  const found = await findings((said) => said.replaceAll(/"sign":"[0-9a-f]{32}"/g, '"sign":"0"'))
  expect(found).toEqual([
    'answers № 1 as it did not stand in the text',
    'answers № 1 as it did not stand in the text',
    'answers № 1 as it did not stand in the text',
  ])
  // answers of before this was kept stay what they are
  expect(await findings((said) => said.replaceAll(/,"sign":"[0-9a-f]{32}"/g, ''))).toEqual([])
  await journal.close()
})
