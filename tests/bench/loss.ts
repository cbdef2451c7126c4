import './editor/dom.ts'
import { joinBackward, setBlockType, splitBlock } from '@tiptap/pm/commands'
import type { Command } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import { breakBlock, setKind } from '../../client/editor/commands.ts'
import { exchange, openWriter, select, spot, type } from '../support/editors.ts'
import { openTree, type Page } from './editor/tree.ts'
import type { Row } from './row.ts'

const rounds = 20
const words = ['abcdefghijkl', 'mnopqrstuvwx', 'ABCDEFGHIJKL']

/** The same page over either binding; both have the same schema, kinds and oracle. */
type Peer = {
  readonly name: string
  open(number: number, from?: Y.Doc): Page
  readonly split: Command
  readonly heading: Command
}

const accord: Peer = {
  name: 'Accord',
  open: (number, from) => openWriter(number, { fields: ['a'], ...(from && { from }) }),
  split: breakBlock,
  heading: setKind('h2'),
}

const tree: Peer = {
  name: '@tiptap/y-tiptap 3.0.9',
  open: openTree,
  split: splitBlock,
  heading: (state, dispatch) => {
    const { heading } = state.schema.nodes
    return heading ? setBlockType(heading, { level: 2 })(state, dispatch) : false
  },
}

/**
 * One types three characters in a paragraph while another changes its structure; characters are all
 * different, so what is missing or there twice afterwards can be counted.
 */
export async function run(): Promise<readonly Row[]> {
  return [accord, tree].flatMap((peer) => [
    race(peer, 'heading', 1, 4, peer.heading),
    race(peer, 'split', 1, 5, peer.split),
    race(peer, 'join to the one before', 1, 0, joinBackward),
  ])
}

function race(peer: Peer, name: string, block: number, offset: number, act: Command): Row {
  let lost = 0
  let doubled = 0
  for (let round = 0; round < rounds; round++) {
    const a = peer.open(1)
    select(a.editor, spot(a.editor, 0, 0))
    words.forEach((word, at) => {
      if (at > 0) peer.split(a.editor.state, a.editor.view.dispatch)
      type(a.editor, word)
    })
    const b = peer.open(2, a.doc)
    exchange(a, b)
    select(a.editor, spot(a.editor, 1, round % 13))
    type(a.editor, '123')
    select(b.editor, spot(b.editor, block, offset))
    act(b.editor.state, b.editor.view.dispatch)
    exchange(a, b)
    const text = a.editor.state.doc.textContent
    const all = [...words.join(''), '1', '2', '3']
    lost += all.filter((one) => !text.includes(one)).length
    doubled += text.length - new Set(text).size
    a.destroy()
    b.destroy()
  }
  const typed = rounds * (words.join('').length + 3)
  return { name: `${peer.name}: typing against ${name}`, characters: typed, lost, doubled }
}
