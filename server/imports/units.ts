import type { Kind, Marks } from '../../shared/text/body.ts'
import { cleanCharacters } from '../../shared/text/characters.ts'
import { safeAddress } from '../exports/links.ts'
import type { ExportBlock } from '../exports/model.ts'
import type { ImportedBlock, ImportedChange } from './draft.ts'

/** A character, or `\n` for the start of a block. */
type Unit = {
  readonly text: string
  readonly look: string
  /** What it is compared by. */
  readonly key: string
}

/**
 * The start of a block that has no words but suggested ones. Some formats drop such blocks, and some
 * programs add them, so they only count as each other. No text holds this character.
 */
const emptyStart = '\u001e'

/** A unit of the text that a file is compared with. */
export type BaseUnit = Unit & {
  /** UTF-16 units of its field before it. */
  readonly at: number
  readonly pending: boolean
  readonly struck: boolean
  /** Of a block's start: how many blocks are before it. */
  readonly block: number
}

/** A unit of a file. */
export type FileUnit = Unit & {
  readonly inserted: ImportedChange | null
  readonly deleted: ImportedChange | null
  readonly threads: readonly string[]
  readonly block: number
  /** Starts a block without words. */
  readonly empty: boolean
}

export function baseUnits(blocks: readonly ExportBlock[]): BaseUnit[] {
  const units: BaseUnit[] = []
  let at = 0
  const add = (unit: Unit, fate: Partial<ExportBlock>, block: number) => {
    const pending = fate.inserted !== undefined
    units.push({ ...unit, at, pending, struck: fate.deleted !== undefined, block })
    at += unit.text.length
  }
  blocks.forEach((block, index) => {
    if (index > 0) add({ text: '\n', look: '', key: startOf(block) }, block, index)
    for (const run of block.runs) {
      for (const text of run.text) add({ text, look: lookOf(run.marks), key: text }, run, index)
    }
  })
  return units
}

export function fileUnits(blocks: readonly ImportedBlock[]): FileUnit[] {
  return blocks.flatMap((block, index) => {
    const empty = block.runs.every(({ text }) => text.trim() === '')
    const start: FileUnit = {
      ...fateOf(block),
      ...{ text: '\n', look: '', key: startOf(block), threads: [], block: index, empty },
    }
    const words = block.runs.flatMap((run) =>
      Array.from(cleanCharacters(run.text), (text) => ({
        ...fateOf(run),
        ...{ text, key: text, look: lookOf(run.marks), block: index },
        threads: run.threads ?? [],
        empty: false,
      })),
    )
    return index > 0 ? [start, ...words] : words
  })
}

function startOf({ inserted, runs }: Pick<ExportBlock | ImportedBlock, 'inserted' | 'runs'>) {
  const said = runs.some((run) => (inserted || !run.inserted) && run.text.trim() !== '')
  return said ? '\n' : emptyStart
}

/** What a block is called in a file when everything is adopted, and by whom that was suggested. */
export function kindOf({ kind, proposed }: ImportedBlock): {
  readonly kind: Kind
  readonly by: ImportedChange | null
} {
  return proposed ? { kind: proposed.kind, by: proposed } : { kind, by: null }
}

function fateOf({ inserted, deleted }: Pick<ImportedBlock, 'inserted' | 'deleted'>) {
  return { inserted: inserted ?? null, deleted: deleted ?? null }
}

function lookOf(marks: Marks | undefined): string {
  const { bold, italic, underline } = marks ?? {}
  // What is no web or mail address is no link in any document of ours
  const link = safeAddress(marks?.link)
  return `${bold ? 'b' : ''}${italic ? 'i' : ''}${underline && !link ? 'u' : ''}${link ?? ''}`
}
