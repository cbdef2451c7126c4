import './editor/dom.ts'
import * as Y from 'yjs'
import { exchange, openWriter, select, spot, type } from '../support/editors.ts'
import { openTree } from './editor/tree.ts'
import type { Row } from './row.ts'

const paragraphs = 400
const paragraph = 'lorem ipsum dolor sit amet '.repeat(10).slice(0, 256)
const keys = 100

/** What a keystroke costs in a document of 100 KB: one's own, and another's as it arrives. */
export async function run(): Promise<readonly Row[]> {
  const peers = {
    Accord: (number: number, from?: Y.Doc) =>
      openWriter(number, { fields: ['a'], ...(from && { from }) }),
    '@tiptap/y-tiptap 3.0.9': openTree,
  }
  return Object.entries(peers).map(([name, open]) => {
    const a = open(1)
    const blocks = Array.from({ length: paragraphs }, () =>
      a.editor.schema.node('paragraph', null, a.editor.schema.text(paragraph)),
    )
    const start = spot(a.editor, 0, 0) - 1
    a.editor.view.dispatch(a.editor.state.tr.replaceWith(start, start + 2, blocks))
    const b = open(2, a.doc)
    exchange(a, b)
    const own: number[] = []
    const others: number[] = []
    for (let key = 0; key < keys; key++) {
      select(a.editor, spot(a.editor, (key * 37) % paragraphs, (key * 13) % paragraph.length))
      own.push(timed(() => type(a.editor, 'x')))
      const news = Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc))
      others.push(timed(() => Y.applyUpdate(b.doc, news, 'remote')))
    }
    a.destroy()
    b.destroy()
    return { name, 'own key, µs (median)': median(own), "another's key, µs": median(others) }
  })
}

function timed(act: () => void): number {
  const start = performance.now()
  act()
  return (performance.now() - start) * 1000
}

function median(times: number[]): number {
  return Math.round(times.sort((a, b) => a - b)[times.length >> 1] ?? 0)
}
