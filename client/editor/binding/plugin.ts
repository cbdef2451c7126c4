import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import {
  type EditorState,
  Plugin,
  PluginKey,
  TextSelection,
  type Transaction,
} from '@tiptap/pm/state'
import { Mapping } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { hardBreak, type Kind } from '../../../shared/text/body.ts'
import { inputMethodKey } from '../../ui/composing.ts'
import { kindOf } from '../schema.ts'
import { type Binding, fromBody, type Local } from './binding.ts'
import { bringBackCaret, hearCaret, holdCaret } from './caret.ts'
import { keepBlocks, takeOutSaid } from './composing.ts'
import { Compositions } from './compositions.ts'
import { fieldNames } from './position.ts'
import { unitText } from './units.ts'

const key = new PluginKey<readonly Local[]>('binding')

/**
 * What a block is to whoever writes: who suggests goes on from the kind that is suggested for it. The
 * view goes on showing what the text agrees on.
 */
export function meantKind(state: EditorState, position: number, block: Node): Kind {
  const binding: Binding | undefined = key.get(state)?.spec.binding
  return binding?.suggestedKind(state.doc, position) ?? kindOf(block)
}

/** Keys that do something; a letter's key that an input method has taken is to be left to it. */
const named = /^(Enter|Escape|Tab|Backspace|Delete|Arrow\w+|Home|End)$/

/** As ProseMirror tells WebKit from others. */
const isWebKit = navigator.vendor.startsWith('Apple Computer')

/** For so long behind a composition ProseMirror takes a key for its end where WebKit runs, in milliseconds. */
const nearEnd = 500

/** Ties a view to its binding. */
export function bindingExtension(binding: Binding): Extension {
  return Extension.create({
    name: 'binding',
    priority: 900,
    addProseMirrorPlugins: () => [bindingPlugin(binding)],
    dispatchTransaction({ transaction, next }) {
      const { state } = this.editor
      const whole = keepBlocks(state, transaction)
      const kept = takeOutSaid(state, whole, binding.said(whole))
      if (!binding.intercept(kept)) next(kept)
    },
  })
}

function bindingPlugin(binding: Binding): Plugin {
  const compositions = new Compositions(binding)
  /** By hand, since the browser last told where the caret is, or wrote something there. */
  let moved = false
  const moves = () => {
    moved = true
    return false
  }
  let ended = Number.NEGATIVE_INFINITY
  /**
   * Safari tells of the key that ends a composition only behind its end, and calls it the input
   * method's own. ProseMirror therefore takes no key at all for a while; but one that has its own name
   * was pressed for itself, and who writes fast would lose it.
   */
  const keyBehindEnd = (view: EditorView, event: KeyboardEvent): boolean => {
    const { keyCode, timeStamp } = event
    if (!isWebKit || view.composing || keyCode === inputMethodKey) return false
    if (timeStamp - ended > nearEnd) return false
    const done = view.someProp('handleKeyDown', (handle) => handle(view, event)) === true
    if (done) event.preventDefault()
    return done
  }
  const written = new WeakSet<Transaction>()
  return new Plugin<readonly Local[]>({
    key,
    binding,
    state: {
      init: () => [],
      apply(transaction, locals, { selection }) {
        if (!transaction.docChanged || transaction.getMeta(fromBody)) return locals
        const waiting = locals.filter((local) => !written.has(local.transaction))
        return [...waiting, { transaction, selection }]
      },
    },
    filterTransaction: (transaction) =>
      !transaction.docChanged ||
      transaction.getMeta(fromBody) ||
      fieldNames(transaction.doc) === fieldNames(transaction.before),
    appendTransaction: (transactions, _before, state) =>
      transactions.some((one) => one.docChanged && !one.getMeta(fromBody))
        ? cleaned(state, freshRanges(transactions))
        : null,
    props: {
      createSelectionBetween: (view, $anchor, $head) => {
        if ($anchor.depth < 1 || $head.depth < 1 || $anchor.before(1) === $head.before(1))
          return null
        const edge = $head.pos > $anchor.pos ? $anchor.end(1) : $anchor.start(1)
        return TextSelection.between($anchor, view.state.doc.resolve(edge))
      },
      // what has just chosen a word makes no paragraph: some systems send it behind the composition's end
      handleKeyDown: (view, { key, keyCode }) =>
        keyCode === inputMethodKey && !view.composing && named.test(key),
      handleDOMEvents: {
        keydown: (view, event) => {
          compositions.key(view, event)
          if (!moved) bringBackCaret(view)
          moved = true
          hearCaret(view)
          return keyBehindEnd(view, event)
        },
        beforeinput: (view, event) => {
          if (!moved) bringBackCaret(view)
          binding.replaces(replacedBy(view, event))
          return false
        },
        keyup: (view, event) => {
          compositions.keyUp(view, event)
          return false
        },
        compositionstart: (view) => {
          compositions.begin(view)
          return false
        },
        compositionupdate: (view) => {
          compositions.goesOn(view)
          return false
        },
        compositionend: (view, { data, timeStamp }) => {
          ended = timeStamp
          compositions.end(view, data)
          return false
        },
        input: (view, event) => {
          // it came in where the caret was: whoever moved it did so before
          moved = false
          compositions.input(view, event as InputEvent)
          return false
        },
        blur: (view) => {
          compositions.blur(view)
          return false
        },
        focus: () => {
          compositions.focus()
          return false
        },
        mousedown: (view) => {
          compositions.click(view)
          return moves()
        },
        mouseup: moves,
        touchstart: moves,
        touchend: moves,
        drop: moves,
      },
    },
    view(view) {
      binding.attach(view)
      const page = view.dom.ownerDocument
      const hold = ({ isTrusted }: Event) => {
        if (isTrusted) moved = false
        holdCaret(view)
      }
      page.addEventListener('selectionchange', hold)
      const left = followLeaving(page, () => {
        if (binding.holding) compositions.letGo(view)
      })
      return {
        update: ({ state }) => {
          const locals = (key.getState(state) ?? []).filter(
            ({ transaction }) => !written.has(transaction),
          )
          for (const { transaction } of locals) written.add(transaction)
          binding.write(locals)
        },
        destroy: () => {
          page.removeEventListener('selectionchange', hold)
          left()
          compositions.stop()
          binding.detach()
        },
      }
    },
  })
}

/** Nobody knows whether a page that is out of sight, or frozen, will ever do anything again. */
function followLeaving(page: Document, leave: () => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  page.addEventListener('visibilitychange', () => page.hidden && leave(), { signal })
  page.addEventListener('freeze', leave, { signal })
  page.defaultView?.addEventListener('pagehide', leave, { signal })
  return () => listening.abort()
}

/** Input types that put text in the place of a range, or take out what was composed. */
const replacing = /^insert|^deleteCompositionText$/

/** What the browser says that its input replaces; null: nothing, or it is another kind of input. */
function replacedBy(view: EditorView, event: InputEvent): Range | null {
  const [range, more] = replacing.test(event.inputType ?? '') ? event.getTargetRanges() : []
  if (!range || more) return null
  const { startContainer, startOffset, endContainer, endOffset } = range
  if (!view.dom.contains(startContainer) || !view.dom.contains(endContainer)) return null
  const from = view.posAtDOM(startContainer, startOffset)
  const to = view.posAtDOM(endContainer, endOffset)
  return from < to ? { from, to } : null
}

type Range = { readonly from: number; readonly to: number }

/** What the transactions have put in, as ranges of the last one's document. */
function freshRanges(transactions: readonly Transaction[]): Range[] {
  const maps = transactions.flatMap(({ mapping }) => mapping.maps)
  return maps.flatMap((map, at) => {
    const later = new Mapping(maps.slice(at + 1))
    const ranges: Range[] = []
    map.forEach((_from, _to, from, to) => {
      if (from < to) ranges.push({ from: later.map(from, -1), to: later.map(to, 1) })
    })
    return ranges
  })
}

/** Takes out of fresh text what cannot stand in a text: a line end becomes a hard break. */
function cleaned(state: EditorState, fresh: readonly Range[]): Transaction | null {
  const { tr, doc, schema } = state
  const seen = new Set<number>()
  const clean = (node: Node, position: number) => {
    const was = node.text ?? ''
    const wanted = unitText(was)
    if (!node.isText || seen.has(position)) return
    seen.add(position)
    if (wanted === was && !was.includes(hardBreak)) return
    for (let at = was.length - 1; at >= 0; at--) {
      const character = wanted.charAt(at)
      const from = tr.mapping.map(position + at)
      if (character === hardBreak) {
        tr.replaceWith(from, from + 1, schema.node('hardBreak', null, undefined, node.marks))
      } else if (character !== was.charAt(at)) {
        tr.replaceWith(from, from + 1, schema.text(character, node.marks))
      }
    }
  }
  for (const { from, to } of fresh) doc.nodesBetween(from, to, clean)
  return tr.docChanged ? tr : null
}
