import { type ReactNode, useEffect, useState } from 'react'

type Turn = { readonly act: () => void }

const waiting: Turn[] = []
/** Whose turn is behind everybody else's. */
const last: Turn[] = []
let asked = false

/**
 * Does `act` when everything asked for before has been done and painted, one such act at a time, so
 * that a key which is pressed meanwhile gets in between. Answers how to take it back.
 */
export function inTurn(act: () => void): () => void {
  return queued(waiting, act)
}

/** Does `act` when nobody's turn is left, theirs included who asked for one in theirs. */
export function afterTurns(act: () => void): () => void {
  return queued(last, act)
}

function queued(queue: Turn[], act: () => void): () => void {
  const turn = { act }
  queue.push(turn)
  ask()
  return () => {
    const at = queue.indexOf(turn)
    if (at >= 0) queue.splice(at, 1)
  }
}

type LaterProps = {
  children: ReactNode
  /** They are drawn at once after all. */
  now?: boolean
}

/** Draws its children in their turn: what a page can be used without for a moment. */
export function Later({ children, now = false }: LaterProps) {
  const [due, setDue] = useState(now)
  useEffect(() => inTurn(() => setDue(true)), [])
  return due ? children : null
}

/** `value`, but what it was until the page has painted what else it changes. */
export function usePainted<Value extends string | number | boolean>(value: Value): Value {
  const [painted, setPainted] = useState(value)
  useEffect(() => inTurn(() => setPainted(value)), [value])
  return painted
}

function ask(): void {
  if (asked) return
  asked = true
  // A page that is not seen has no frames.
  if (document.hidden) setTimeout(next)
  else requestAnimationFrame(() => setTimeout(next))
}

function next(): void {
  asked = false
  const turn = waiting.shift() ?? last.shift()
  turn?.act()
  if (waiting.length > 0 || last.length > 0) ask()
}
