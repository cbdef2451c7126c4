import type * as Y from 'yjs'
import {
  type Block,
  bodyRoots,
  type FieldText,
  firstBlock,
  type Kind,
  type Marks,
  type Run,
} from './body.ts'
import { fieldText } from './guard.ts'
import {
  charactersOf,
  type MarkValue,
  markerOf,
  resetsMarks,
  runMarks,
  separatorOf,
} from './items.ts'

/** Says whether the unit of this identity is read. */
export type Keep = (client: number, clock: number) => boolean

/** The blocks of a field, at least one. With `keep`, of a text that has only the kept units. */
export function readBlocks(doc: Y.Doc, field: string, keep?: Keep): Block[] {
  const kinds = doc.getMap<Kind>(bodyRoots.kinds)
  const blocks: { id: string; kind: Kind; runs: Run[] }[] = []
  const start = (id: string, kind: Kind = 'p') => {
    const block = { id, kind: kinds.get(id) ?? kind, runs: [] }
    blocks.push(block)
    return block
  }
  let block: (typeof blocks)[number] = start(firstBlock(field))
  const running = new Map<string, MarkValue>()
  for (let item = fieldText(doc, field)._start; item; item = item.right) {
    if (item.deleted) continue
    const separator = separatorOf(item)
    if (separator && (!keep || keep(item.id.client, item.id.clock))) {
      block = start(separator.b, separator.k)
    }
    if (separator ? resetsMarks(item) : markerOf(item)) runMarks(running, item)
    const characters = charactersOf(item)
    if (characters !== null) {
      const kept = keep ? keptCharacters(item, characters, keep) : characters
      if (kept !== '') addRun(block.runs, kept, running)
    }
  }
  return blocks
}

/** Several fields at once, in the order asked for. */
export function readFields(doc: Y.Doc, fields: Iterable<string>, keep?: Keep): FieldText[] {
  return Array.from(fields, (name) => ({ name, blocks: readBlocks(doc, name, keep) }))
}

/** Names of the fields that have content in `doc`, sorted. */
export function fieldNames(doc: Y.Doc): string[] {
  const names: string[] = []
  for (const [root, type] of doc.share) {
    if (root.startsWith(bodyRoots.field) && type._length > 0) {
      names.push(root.slice(bodyRoots.field.length))
    }
  }
  return names.sort()
}

function keptCharacters(item: Y.Item, characters: string, keep: Keep): string {
  const { client, clock } = item.id
  let kept = ''
  for (let offset = 0; offset < characters.length; offset++) {
    if (keep(client, clock + offset)) kept += characters[offset]
  }
  return kept
}

function addRun(runs: Run[], text: string, running: ReadonlyMap<string, MarkValue>): void {
  const last = runs.at(-1)
  if (last && sameMarks(last.marks ?? {}, running)) {
    runs[runs.length - 1] = { ...last, text: last.text + text }
  } else if (running.size === 0) runs.push({ text })
  else runs.push({ text, marks: Object.fromEntries(running) as Marks })
}

function sameMarks(marks: Marks, running: ReadonlyMap<string, MarkValue>): boolean {
  const entries = Object.entries(marks)
  return (
    entries.length === running.size && entries.every(([key, value]) => running.get(key) === value)
  )
}
