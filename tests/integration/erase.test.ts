import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Ledgers } from '../../server/authorship/ledgers.ts'
import { pastOf } from '../../server/authorship/past.ts'
import { reporting } from '../../server/authorship/report.ts'
import { accord } from '../../server/cli/accord.ts'
import { dataFile } from '../../server/config.ts'
import { formats } from '../../server/exports/write.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { attribution, threads } from '../../shared/apiRecord.ts'
import { done } from '../../shared/steps.ts'
import { field, openMeeting } from '../support/meeting.ts'
import { bringIn, previewOf } from '../support/upload.ts'
import { wordsIn } from '../support/wordsIn.ts'

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

test('W23 a name goes also where others mentioned it, typed it for a table, or a file brought it in', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const { config } = server
  const operate = (...args: string[]) =>
    accord(args, { ACCORD_DATA: config.data, PORT: '0' }, () => undefined)
  using gone = await meeting.join('co-author', { name, organisation, sector: 'civil-society' })
  using stays = await meeting.join('facilitator', { name: 'Stays', sector: 'government' })
  const erasable = [name, organisation, 'Table Speaker', 'Table Union', 'Voice Elsewhere']

  // mentioned by others, in a thread, a reply and a changed comment
  const anchor = { on: 'section', field }
  await stays.send('POST', 'threads', {
    anchor,
    text: `Ask @${name}, please.`,
    mentions: [gone.id],
  })
  const listed = async () => threads.parse(await (await stays.get('threads')).json()).threads
  const [opened] = await listed()
  await stays.send('POST', `threads/${opened?.id}/replies`, { text: `@${name}: and when?` })
  const first = `threads/${opened?.id}/comments/${opened?.comments[0]?.id}`
  await stays.send('PATCH', first, { text: `Do ask @${name}!` })
  const said = async () => (await listed())[0]?.comments.map(({ text }) => text)
  expect(await said()).toEqual([`Do ask @${name}!`, `@${name}: and when?`])

  // typed in at a table
  const typed = { name: 'Table Speaker', organisation: 'Table Union', sector: 'public' }
  const entered = await stays.send('POST', `/api/plans/${plan}/people`, typed)
  const speaker: string = (await entered.json()).id
  stays.replica.speakFor(speaker)
  stays.edit(0, 0, '漁民要知道。')
  await stays.saved()
  stays.replica.speakFor(null)

  // brought in with a file, its author's and a mention
  gone.suggest(0, 0, '每季')
  await gone.saved()
  const asked = { copy: 'tracked', people: 'complete', locale: 'en' }
  const json = await (await stays.get(`export.json?${new URLSearchParams(asked)}`)).text()
  expect(json).toContain(name)
  const made = await stays.send('POST', `/api/plans/${plan}/commitments`, {
    ...{ template: 'ogp-2022', title: 'Another', locale: 'en' },
  })
  const another: string = (await made.json()).id
  const file = {
    name: 'comments.json',
    bytes: new TextEncoder().encode(
      json.replaceAll(`"name": "${name}"`, '"name": "Voice Elsewhere"'),
    ),
  }
  const preview = await previewOf(server, stays.joined, another, file)
  const voice = {
    enter: { name: 'Voice Elsewhere', organisation: '', sector: 'academia' as const },
  }
  const people = Object.fromEntries(
    preview.authors.map((author) => [
      author.name,
      author.name === 'Voice Elsewhere' ? voice : { person: stays.id },
    ]),
  )
  await bringIn(server, stays.joined, another, file, { base: preview.base, people })
  const members = await (await stays.get(`/api/plans/${plan}/people`)).json()
  const brought = members.people.find((one: { name: string }) => one.name === 'Voice Elsewhere')
  expect(await found(config.data, erasable)).not.toEqual([])

  for (const id of [gone.id, speaker, brought.id]) expect(await operate('erase', id)).toBe(0)
  expect(await found(config.data, erasable)).toEqual([])
  expect(await operate('verify')).toBe(0)
  expect(await said()).toEqual([`Do ask @{${gone.id}}!`, `@{${gone.id}}: and when?`])
  // also on pages that are open, though it was the operator who did it, in a process of their own
  await stays.hears(() => {
    const shown = JSON.stringify([...stays.replica.state.people.values()])
    return erasable.every((word) => !shown.includes(word))
  }, 'no name any more')
  await gone.hears(() => gone.replica.state.status.type === 'ended', 'sent away')
  for (const commitment of [meeting.commitment, another]) {
    for (const format of formats) {
      for (const copy of format === 'pdf' ? ['record'] : ['tracked', 'record']) {
        const path = `/api/commitments/${commitment}/export.${format}?copy=${copy}&people=complete`
        const answer = await stays.get(path)
        if (answer.status === 400) continue
        expect([path, answer.status]).toEqual([path, 200])
        const words = await wordsIn(new Uint8Array(await answer.arrayBuffer()))
        expect(erasable.filter((word) => words.includes(word))).toEqual([])
      }
    }
  }
  const zip = await stays.get(`/api/plans/${plan}/export.zip`)
  const words = await wordsIn(new Uint8Array(await zip.arrayBuffer()))
  expect(words).toContain('漁民要知道。')
  expect(erasable.filter((word) => words.includes(word))).toEqual([])
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
  const ledger = await new Ledgers(journal).current(meeting.commitment)
  await journal.close()
  if (!past) throw new Error('no such moment')
  const fields = said.fields.map((each) => each.name)
  const recomputed = done(reporting({ ...past, seq: said.seq }, ledger, fields, []))
  expect(recomputed.fields).toEqual(said.fields)
  expect(recomputed.shares.byPerson).toEqual(said.shares.byPerson)
})
