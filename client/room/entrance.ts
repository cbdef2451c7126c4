import type { Commitment } from '../../shared/api.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type Answer, api } from '../api.ts'

/** What a page must know before it opens a room. */
export type Entrance = { readonly commitment: Commitment; readonly me: PersonView }

let early: { readonly id: string; readonly answer: Promise<Answer<Entrance>> } | null = null

/** The commitment whose room an address opens. */
export function commitmentAt(path: string): string | null {
  return /^\/c\/([^/]+)/.exec(path)?.[1] ?? null
}

/** Asks before there is a page to show the answer; `enter` takes it up once. */
export function askEarly(id: string): Promise<Answer<Entrance>> {
  const answer = ask(id)
  early = { id, answer }
  return answer
}

export function enter(id: string): Promise<Answer<Entrance>> {
  const answer = early?.id === id ? early.answer : ask(id)
  early = null
  return answer
}

async function ask(id: string): Promise<Answer<Entrance>> {
  const [commitment, me] = await Promise.all([api.commitment(id), api.me()])
  if (!commitment.ok) return commitment
  if (!me.ok) return me
  return { ok: true, value: { commitment: commitment.value, me: me.value.person } }
}
