import { type Brought, type Entrance, entranceElement } from '../../shared/entrance.ts'
import { type Answer, api, standFor } from '../api.ts'
import { heardServerTime } from '../clock.ts'
import { noteKnown } from '../ui/known.ts'

let early: { readonly id: string; readonly answer: Promise<Answer<Entrance>> } | null = null

/** What the server's own page brought with it, for whoever asks first. */
function brought(id: string): Entrance | null {
  const element = document.getElementById(entranceElement)
  if (!element) return null
  element.remove()
  const { now, ...entrance }: Brought = JSON.parse(element.textContent)
  heardServerTime(now)
  return entrance.commitment.id === id ? entrance : null
}

/** The commitment whose room an address opens. */
export function commitmentAt(path: string): string | null {
  return /^\/c\/([^/]+)/.exec(path)?.[1] ?? null
}

/** Asks before there is a page to show the answer; `enter` takes it up once. */
export function askEarly(id: string): Promise<Answer<Entrance>> {
  const entrance = brought(id)
  const answer = entrance ? Promise.resolve({ ok: true as const, value: entrance }) : ask(id)
  early = { id, answer }
  return answer
}

export async function enter(id: string): Promise<Answer<Entrance>> {
  const asked = early?.id === id ? early.answer : ask(id)
  early = null
  const answer = await asked
  if (answer.ok) {
    standFor(answer.value.me.id)
    noteKnown()
  }
  return answer
}

async function ask(id: string): Promise<Answer<Entrance>> {
  const [commitment, me] = await Promise.all([api.commitment(id), api.me()])
  if (!commitment.ok) return commitment
  if (!me.ok) return me
  return { ok: true, value: { commitment: commitment.value, me: me.value.person } }
}
