import { request as open } from 'node:http'
import { expect, test } from 'vitest'
import { routes } from '../../server/api/routes.ts'
import { dataFile } from '../../server/config.ts'
import { SqliteJournal } from '../../server/journal/sqlite.ts'
import { errorBody, type Joined, members } from '../../shared/api.ts'
import { progressType } from '../../shared/exportType.ts'
import { may } from '../../shared/roles.ts'
import { closeCode } from '../../shared/wire.ts'
import { type Meeting, openMeeting, type Participant, sampleOf } from '../support/meeting.ts'
import { type Case, routeRights } from '../support/routeRights.ts'
import { until } from '../support/until.ts'
import { previewOf, upload } from '../support/upload.ts'
import { type Act, type ActScene, actsIn, addressOf, inDebt } from '../support/waitingActs.ts'

/** What becomes of somebody while what they asked for waits. */
const changes = ['stays', 'removed', 'demoted', 'session ended'] as const
type Change = (typeof changes)[number]

/** Neither a body nor a turn of its own: there is nothing to wait for. */
const atOnce = [
  'delete /api/plans/:plan/invitations/:invitation',
  'delete /api/plans/:plan/people/:person/sessions/:session',
  'delete /api/plans/:plan/people/:person/merging',
]
/** Anybody's own, and files, which have a test of their own. */
const others = [
  'post /api/join',
  'post /api/leave',
  'post /api/commitments/:commitment/import',
  'post /api/commitments/:commitment/import/preview',
]

const inRoom =
  /:commitment\/(suggestions|threads|state|sections|two-keys|checks|twins|versions|restore)/

test('H60 every route that writes is asked for in these tests', () => {
  const writing = routes.filter(({ method }) => method !== 'get')
  const names = writing.map(({ method, path }) => `${method} ${path}`)
  const scene: ActScene = {
    ...{ plan: '', commitment: '', somebody: '', twice: { person: '', into: '' }, suggester: '' },
    ...{ waiting: [1, 2], answered: 3, threads: [] },
  }
  expect([...Object.keys(actsIn(scene)), ...atOnce, ...others].sort()).toEqual(names.sort())
})

test.each(changes)(
  'H60 what waits in a room’s queue is done by who may still do it: %s',
  async (change) => {
    await using meeting = await openMeeting()
    const { actor, scene, host, pages } = await prepared(meeting)
    const acts = Object.entries(actsIn(scene)).filter(([route]) => inRoom.test(route))
    using debtor = await inDebt(meeting, actor, scene.commitment)
    debtor.say('LAST WORDS ')
    const answered: string[] = []
    const answers = acts.map(async ([route, act]) => {
      const outcome = await ask(meeting, actor, route, act)
      answered.push(route)
      return { route, outcome }
    })
    await settled(meeting, actor)
    expect(answered).toEqual([])
    const head = await changed(meeting, host, actor, change)
    const outcomes = await Promise.all(answers)
    const wrong = outcomes.filter(({ route, outcome }) => outcome !== expected(route, change))
    expect(wrong).toEqual([])
    expect(outcomes.length).toBeGreaterThan(15)
    const entries = await entriesBy(meeting, actor, head)
    if (change === 'stays') expect(entries.length).toBeGreaterThan(8)
    else expect(entries).toEqual([])
    // whoever stays has put it back to what it was before
    expect(await wordsIn(meeting, host)).not.toContain('LAST WORDS')
    if (change === 'removed') await until(() => debtor.closed === closeCode.notAllowed)
    if (change === 'session ended') await until(() => debtor.closed === closeCode.noSession)
    for (const page of pages) page[Symbol.dispose]()
  },
)

test.each(changes)(
  'H60 what comes with a body that takes its time is done by who may still do it: %s',
  async (change) => {
    await using meeting = await openMeeting()
    const { actor, scene, host, pages } = await prepared(meeting)
    const acts = Object.entries(actsIn(scene)).filter(([, { body }]) => body !== undefined)
    // somebody who is out asks no more, and another one does
    const next: Joined[] = []
    for (let from = 0; change === 'session ended' && from < acts.length; from += 12) {
      next.push(await meeting.server.join('facilitator'))
    }
    const before = await standing(meeting, host)
    let who = actor
    // fewer at once than one person may have under way
    for (let from = 0; from < acts.length; from += 12) {
      const slow = acts.slice(from, from + 12).map(([route, act]) => ({
        route,
        ...hanging(meeting, who, route, act),
      }))
      await settled(meeting, who)
      await changed(meeting, host, who, change)
      for (const { rest } of slow) rest()
      for (const { route, outcome } of slow) {
        expect([route, await outcome]).toEqual([route, expected(route, change)])
      }
      if (change === 'session ended') who = next.pop() ?? who
      else await restored(meeting, host, who)
    }
    const after = await standing(meeting, host)
    if (change === 'stays') expect(after).not.toEqual(before)
    else expect(after).toEqual(before)
    for (const page of pages) page[Symbol.dispose]()
  },
)

test('H61 what a page had sent before it closed is done, and what waits of who is out stays with their page', async () => {
  await using meeting = await openMeeting()
  const { actor, scene, host, pages } = await prepared(meeting)
  {
    using debtor = await inDebt(meeting, actor, scene.commitment)
    debtor.say('SAID AND GONE ')
    await settled(meeting, actor)
  }
  await until(async () => (await wordsIn(meeting, host)).includes('SAID AND GONE'))
  for (const page of pages) page[Symbol.dispose]()
})

test('H62 heavy questions that wait are answered to who may still ask, and nobody is erased for a session that is over', async () => {
  await using meeting = await openMeeting()
  const { server, plan } = meeting
  const { actor, scene, host, pages } = await prepared(meeting)
  const [long = ''] = await sampleOf(meeting, host.token)
  const heavy = routes.filter(({ method, heavy, open }) => method === 'get' && heavy && !open)
  for (let from = 0; from < heavy.length; from += 12) {
    const reader = await server.join('facilitator', { name: 'Reader' })
    const answered: string[] = []
    const hold = Array.from({ length: 8 }, () =>
      server.request('GET', `/api/commitments/${long}/checks`, { token: reader.token }),
    )
    const asked = heavy.slice(from, from + 12).map(async ({ path }) => {
      const at = { plan, commitment: scene.commitment, person: scene.somebody, seq: '1' }
      const address = addressOf(`get ${path}`, { at })
      const response = await server.request('GET', `${address}?from=1&to=1`, reader)
      answered.push(path)
      return [path, await outcomeOf(response)]
    })
    await hold[0]
    expect(answered).toEqual([])
    await changed(meeting, host, reader, 'removed')
    const outcomes = await Promise.all(asked)
    expect(
      outcomes.filter(([, outcome]) => !/^no-such-(plan|commitment)$/.test(outcome ?? '')),
    ).toEqual([])
    await Promise.all(hold)
  }

  const hold = Array.from({ length: 8 }, () =>
    server.request('GET', `/api/commitments/${long}/checks`, { token: actor.token }),
  )
  const erasure = ask(meeting, actor, 'post /api/plans/:plan/people/:person/erasure', {
    at: { plan, person: scene.somebody },
  })
  await hold[0]
  await changed(meeting, host, actor, 'session ended')
  expect(await erasure).toBe('no-session')
  const list = await server.request('GET', `/api/plans/${plan}/people`, { token: host.token })
  const { people } = members.parse(await list.json())
  expect(people.find(({ id }) => id === scene.somebody)?.name).toBe('Somebody')
  await Promise.all(hold)
  for (const page of pages) page[Symbol.dispose]()
})

test('H63 a file that waits in the press is given, and taken, only if its person may still have it', async () => {
  await using meeting = await openMeeting()
  const { server, plan, commitment } = meeting
  const { actor, host, pages } = await prepared(meeting)
  const path = `/api/commitments/${commitment}/export.json?copy=tracked`
  const text = await (await server.request('GET', path, { token: host.token })).text()
  const edited = text.replaceAll('Suggested', 'Suggested late')
  const file = { name: 'text.json', bytes: new TextEncoder().encode(edited) }
  const { base, authors } = await previewOf(server, actor, commitment, file)
  expect(authors.length).toBeGreaterThan(0)
  const enter = { name: 'Eve Else', organisation: '', sector: 'public' as const }
  const people = Object.fromEntries(authors.map(({ name }) => [name, { enter }]))

  const busy = await Promise.all([1, 2].map(() => server.join('observer')))
  const leaving = new AbortController()
  const zips = busy.map(({ token }) =>
    fetch(`${server.url}/api/plans/${plan}/export.zip`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leaving.signal,
    })
      .then((answer) => answer.arrayBuffer())
      .catch(() => null),
  )
  const reader = await server.join('facilitator', { name: 'Reader' })
  const lowered = await server.join('facilitator', { name: 'Lowered' })
  await settled(meeting, actor)
  const files = [
    server.request('GET', `/api/commitments/${commitment}/export.md`, { token: reader.token }),
    server.request('GET', `/api/plans/${plan}/export.docx`, { token: reader.token }),
    server.request('GET', `/api/commitments/${commitment}/export.json?people=complete`, lowered),
    server.request('GET', `/api/commitments/${commitment}/export.html`, lowered),
  ]
  const told = server.request('GET', `/api/commitments/${commitment}/export.odt`, {
    ...{ token: reader.token, headers: { accept: progressType } },
  })
  const brought = upload(server, actor, `/api/commitments/${commitment}/import`, file, {
    base,
    people,
  })
  await settled(meeting, actor)
  await changed(meeting, host, actor, 'removed')
  await changed(meeting, host, reader, 'removed')
  await changed(meeting, host, lowered, 'demoted')
  // what is before them has no reader any more, and need not be made to its end
  leaving.abort()
  const outcomes = await Promise.all(files.map(async (one) => outcomeOf(await one)))
  expect(outcomes).toEqual(['no-such-commitment', 'no-such-plan', 'not-allowed', 'done'])
  expect(await (await told).text()).toContain('no-such-commitment')
  expect(await outcomeOf(await brought)).toBe('no-such-commitment')
  const list = await server.request('GET', `/api/plans/${plan}/people`, host)
  const { people: now } = members.parse(await list.json())
  expect(now.filter(({ name }) => name === 'Eve Else')).toEqual([])
  await Promise.all(zips)
  for (const page of pages) page[Symbol.dispose]()
})

/** A plan with somebody who facilitates it beside the host, and everything that may be acted upon. */
async function prepared(meeting: Meeting) {
  const { server, plan, commitment } = meeting
  const host = await server.join('facilitator', { name: 'Host' })
  const actor = await server.join('facilitator', { name: 'Gus' })
  const somebody = (await server.join('observer', { name: 'Somebody' })).person.id
  const into = (await server.join('observer', { name: 'Mei' })).person.id
  const person = (await server.join('observer', { name: 'Mei again' })).person.id
  const sue = await meeting.join('suggester', { name: 'Sue' })
  const bo = await meeting.join('suggester', { name: 'Bo' })
  const numbers = () => Object.keys(sue.replica.state.record.suggestions).length
  for (const [nth, of] of fields.entries()) {
    const who = nth < 3 ? sue : bo
    who.suggest(0, 0, 'Suggested', of)
    await sue.hears(() => numbers() === nth + 1)
  }
  const send = async (who: Joined, path: string, body: unknown) => {
    const answer = await server.request('POST', `/api/commitments/${commitment}/${path}`, {
      ...{ token: who.token, body },
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  await send(host, 'suggestions/3/decision', { outcome: 'declined', reason: 'No.' })
  const anchor = { on: 'section', field: 'problem' }
  for (const nth of [1, 2, 3]) await send(actor, 'threads', { anchor, text: `Thread ${nth}` })
  const listed = await server.request('GET', `/api/commitments/${commitment}/threads`, host)
  const { threads } = await listed.json()
  const scene: ActScene = {
    ...{ plan, commitment, somebody, twice: { person, into }, suggester: bo.id },
    ...{ waiting: [1, 2], answered: 3 },
    threads: threads.map(({ id, comments: [first] }: Thread) => ({
      thread: id,
      comment: first.id,
    })),
  }
  return { host, actor, scene, pages: [sue, bo] as readonly Participant[] }
}

/** Of the form, one for each suggestion: neighbours of one person would be one. */
const fields = ['problem', 'solution', 'results', 'brief']

type Thread = { readonly id: string; readonly comments: readonly [{ readonly id: string }] }

/** Asks as if it were done; answers with the code of a refusal, or `done`. */
async function ask({ server }: Meeting, who: Joined, route: string, act: Act): Promise<string> {
  const [method = ''] = route.split(' ')
  const { body } = act
  const response = await server.request(method.toUpperCase(), addressOf(route, act), {
    ...{ token: who.token, ...(body !== undefined && { body }) },
  })
  return outcomeOf(response)
}

/** The same with half of the body; the other half comes when it is told to. */
function hanging({ server }: Meeting, who: Joined, route: string, act: Act) {
  const [method = ''] = route.split(' ')
  const body = JSON.stringify(act.body)
  const options = {
    ...{ method: method.toUpperCase(), port: server.port, path: addressOf(route, act) },
    headers: { authorization: `Bearer ${who.token}`, 'content-length': Buffer.byteLength(body) },
  }
  const request = open(options)
  const outcome = new Promise<string>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', async (answer) => {
      const parts: Buffer[] = []
      for await (const part of answer) parts.push(part)
      const status = answer.statusCode ?? 0
      const told = status === 204 ? null : Buffer.concat(parts).toString()
      outcomeOf(new Response(told, { status })).then(resolve, reject)
    })
  })
  request.write(body.slice(0, 1))
  return { outcome, rest: () => request.end(body.slice(1)) }
}

async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text()
  return response.ok ? 'done' : errorBody.parse(JSON.parse(text)).error.code
}

/** What a route says to somebody of whom this has become. */
function expected(route: string, change: Change): string {
  if (change === 'stays') return 'done'
  if (change === 'session ended') return 'no-session'
  const [needs] = (routeRights[route] ?? []).map((one: Case) => one.needs)
  if (needs === undefined || needs === 'anyone' || needs === 'person') return 'done'
  if (needs === 'founder') return 'not-allowed'
  if (change === 'demoted') return may('observer', needs) ? 'done' : 'not-allowed'
  return route.includes('/:plan') ? 'no-such-plan' : 'no-such-commitment'
}

/** What was asked for before has come to the server, and waits there. */
async function settled({ server }: Meeting, who: Joined): Promise<void> {
  for (let nth = 0; nth < 8; nth++) await server.request('GET', '/api/me', { token: who.token })
}

/** Answers with the head of the commitment's journal after it. */
async function changed(
  meeting: Meeting,
  host: Joined,
  who: Joined,
  change: Change,
): Promise<number> {
  const { server, plan } = meeting
  const at = `/api/plans/${plan}/people/${who.person.id}`
  const { token } = host
  if (change === 'session ended') {
    const list = await (await server.request('GET', `${at}/sessions`, { token })).json()
    for (const { id } of list.sessions)
      await server.request('DELETE', `${at}/sessions/${id}`, { token })
  } else if (change !== 'stays') {
    const body = change === 'removed' ? { removed: true } : { role: 'observer' }
    const answer = await server.request('PATCH', at, { token, body })
    if (!answer.ok) throw new Error(await answer.text())
  }
  return (await entriesBy(meeting, who, 0)).at(-1) ?? 0
}

async function restored({ server, plan }: Meeting, { token }: Joined, who: Joined): Promise<void> {
  const body = { removed: false, role: 'facilitator' }
  await server.request('PATCH', `/api/plans/${plan}/people/${who.person.id}`, { token, body })
}

/** The numbers of what somebody has entered after `seq`, as it stands in the data file. */
async function entriesBy(
  { server, commitment }: Meeting,
  who: Joined,
  seq: number,
): Promise<number[]> {
  const journal = new SqliteJournal(dataFile(server.config))
  const found: number[] = []
  for await (const entry of journal.read(commitment, seq)) {
    if (entry.person === who.person.id) found.push(entry.seq)
  }
  await journal.close()
  return found
}

/** Whatever acts change, as the host sees it. */
async function standing(
  { server, plan, commitment }: Meeting,
  { token }: Joined,
): Promise<unknown> {
  const read = async (path: string) => (await server.request('GET', path, { token })).json()
  const { people } = await read(`/api/plans/${plan}/people`)
  const { seq } = await read(`/api/commitments/${commitment}`)
  const { commitments } = await read(`/api/plans/${plan}/commitments`)
  const { invitations } = await read(`/api/plans/${plan}/invitations`)
  return [people.map(({ name }: Named) => name), seq, commitments.length, invitations.length]
}

type Named = { readonly name: string }

async function wordsIn({ server, commitment }: Meeting, { token }: Joined): Promise<string> {
  return (await server.request('GET', `/api/commitments/${commitment}/text`, { token })).text()
}
