import type * as Y from 'yjs'
import type { Origin } from '../../shared/record/origin.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { charactersOf, separatorOf } from '../../shared/text/items.ts'
import { insertSeparator, insertText, remove } from '../../shared/text/write.ts'
import type { Person } from './textWorld.ts'

/**
 * An undo, a redo, or what a person cuts and puts in elsewhere: old words under new identities. Answers
 * what they do with the same words next, before anybody hears of it.
 */
export function undoOrMove(person: Person, random: () => number): readonly (() => void)[] {
  const act = random()
  const again = random() < 0.3
  const { mode } = person
  const next: (() => void)[] = []
  const inMode = (step: () => void) => () => {
    step()
    // each step goes back in the mode in which it was done
    person.mode = mode
  }
  if (act < 0.5) {
    inMode(() => person.undo.undo())()
    if (again)
      next.push(
        inMode(() => person.undo.redo()),
        inMode(() => person.undo.undo()),
      )
  } else if (act < 0.75) inMode(() => person.undo.redo())()
  else if (mode === 'editing') {
    const there = move(person, random)
    const place = random()
    const into = { field: random() < 0.5 ? 'a' : 'b', place }
    if (again && there) next.push(() => moveUnits(person, there, into, random() < 0.5))
  }
  return next
}

type Stretch = { readonly field: string; readonly start: number; readonly end: number }

type Taken = { readonly id: readonly [client: number, clock: number]; readonly what: string | null }

/** Cuts a few units and puts them in at another place, sometimes of the other field, as a page does. */
function move(person: Person, random: () => number): Stretch | null {
  const below = (count: number) => Math.floor(random() * count)
  const [from = 'a', into = 'a'] = [below(2), below(2)].map((one) => ['a', 'b'][one])
  const source = fieldText(person.doc, from)
  const start = below(source._length + 1)
  const end = Math.min(source._length, start + 1 + below(6))
  if (end <= start) return null
  const place = random()
  return moveUnits(person, { field: from, start, end }, { field: into, place }, random() >= 0.5)
}

/** Who moves words, and says of what comes next where it is from. */
type Mover = Pick<Person, 'doc' | 'claims' | 'write'>

/**
 * Cuts these units and puts them in elsewhere, `place` of the way through what is left there; with the
 * claims that a page makes. `together`: in one update, as a drag does. Answers where they stand then.
 */
export function moveUnits(
  person: Mover,
  { field, start, end }: Stretch,
  into: { readonly field: string; readonly place: number },
  together: boolean,
): Stretch {
  const source = fieldText(person.doc, field)
  const taken = unitsIn(source).slice(start, end)
  const cut = (transaction: Y.Transaction) => remove(transaction, source, start, end - start)
  let begins = 0
  const put = (transaction: Y.Transaction) => {
    const text = fieldText(person.doc, into.field)
    const before = new Set(unitsIn(text).map(({ id }) => id.join()))
    let at = Math.floor(into.place * (text._length + 1))
    begins = at
    for (const { what } of taken) {
      if (what === null) insertSeparator(transaction, text, at++, 'p')
      else at += insertText(transaction, text, at, what, null)
    }
    const fresh = unitsIn(text).filter(({ id }) => !before.has(id.join()))
    const claims = fresh.map(({ id }, index): Origin => {
      const { id: was } = taken[index] as Taken
      return { to: [...id, 1], from: [...was], how: 'moved' }
    })
    person.claims = [...person.claims, ...claims]
  }
  if (together) {
    person.write((transaction) => {
      cut(transaction)
      put(transaction)
    })
  } else {
    person.write(cut)
    person.write(put)
  }
  return { field: into.field, start: begins, end: begins + taken.length }
}

/** Live units in order; null for a separator. Nobody writes surrogate pairs here. */
function unitsIn(text: Y.Text): Taken[] {
  const units: Taken[] = []
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const characters = separatorOf(item) ? null : charactersOf(item)
    for (let at = 0; at < item.length; at++) {
      units.push({ id: [item.id.client, item.id.clock + at], what: characters?.charAt(at) ?? null })
    }
  }
  return units
}
