import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hiding, keyOf } from '../../server/access/hidden.ts'
import { accord } from '../../server/cli/accord.ts'
import { dataFile } from '../../server/config.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { field, type Meeting, openMeeting, type Participant } from '../support/meeting.ts'

let meeting: Meeting
let host: Participant
let bo: Participant

beforeAll(async () => {
  meeting = await openMeeting()
  host = await meeting.join('facilitator', { name: 'Lin', sector: 'government' })
  bo = await meeting.join('co-author', { name: 'Bo', sector: 'public' })
})
afterAll(async () => {
  host[Symbol.dispose]()
  bo[Symbol.dispose]()
  await meeting[Symbol.asyncDispose]()
})

async function ask(path: string, method = 'GET', body?: unknown): Promise<Response> {
  const answer = await host.send(method, path, body)
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return answer
}

const inPlan = (path: string) => `/api/plans/${meeting.plan}${path}`

/** Writes a name wherever people may write one, but into the text. */
async function writeEverywhere(name: string): Promise<void> {
  const anchor = { on: 'section', field }
  await ask('threads', 'POST', { anchor, text: `依${name}所言；${name}也同意。` })
  const thread = Object.values(host.replica.state.record.threads).at(-1)?.id
  await ask(`threads/${thread}/replies`, 'POST', { text: `${name} agreed.` })
  await ask('versions', 'POST', { name: `After ${name}` })
  await ask('checks/dismissals', 'POST', {
    ...{ rule: 'S5', field, quote: 'We promote it.', reason: `${name} explained it` },
  })
  bo.suggest(0, 0, `Suggested by ${name}.`)
  await bo.saved()
  const open = () =>
    Object.values(host.replica.state.record.suggestions).find(({ status }) => status === 'open')
  await host.hears(() => open() !== undefined, 'a suggestion')
  const answer = { outcome: 'declined', reason: `${name} is right` }
  await ask(`suggestions/${open()?.number}/decision`, 'POST', answer)
  await ask(inPlan('/invitations'), 'POST', { role: 'observer', label: `For ${name}’s team` })
  const created = await ask(inPlan('/commitments'), 'POST', {
    ...{ template: 'ogp-2022', title: `The idea of ${name}`, locale: 'en' },
  })
  // its text begins with the title, and is changed where it is written
  const { id } = await created.json()
  const there = await meeting.enter(host.joined, id)
  there.edit(0, there.text('title').length, 'Open data', 'title')
  await there.saved()
  there[Symbol.dispose]()
}

/** All that may be read, as text. */
async function allShown(published: boolean): Promise<string> {
  const paths = [
    'threads',
    'suggestions',
    'history',
    'checks',
    'export.json',
    'export.md?copy=record',
  ]
  const ofPlan = ['', '/invitations', '/commitments', '/people'].map(inPlan)
  const answers = [...paths, ...ofPlan, `people/${host.id}/contributions`]
  const shown = []
  for (const path of answers) shown.push(await (await ask(path)).text())
  if (published) {
    const zip = new Uint8Array(await (await ask(inPlan('/export.zip'))).arrayBuffer())
    for (const bytes of Object.values(unzipSync(zip))) shown.push(new TextDecoder().decode(bytes))
  }
  const newcomer = await meeting.join('observer', { name: 'Newcomer' })
  shown.push(JSON.stringify(newcomer.replica.state.record))
  newcomer[Symbol.dispose]()
  return shown.join('\n')
}

test('J22 a name that is hidden with its erasure is left out of all that people wrote, for pages that are open too; the journal stays', async () => {
  const gone = await meeting.join('co-author', { name: '吳大同', sector: 'civil-society' })
  host.edit(0, 0, '由大家提出。')
  await host.saved()
  await writeEverywhere('吳大同')
  const before = await allShown(false)
  expect(before).toContain('依吳大同所言')
  const head = host.replica.state.record.seq

  await ask(inPlan(`/people/${gone.id}/erasure?words=hidden`), 'POST')
  gone[Symbol.dispose]()
  const after = await allShown(true)
  const left = after.split('\n').filter((line) => line.includes('吳大同'))
  expect(left).toEqual([])
  for (const words of [
    ...['依[…]所言；[…]也同意。', '[…] agreed.', 'After […]', '[…] explained it'],
    ...['[…] is right', 'Suggested by […].', 'For […]’s team'],
  ]) {
    expect(after).toContain(words)
  }
  await host.hears(() => !JSON.stringify(host.replica.state.record).includes('吳大同'), 'it hidden')

  // what is written from then on comes to the same page, and nothing in the journal has moved
  host.edit(0, 0, '又：')
  await host.saved()
  const journal = new SqliteJournal(dataFile(meeting.server.config))
  const kept = []
  for await (const entry of journal.read(meeting.commitment))
    if (entry.seq <= head) kept.push(entry)
  await journal.close()
  expect(JSON.stringify(kept.map(({ events }) => events))).toContain('依吳大同所言')
  const lines: string[] = []
  const env = { ACCORD_DATA: meeting.server.config.data, PORT: '0' }
  expect(await accord(['verify'], env, (line) => lines.push(line))).toBe(0)
})

test('J23 the operator hides a name beside a running server, and is told what keeps it', async () => {
  const gone = await meeting.join('co-author', { name: 'Da-Tong Wu', sector: 'academia' })
  host.edit(0, 0, 'Da-Tong Wu said: ')
  await host.saved()
  await writeEverywhere('da-tong wu')
  const lines: string[] = []
  const env = { ACCORD_DATA: meeting.server.config.data, PORT: '0' }
  const erasing = ['erase', gone.id, '--hide']
  expect(await accord(erasing, env, (line) => lines.push(line))).toBe(0)
  gone[Symbol.dispose]()
  expect(lines.at(-2)).toMatch(/hides it in all but the text itself\.$/)
  expect(lines.at(-1)).toMatch(/Backups, the text, its history and the journal/)
  await host.hears(
    () => !JSON.stringify(host.replica.state.record).includes('da-tong wu'),
    'it hidden on an open page',
  )
  expect((await allShown(false)).includes('da-tong wu')).toBe(false)
  // words of the text are not anybody's to black out: they are changed where they are written
  expect(host.text()).toContain('Da-Tong Wu said')
})

test('J24 words are left out of the very texts that held them, overlapping names once', () => {
  const text = keyOf('Ann Lee Bo')
  const hide = hiding([
    { text, from: 4, to: 10 },
    { text, from: 0, to: 7 },
    { text: keyOf('Ann'), from: 0, to: 3 },
  ])
  expect(['Ann Lee Bo', 'Ann', 'Bob', 'Ann Lee Bob'].map((each) => hide?.(each))).toEqual([
    ...['[…]', '[…]', 'Bob', 'Ann Lee Bob'],
  ])
  expect(hiding([])).toBe(null)
})
