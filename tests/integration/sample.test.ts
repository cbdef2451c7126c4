import { afterAll, beforeAll, expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { type Commitment, commitments, type Joined, members, textBody } from '../../shared/api.ts'
import { history } from '../../shared/apiHistory.ts'
import { attribution, suggestions, threads } from '../../shared/apiRecord.ts'
import { samplePlan } from '../../shared/commitment/sample/plan.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ ACCORD_SAMPLE: 'whole' })
})
afterAll(() => server.close())

test('O41 the whole sample shows what a room is for: suggestions in every state, a second key that is waited for, threads, a version', async () => {
  const reader = await server.join('observer')
  const [first, second] = await listed(reader)
  for (const commitment of [first, second]) {
    if (!commitment) throw new Error('The sample is short')
    const get = reading(reader, commitment)
    const all = suggestions.parse(await get('suggestions')).suggestions
    expect(all.filter(({ status }) => status === 'open').length).toBeGreaterThan(0)
    for (const outcome of ['adopted', 'declined', 'later'])
      expect(all.filter(({ status }) => status === outcome)).toHaveLength(1)
    const waiting = all.filter(({ keys }) => keys.length > 0)
    expect(waiting.map(({ status, missingKeys }) => [status, missingKeys])).toEqual([
      ['open', ['government']],
    ])
    const said = threads.parse(await get('threads')).threads
    expect(said.some(({ comments }) => comments.some(({ mentions }) => mentions.length > 0))).toBe(
      true,
    )
    expect(history.parse(await get('history')).versions).toHaveLength(1)
    const written = attribution.parse(await get('attribution'))
    const authors = written.fields.flatMap(({ runs }) => runs.map(({ person }) => person))
    const sectors = [...new Set(authors)].flatMap((id) => written.people[id]?.sector ?? [])
    expect(new Set(sectors)).toEqual(
      expect.objectContaining(new Set(['government', 'civil-society', 'academia'])),
    )
  }
  const get = reading(reader, first)
  const outcomes = suggestions.parse(await get('suggestions')).suggestions
  expect(outcomes.map(({ status }) => status)).toContain('out-of-scope')
  expect(threads.parse(await get('threads')).threads.some(({ resolved }) => resolved)).toBe(true)
})

test('O42 what invented roles bring into the sample are the commitment’s real words, at their place; all of it came in by the room', async () => {
  const reader = await server.join('observer')
  const listedNow = await listed(reader)
  const forms = listedNow.filter(({ template }) => template !== 'plan-introduction')
  expect(forms).toHaveLength(samplePlan.commitments.length)
  // a title may wait for an answer, and is agreed as it was
  const agreed = await Promise.all(
    forms.map(async (commitment) => {
      const found = textBody.parse(await reading(reader, commitment)('text?view=original'))
      return new Map(found.fields.map(({ name, blocks }) => [name, blocks]))
    }),
  )
  const words = (runs: readonly { text: string }[]) => runs.map(({ text }) => text).join('')
  for (const { title, fields } of samplePlan.commitments) {
    const kept = agreed.find((each) => words(each.get('title')?.[0]?.runs ?? []) === title)
    for (const [name, blocks] of Object.entries(fields)) {
      expect(kept?.get(name)?.map(({ runs }) => words(runs))).toEqual(
        blocks.map(({ runs }) => words(runs)),
      )
    }
  }
  const lines: string[] = []
  const env = { ACCORD_DATA: server.config.data }
  expect([await accord(['verify'], env, (line) => lines.push(line)), lines.at(-1)]).toEqual([
    0,
    expect.stringMatching(/ 0 findings$/),
  ])
})

test('O43 nobody comes in as one of the sample’s invented roles: they stand in the list as that, and their sessions are over', async () => {
  const host = await server.join('facilitator')
  const path = `/api/plans/${host.plan.id}/people`
  const answer = await server.request('GET', path, { token: host.token })
  const guests = members
    .parse(await answer.json())
    .people.filter(({ organisation }) => organisation !== 'Accord')
  expect(guests.length).toBeGreaterThan(5)
  for (const { organisation, id } of guests) {
    expect(organisation).toContain('invented role')
    const held = await server.request('GET', `${path}/${id}/sessions`, { token: host.token })
    expect(await held.json()).toEqual({ sessions: [] })
  }
})

async function listed({ plan, token }: Joined): Promise<Commitment[]> {
  const answer = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  return [...commitments.parse(await answer.json()).commitments]
}

function reading({ token }: Joined, commitment: Commitment | undefined) {
  return async (what: string): Promise<unknown> => {
    const path = `/api/commitments/${commitment?.id}/${what}`
    const answer = await server.request('GET', path, { token })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
}
