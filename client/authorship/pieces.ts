import type { Node } from '@tiptap/pm/model'
import { templatePerson } from '../../shared/authorship/attribution.ts'
import { initials } from '../ui/initials.ts'
import type { Authorship, Look } from './authorship.ts'
import type { Spoken } from './blockSpeakers.ts'
import type { Before, Lines, Piece, Style } from './lines.ts'
import { strokeOfSector, strokeOfTone } from './strokes.ts'

/** Shorter pieces have no room for initials above them. */
const namedFrom = 4

/** Pieces of what is spoken in a block, in a look of the view. */
export type Pieces = (look: Look) => (spoken: readonly Spoken[]) => Piece[]

export function piecesFor(authorship: Authorship): Pieces {
  const letters = new Map<string, string>()
  const initialsOf = (name: string) => {
    const found = letters.get(name) ?? initials(name)
    letters.set(name, found)
    return found
  }
  const styleOf = (speaker: string, { view, isolated }: Look): Style => {
    const person = authorship.person(speaker)
    const group = view === 'person' ? speaker : (person?.sector ?? '')
    const faded = isolated !== null && isolated !== group
    if (speaker === templatePerson) return { stroke: null, initials: null, faded }
    if (view === 'sector') {
      return { stroke: strokeOfSector(person?.sector ?? null), initials: null, faded }
    }
    const stroke = strokeOfTone(authorship.tones.of(speaker))
    return { stroke, initials: person?.name ? initialsOf(person.name) : null, faded }
  }
  return (look) => {
    const styles = new Map<string, Style>()
    return (spoken) =>
      spoken.flatMap(({ from, to, speaker }): Piece | [] => {
        const style = styles.get(speaker) ?? styleOf(speaker, look)
        styles.set(speaker, style)
        const { stroke, initials, faded } = style
        // Text of the form is left plain, unless somebody's words are looked for.
        if (!stroke && !faded) return []
        return { from, to, stroke, initials: to - from >= namedFrom ? initials : null, faded }
      })
  }
}

/** What is drawn of a block, and the node that it was measured in. */
export type Drawn = {
  readonly node: Node
  readonly pieces: readonly Piece[]
  readonly lines: Lines
}

/**
 * What was drawn, and the one place in which `node` differs from it. Null: what was drawn is of no
 * use, or nothing is known of what has changed since.
 */
export function changedSince(drawn: Drawn | null, node: Node): Before | null {
  if (!drawn || drawn.node === node) return null
  const { pieces, lines, node: before } = drawn
  const from = before.content.findDiffStart(node.content)
  const ends = before.content.findDiffEnd(node.content)
  if (from === null || !ends) return null
  // What is typed beside its like is found on either side of it: the ends must not lie before `from`.
  const more = Math.max(0, from - Math.min(ends.a, ends.b))
  return { pieces, lines, from, to: ends.b + more, longer: ends.b - ends.a }
}
