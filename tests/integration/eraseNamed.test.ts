import { afterAll, beforeAll, expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { namedPlaces } from '../../shared/api.ts'
import { field, type Meeting, openMeeting, type Participant } from '../support/meeting.ts'

let meeting: Meeting
let gone: Participant
let host: Participant

beforeAll(async () => {
  meeting = await openMeeting()
  gone = await meeting.join('co-author', { name: '吳大同', sector: 'civil-society' })
  host = await meeting.join('facilitator', { name: 'Lin', sector: 'government' })
})
afterAll(async () => {
  gone[Symbol.dispose]()
  host[Symbol.dispose]()
  await meeting[Symbol.asyncDispose]()
})

async function ask(who: Participant, path: string, method = 'GET', body?: unknown) {
  const { server, plan } = meeting
  const { token } = who.joined
  const answer = await server.request(method, `/api/plans/${plan}${path}`, { token, body })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return answer.status === 204 ? null : answer.json()
}

async function named() {
  const { places, more } = namedPlaces.parse(await ask(host, `/people/${gone.id}/named`))
  expect(more).toBe(0)
  return places
    .map(({ in: kind, before, words, after }) => `${kind}: ${before}[${words}]${after}`)
    .sort()
}

test('J21 before a name is erased it is told where people wrote it themselves, over HTTP and at the command line', async () => {
  expect(await named()).toEqual([])
  host.edit(0, 0, '由吳大同提出。')
  await host.saved()
  const anchor = { on: 'section', field }
  const send = async (who: Participant, path: string, body: unknown) =>
    expect([path, (await who.send('POST', path, body)).ok]).toEqual([path, true])
  // who is named by an @ is kept by id, and goes with the name
  await send(host, 'threads', { anchor, text: '請@吳大同 補充。', mentions: [gone.id] })
  await send(host, 'threads', { anchor, text: '依吳大同所言；吳大同也同意。' })
  await send(host, 'versions', { name: '吳大同修正版' })
  await send(host, `sections/${field}/state`, { state: 'suggesting', reason: '等 Da-Tong Wu 回覆' })
  await ask(host, '/invitations', 'POST', { role: 'observer', label: '給吳大同的同事' })
  // a name that was corrected was theirs, too, however it is written
  await ask(host, `/people/${gone.id}`, 'PATCH', { name: 'da-tong wu' })
  await ask(host, `/people/${gone.id}`, 'PATCH', { name: '吳大同' })
  const places = [
    'comment: 依[吳大同]所言；吳大同也同意。',
    'comment: 依吳大同所言；[吳大同]也同意。',
    'label: 給[吳大同]的同事',
    'reason: 等 [Da-Tong Wu] 回覆',
    'text: 由[吳大同]提出。',
    'version: [吳大同]修正版',
  ]
  expect(await named()).toEqual(places)

  const operate = async (...args: string[]) => {
    const lines: string[] = []
    const env = { ACCORD_DATA: meeting.server.config.data, PORT: '0' }
    expect(await accord(args, env, (line) => lines.push(line))).toBe(0)
    return lines
  }
  const lines = await operate('erase', gone.id, '--list')
  for (const place of places) expect(lines.join('\n')).toContain(place)
  expect(lines.at(-1)).toMatch(/^6 places/)
  // a list erases nothing; afterwards there is no name to look for
  expect(await named()).toEqual(places)
  expect((await operate('erase', gone.id)).at(-1)).toMatch(/is erased/)
  expect(await named()).toEqual([])
})
