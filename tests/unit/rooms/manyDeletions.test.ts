import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyRoots } from '../../../shared/text/body.ts'
import { forge } from '../../support/forge.ts'
import { MemoryRoom } from '../../support/memoryRoom.ts'

const [bo, mei] = [1000, 2000]
const ids = (editing: number) => ({ editing, suggesting: 2 ** 32 + editing })

/** How often it is asked whether an item is deleted: once at least for whatever is passed on a walk. */
async function counting(work: () => Promise<unknown>): Promise<number> {
  const honest = Object.getOwnPropertyDescriptor(Y.Item.prototype, 'deleted')
  if (!honest?.get) throw new Error('no such question')
  let asked = 0
  const get = function (this: Y.Item): boolean {
    asked += 1
    return honest.get?.call(this)
  }
  Object.defineProperty(Y.Item.prototype, 'deleted', { ...honest, get })
  try {
    await work()
  } finally {
    Object.defineProperty(Y.Item.prototype, 'deleted', honest)
  }
  return asked
}

/** One update takes every third character out of a long text, and brings in as much. */
async function costOf(deletions: number): Promise<number> {
  const room = new MemoryRoom()
  room.join('bo', ids(bo))
  room.join('mei', ids(mei))
  const root = `${bodyRoots.field}problem`
  const text = '公'.repeat(deletions * 3)
  await room.take('bo', forge([[{ client: bo, clock: 0, parent: root, text }]]), [])
  const ranges = Array.from({ length: deletions }, (_, at) => [at * 3, 1] as const)
  const item = { client: mei, clock: 0, origin: [bo, 0] as const, rightOrigin: [bo, 1] as const }
  const update = forge([[{ ...item, text: '開'.repeat(deletions) }]], [[bo, ranges]])
  const asked = await counting(() => room.take('mei', update, []))
  expect(room.refused).toEqual([])
  expect(room.document.doc.getText(root).length).toBe(deletions * 3)
  return asked
}

test('H176 very many deletions in one update cost by their number: twice as many twice as much', async () => {
  const [some, twice] = [await costOf(2500), await costOf(5000)]
  expect(twice).toBeLessThanOrEqual(2.2 * some)
  expect(some).toBeLessThan(40 * 2500)
})
