import { describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { type DeltaOp, textDelta } from '../../../shared/text/delta.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { seeds } from '../../support/seeds.ts'
import { fields, seeded, World } from '../../support/textWorld.ts'

type Seen = { readonly unit: string; readonly marks: Readonly<Record<string, unknown>> }

/** A field as a reader sees it: characters with marks, separators by block id. */
function seen(doc: Y.Doc, field: string): Seen[] {
  return readBlocks(doc, field).flatMap(({ id, runs }, at) => [
    ...(at > 0 ? [{ unit: `¶${id}`, marks: {} }] : []),
    ...runs.flatMap(({ text, marks = {} }) => [...text].map((unit) => ({ unit, marks }))),
  ])
}

function applied(before: readonly Seen[], ops: readonly DeltaOp[]): Seen[] {
  const rest = [...before]
  const after: Seen[] = []
  for (const op of ops) {
    if ('delete' in op) rest.splice(0, op.delete)
    else if ('separator' in op) after.push({ unit: `¶${op.separator.b}`, marks: {} })
    else if ('insert' in op) {
      after.push(...[...op.insert].map((unit) => ({ unit, marks: op.marks })))
    } else {
      for (const each of rest.splice(0, op.retain)) {
        const marks = Object.entries({ ...each.marks, ...op.marks }).filter(([, v]) => v !== null)
        after.push(op.marks ? { unit: each.unit, marks: Object.fromEntries(marks) } : each)
      }
    }
  }
  return [...after, ...rest]
}

describe.each(seeds('deltas', 6, 300))('seed %i', (seed) => {
  test('T20 the delta of every transaction leads from what was seen to what is seen', () => {
    const random = seeded(seed)
    const world = World.start(random)
    let compared = 0
    for (const { doc } of world.people) {
      const shown = new Map(fields.map((field) => [field, seen(doc, field)]))
      doc.on('afterTransaction', (transaction: Y.Transaction) => {
        for (const field of fields) {
          const now = seen(doc, field)
          const ops = textDelta(fieldText(doc, field), transaction)
          expect(applied(shown.get(field) ?? [], ops)).toEqual(now)
          shown.set(field, now)
          compared++
        }
      })
    }
    world.play(random, 300)
    world.settle()
    expect(compared).toBeGreaterThan(300)
  })
})
