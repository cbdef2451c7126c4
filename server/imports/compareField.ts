import type { ExportBlock } from '../exports/model.ts'
import { align } from './align.ts'
import type { ImportedBlock, ImportedChange, Lost } from './draft.ts'
import type { Edit, Token } from './proposal.ts'
import { type BaseUnit, baseUnits, type FileUnit, fileUnits, kindOf } from './units.ts'

/** Where a unit of the file stands once its edits are made: in the text, or in an insertion. */
type Standing = {
  readonly text: string
  readonly edit: number | null
  readonly from: number
  readonly to: number
}

type Compared = {
  readonly edits: readonly Edit[]
  /** By thread of the file. */
  readonly threads: ReadonlyMap<string, readonly Standing[]>
  readonly lost: readonly Lost['what'][]
}

/** What a program changed without tracking it is signed by nobody. */
const nobody: ImportedChange = { author: '', at: null }

/**
 * What a file changes in one field. First both are compared without what either has open: that finds
 * the place of every tracked change exactly. What is left over on both sides between two equal
 * stretches is compared once more, so that suggestions the text already has are recognised whether
 * the file tracks them, has accepted them, or does not know them.
 */
export function compareField(
  field: string,
  base: readonly ExportBlock[],
  file: readonly ImportedBlock[],
): Compared {
  const [old, now] = [baseUnits(base), fileUnits(file)]
  const match = matched(old, now)
  const upcoming = nextMatches(match, old.length)
  const edits: Edit[] = []
  const lost: Lost['what'][] = []
  const threads = new Map<string, Standing[]>()
  let next = 0

  const kindChange = (block: number, what: ImportedBlock | undefined) => {
    const known = base[block]
    if (!known || !what || what.deleted) return
    const { kind, by } = kindOf(what)
    if (kind === known.kind || kind === known.proposed?.kind) return
    edits.push({ is: 'kind', field, ...(by ?? nobody), block, kind })
  }
  /** The text's units before `end` that the file does not have. */
  const passUntil = (end: number) => {
    for (; next < end; next++) {
      const unit = old[next] as BaseUnit
      if (unit.pending) lose(lost, 'answered', old[next - 1]?.pending)
      else if (unit.text === '\n' && unit.key !== '\n') continue
      else if (!unit.struck) strike(edits, field, unit, nobody)
    }
  }

  kindChange(0, file[0])
  now.forEach((unit, index) => {
    const at = match[index] ?? -1
    passUntil(upcoming[index] ?? old.length)
    const stands = at < 0 ? added(unit, index) : known(unit, old[at] as BaseUnit)
    if (at >= 0) next = at + 1
    if (!stands) return
    for (const thread of unit.threads) {
      threads.set(thread, [...(threads.get(thread) ?? []), { ...stands, text: unit.text }])
    }
  })
  passUntil(old.length)
  return { edits, threads, lost }

  function known(unit: FileUnit, before: BaseUnit): Omit<Standing, 'text'> {
    if (unit.deleted && !before.struck) strike(edits, field, before, unit.deleted)
    if (unit.text === '\n' && !unit.deleted) kindChange(before.block, file[unit.block])
    if (unit.look !== before.look) lose(lost, 'formatting', false)
    return { edit: null, from: before.at, to: before.at + before.text.length }
  }

  function added(unit: FileUnit, index: number): Omit<Standing, 'text'> | null {
    const before = now[index - 1]
    if (unit.deleted) {
      const goes = before?.deleted != null && (match[index - 1] ?? -1) < 0
      if (!unit.inserted) lose(lost, 'unknown-deletion', goes)
      return null
    }
    // Empty paragraphs are how strangers part theirs
    if (unit.empty && !unit.inserted) return null
    if (unit.look !== '') lose(lost, 'formatting', before?.look === unit.look)
    const token: Token =
      unit.text === '\n' ? { separator: kindOf(file[unit.block] as ImportedBlock).kind } : unit.text
    return insert(edits, field, placeOf(old, next), token, unit.inserted ?? nobody)
  }
}

/** Counts a stretch once. */
function lose(lost: Lost['what'][], what: Lost['what'], goesOn: boolean | undefined): void {
  if (!goesOn) lost.push(what)
}

function matched(old: readonly BaseUnit[], now: readonly FileUnit[]): Int32Array {
  const agreed = { old: places(old, ({ pending }) => !pending), now: places(now, isPlain) }
  const match = new Int32Array(now.length).fill(-1)
  const first = align(keysAt(old, agreed.old), keysAt(now, agreed.now))
  first.forEach((at, index) => {
    if (at >= 0) match[agreed.now[index] as number] = agreed.old[at] as number
  })
  let [from, start] = [0, 0]
  for (let index = 0; index <= now.length; index++) {
    const at = index < now.length ? (match[index] ?? -1) : old.length
    if (at < 0) continue
    const rest = align(
      old.slice(start, at).map(({ key }) => key),
      now.slice(from, index).map(({ key }) => key),
    )
    rest.forEach((found, each) => {
      if (found >= 0) match[from + each] = start + found
    })
    from = index + 1
    start = at + 1
  }
  return match
}

function isPlain({ inserted }: FileUnit): boolean {
  return inserted === null
}

function places<Unit>(units: readonly Unit[], wanted: (unit: Unit) => boolean): number[] {
  return units.flatMap((unit, index) => (wanted(unit) ? [index] : []))
}

function keysAt(units: readonly { readonly key: string }[], at: readonly number[]): string[] {
  return at.map((index) => units[index]?.key ?? '')
}

/** For each unit of the file: the unit of the text that it is, or else that the next known one is. */
function nextMatches(match: Int32Array, end: number): Int32Array {
  const next = new Int32Array(match.length)
  let upcoming = end
  for (let index = match.length - 1; index >= 0; index--) {
    const at = match[index] ?? -1
    if (at >= 0) upcoming = at
    next[index] = upcoming
  }
  return next
}

/** UTF-16 units before the unit at `index`. */
function placeOf(units: readonly BaseUnit[], index: number): number {
  const last = units[index - 1]
  return last ? last.at + last.text.length : 0
}

function strike(edits: Edit[], field: string, { at, text }: BaseUnit, by: ImportedChange): void {
  const last = edits.at(-1)
  const goesOn = last?.is === 'delete' && last.to === at && isBy(last, by)
  const to = at + text.length
  if (goesOn) edits[edits.length - 1] = { ...last, to, text: last.text + text }
  else edits.push({ is: 'delete', field, ...by, from: at, to, text })
}

function insert(edits: Edit[], field: string, after: number, token: Token, by: ImportedChange) {
  const last = edits.at(-1)
  const goesOn = last?.is === 'insert' && last.after === after && isBy(last, by)
  const tokens = goesOn ? joined(last.tokens, token) : [token]
  if (goesOn) edits[edits.length - 1] = { ...last, tokens }
  else edits.push({ is: 'insert', field, ...by, after, tokens })
  const to = tokens.reduce((sum, one) => sum + (typeof one === 'string' ? one.length : 1), 0)
  const length = typeof token === 'string' ? token.length : 1
  return { edit: edits.length - 1, from: to - length, to }
}

function joined(tokens: readonly Token[], token: Token): Token[] {
  const last = tokens.at(-1)
  if (typeof last !== 'string' || typeof token !== 'string') return [...tokens, token]
  return [...tokens.slice(0, -1), last + token]
}

function isBy(edit: Edit, { author, at }: ImportedChange): boolean {
  return edit.author === author && edit.at === at
}
