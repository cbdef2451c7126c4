import { expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { type ThreadBody, threads } from '../../shared/apiRecord.ts'
import { field, openMeeting, type Participant } from '../support/meeting.ts'

const about = { on: 'section', field } as const

async function listed(by: Participant): Promise<ThreadBody[]> {
  return threads.parse(await (await by.get('threads')).json()).threads
}

const code = async (response: Response) =>
  response.ok ? 'done' : [response.status, (await response.json()).error.code]

test('D1 suggesters and above comment and reply, observers only read; everybody sees it live', async () => {
  await using meeting = await openMeeting()
  using suggester = await meeting.join('suggester')
  using observer = await meeting.join('observer')
  const refused = await observer.send('POST', 'threads', { anchor: about, text: 'hello' })
  expect(await code(refused)).toEqual([403, 'not-allowed'])
  const asked = { text: '為什麼？', mentions: [observer.id] }
  expect(await code(await suggester.send('POST', 'threads', { anchor: about, ...asked }))).toBe(
    'done',
  )
  const [thread] = await listed(observer)
  expect(thread?.comments).toMatchObject([{ person: suggester.id, ...asked }])
  await observer.hears(() => Object.keys(observer.replica.state.record.threads).length === 1)
  using author = await meeting.join('co-author')
  const replies = `threads/${thread?.id}/replies`
  const reply = { text: '因為法律如此', mentions: [suggester.id] }
  expect(await code(await author.send('POST', replies, reply))).toBe('done')
  expect(await code(await observer.send('POST', replies, reply))).toEqual([403, 'not-allowed'])
  expect(await code(await author.send('POST', 'threads/none/replies', reply))).toEqual([
    404,
    'no-such-thread',
  ])
  expect((await listed(author))[0]?.comments[1]).toMatchObject({ ...reply, person: author.id })
})

test('D2 one’s own comment is changed and deleted with a trace, another’s never', async () => {
  await using meeting = await openMeeting()
  using suggester = await meeting.join('suggester')
  using author = await meeting.join('facilitator')
  await suggester.send('POST', 'threads', { anchor: about, text: 'first' })
  const [thread] = await listed(suggester)
  const comment = `threads/${thread?.id}/comments/${thread?.comments[0]?.id}`
  expect(await code(await author.send('PATCH', comment, { text: 'forged' }))).toEqual([
    403,
    'not-yours',
  ])
  expect(await code(await author.send('DELETE', comment))).toEqual([403, 'not-yours'])
  const second = { text: 'second, @Lin', mentions: [author.id] }
  expect(await code(await suggester.send('PATCH', comment, second))).toBe('done')
  const [changed] = (await listed(author))[0]?.comments ?? []
  expect(changed).toMatchObject({ ...second, editedAt: expect.any(Number), deleted: false })
  expect(await code(await suggester.send('DELETE', comment))).toBe('done')
  const [gone] = (await listed(author))[0]?.comments ?? []
  expect(gone).toMatchObject({ person: suggester.id, text: '', mentions: [], deleted: true })
  expect(await code(await suggester.send('PATCH', comment, { text: 'again' }))).toEqual([
    404,
    'no-such-thread',
  ])
})

test('D3 a thread is resolved and reopened, once each, by whoever may comment', async () => {
  await using meeting = await openMeeting()
  using suggester = await meeting.join('suggester')
  using observer = await meeting.join('observer')
  await suggester.send('POST', 'threads', { anchor: about, text: 'done?' })
  const [opened] = await listed(suggester)
  const path = `threads/${opened?.id}`
  expect(await code(await observer.send('PATCH', path, { resolved: true }))).toEqual([
    403,
    'not-allowed',
  ])
  const answer = await suggester.send('PATCH', path, { resolved: true })
  const { seq } = await answer.json()
  expect(await (await suggester.send('PATCH', path, { resolved: true })).json()).toEqual({ seq })
  expect((await listed(observer))[0]?.resolved).toMatchObject({ person: suggester.id })
  await suggester.send('PATCH', path, { resolved: false })
  expect((await listed(observer))[0]?.resolved).toBe(null)
})

test('J20 nothing enters the journal that cannot be read back: names that objects have, reasons at their longest', async () => {
  await using meeting = await openMeeting()
  using lin = await meeting.join('facilitator', { sector: 'government' })
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const replied = await lin.send('POST', `threads/${name}/replies`, { text: 'Here?' })
    expect(replied.status).toBe(404)
    expect((await lin.send('PATCH', `threads/${name}`, { resolved: true })).status).toBe(404)
    expect((await lin.send('DELETE', `threads/${name}/comments/${name}`, {})).status).toBe(404)
  }
  const dismissal = { rule: 'S5', field: 'problem', quote: 'q', reason: 'x'.repeat(5000) }
  const dismissed = await lin.send('POST', 'checks/dismissals', dismissal)
  expect(dismissed.status).toBe(201)
  const lines: string[] = []
  await accord(['verify'], { ACCORD_DATA: meeting.server.config.data }, (line) => lines.push(line))
  expect(lines.at(-1)).toMatch(/: 0 findings$/)
})
