import './editor/dom.ts'
import * as Y from 'yjs'
import { accordPeer } from '../support/accordPeer.ts'
import type { Peer } from '../support/crowd.ts'
import { exchange, select, spot, type } from '../support/editors.ts'
import { treePeer } from './editor/tree.ts'
import type { Row } from './report/row.ts'

const paragraphs = 400
const paragraph = 'lorem ipsum dolor sit amet '.repeat(10).slice(0, 256)
const keys = 200
const rounds = 5

type Times = { readonly own: number[]; readonly others: number[] }

/**
 * What a keystroke costs in a document of 100 KB: one's own, and another's as it arrives. Both
 * bindings take turns, and what the first round cost is left out: it warms the engine for both.
 */
export async function run(): Promise<readonly Row[]> {
  const times = [accordPeer(), treePeer()].map((peer) => ({
    peer,
    times: { own: [], others: [] } as Times,
  }))
  for (let round = 0; round <= rounds; round++) {
    for (const { peer, times: kept } of times) {
      const { own, others } = write(peer)
      if (round === 0) continue
      kept.own.push(...own)
      kept.others.push(...others)
    }
  }
  return times.map(({ peer, times: { own, others } }) => ({
    name: peer.name,
    'own key, µs (median)': quantile(own, 0.5),
    'own key, µs (p95)': quantile(own, 0.95),
    "another's key, µs (median)": quantile(others, 0.5),
    "another's key, µs (p95)": quantile(others, 0.95),
  }))
}

function write(peer: Peer): Times {
  const times: Times = { own: [], others: [] }
  const a = peer.open(1, peer.blank())
  const blocks = Array.from({ length: paragraphs }, () =>
    a.editor.schema.node('paragraph', null, a.editor.schema.text(paragraph)),
  )
  const start = spot(a.editor, 0, 0) - 1
  a.editor.view.dispatch(a.editor.state.tr.replaceWith(start, start + 2, blocks))
  const b = peer.open(2, a.doc)
  exchange(a, b)
  for (let key = 0; key < keys; key++) {
    select(a.editor, spot(a.editor, (key * 37) % paragraphs, (key * 13) % paragraph.length))
    times.own.push(timed(() => type(a.editor, 'x')))
    const news = Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc))
    times.others.push(timed(() => Y.applyUpdate(b.doc, news, 'remote')))
  }
  a.destroy()
  b.destroy()
  return times
}

function timed(act: () => void): number {
  const start = performance.now()
  act()
  return (performance.now() - start) * 1000
}

function quantile(times: number[], of: number): number {
  return Math.round(times.sort((a, b) => a - b)[Math.floor(times.length * of)] ?? 0)
}
