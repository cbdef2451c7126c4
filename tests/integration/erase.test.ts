import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pastOf } from '../../server/authorship/past.ts'
import { reportOf } from '../../server/authorship/report.ts'
import { accord } from '../../server/cli/accord.ts'
import { dataFile } from '../../server/config.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { attribution } from '../../shared/apiRecord.ts'
import { field, openMeeting } from '../support/meeting.ts'

const name = 'Tokujin Yoshiwara'
const organisation = 'Harbour Watch Trust'

/** Which of the words stand anywhere in the data folder's files, free pages and logs included. */
async function found(folder: string, words: readonly string[]): Promise<string[]> {
  const seen = new Set<string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    for (const word of words) if (bytes.includes(word)) seen.add(`${entry.name}: ${word}`)
  }
  return [...seen]
}

test('W23 who is erased is nowhere by name: not in the file, its log and free pages, nor in later backups', async () => {
  await using meeting = await openMeeting()
  const { config } = meeting.server
  const env = { ACCORD_DATA: config.data, PORT: '0' }
  const run = async (...args: string[]) => {
    const lines: string[] = []
    return { code: await accord(args, env, (line) => lines.push(line)), lines }
  }
  using gone = await meeting.join('co-author', { name, organisation, sector: 'civil-society' })
  using stays = await meeting.join('facilitator', { sector: 'government' })
  gone.edit(0, 0, '每年公布')
  gone.suggest(4, 4, '兩次')
  await gone.saved()
  await gone.send('POST', 'threads', { anchor: { on: 'section', field }, text: 'mine' })
  await stays.send('PATCH', `/api/plans/${meeting.plan}/people/${gone.id}`, {
    name: `${name} II`,
  })
  const before = attribution.parse(await (await stays.get('attribution')).json())
  expect(await found(config.data, [name, organisation])).not.toEqual([])
  await stays.hears(() => stays.replica.state.people.get(gone.id)?.name === `${name} II`)

  expect((await run('erase', gone.id)).code).toBe(0)
  expect(await found(config.data, [name, organisation])).toEqual([])
  const after = attribution.parse(await (await stays.get('attribution')).json())
  expect(after.people[gone.id]).toEqual({ name: '', organisation: '', sector: 'civil-society' })
  expect({ ...after, people: {} }).toEqual({ ...before, people: {} })
  for (const path of ['text', 'suggestions', 'threads', 'attribution', 'balance'])
    expect(await (await stays.get(path)).text()).not.toContain(name)
  expect((await run('verify')).lines.at(-1)).toMatch(/ 0 findings$/)
  const [backup = ''] = (await run('backup')).lines
  expect(await found(join(backup, '..'), [name, organisation])).toEqual([])
  expect((await gone.get('text')).status).toBe(401)
})

test('W24 what the room says of authorship is what the journal alone says', async () => {
  await using meeting = await openMeeting()
  using an = await meeting.join('co-author')
  using bo = await meeting.join('suggester')
  an.edit(0, 0, '每年公布採購資料')
  await bo.hears(() => bo.text() !== '')
  bo.suggest(2, 4, '公開')
  await an.hears(() => an.replica.state.record.suggestions[1] !== undefined)
  await an.send('POST', 'suggestions/1/decision', { outcome: 'adopted' })
  an.edit(0, 2, '')
  await an.saved()
  const said = attribution.parse(await (await an.get('attribution')).json())
  const journal = new SqliteJournal(dataFile(meeting.server.config))
  const past = await pastOf(journal, meeting.commitment, said.seq)
  await journal.close()
  if (!past) throw new Error('no such moment')
  const fields = said.fields.map((each) => each.name)
  const recomputed = reportOf({ ...past, seq: said.seq }, past.ledger, fields, [])
  expect(recomputed.fields).toEqual(said.fields)
  expect(recomputed.shares.byPerson).toEqual(said.shares.byPerson)
})
