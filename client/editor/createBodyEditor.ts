import { Editor, type Extensions, Node as NodeExtension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { Binding, type HeldBack } from './binding/binding.ts'
import type { Takes } from './binding/mode.ts'
import { bindingExtension } from './binding/plugin.ts'
import type { Inexpressible } from './binding/suggesting.ts'
import type { Undo } from './binding/undo.ts'
import type { Untaken } from './binding/untaken.ts'
import { writingKeys } from './commands.ts'
import { clipboard } from './paste.ts'
import { bodySchema } from './schema.ts'
import { seenWords } from './seen.ts'
import { sparesUnseen } from './sparing.ts'
import { titleLine } from './titleLine.ts'
import { typed } from './typed.ts'

export type BodyEditorOptions = {
  readonly doc: Y.Doc
  /** Names of the fields to show, in order; at least one. */
  readonly fields: readonly string[]
  /** What a field takes at this moment. */
  readonly mode: (field: string) => Takes
  /** One for all editors of a page: `createUndo(doc, …)`. */
  readonly undo: Undo
  /** Told when somebody wants what cannot be said; nothing else happens. */
  readonly onInexpressible?: (what: Inexpressible) => void
  /** Told when a composition begins to be held back, and when it is written. */
  readonly onHolding?: (holding: boolean) => void
  /** Told of what is held back, whenever it is another; null: nothing is. */
  readonly onHeldBack?: (what: HeldBack | null) => void
  /** Told what somebody did where nothing is taken. */
  readonly onUntaken?: (what: Untaken) => void
  /** Told when lines of a pasted text have been joined into paragraphs. */
  readonly onJoined?: () => void
}

/** An editor of fields, and what ties it to the body. */
export type BodyEditor = {
  readonly editor: Editor
  readonly binding: Binding
  /** Takes the editor away; what was being composed is written first. */
  destroy(): void
}

/** Schema, binding, keys and clipboard of an editor of fields. */
export function bodyExtensions(
  binding: Binding,
  hidesStruck: () => boolean = () => false,
  onJoined: () => void = () => undefined,
): Extensions {
  const { doc, undo, mode, onInexpressible } = binding.options
  const { commitment } = undo.options
  const onPicture = () => onInexpressible?.('picture')
  return [
    ...bodySchema,
    bindingExtension(binding),
    writingKeys(undo),
    clipboard({ doc, commitment, mode, onPicture, history: undo, onJoined }),
    seenWords(doc, undo.suggester, hidesStruck),
    sparesUnseen(() => onInexpressible?.('unseen')),
    titleLine(mode),
    typed,
  ]
}

/** Opens an editor on some fields of a body; a page takes what it has drawn, or gives an `element` for it. */
export function createBodyEditor(
  options: BodyEditorOptions & {
    readonly element?: HTMLElement
    readonly editable?: boolean
    /** Whether the view leaves out what is struck; asked whenever it matters. */
    readonly hidesStruck?: () => boolean
    /** How a `field` is drawn; as its schema says, if nothing is given. */
    readonly fieldView?: (node: Node, view: EditorView) => NodeView
    /** What else the page shows or does in the text. */
    readonly extensions?: Extensions
    /** Attributes of the editable element, e.g. `aria-label`, `lang`. */
    readonly attributes?: Record<string, string>
  },
): BodyEditor {
  const { element, editable = true, fieldView, extensions = [], attributes = {} } = options
  const { hidesStruck } = options
  const binding = new Binding(options)
  // A plugin's would be heard of only when the text has been drawn once, and have it drawn again.
  const drawn = (extension: Extensions[number]) =>
    fieldView && extension instanceof NodeExtension && extension.name === 'field'
      ? extension.extend({ addNodeView: () => (props) => fieldView(props.node, props.view) })
      : extension
  const editor = new Editor({
    element: element ?? document.createElement('div'),
    editable,
    extensions: [
      ...bodyExtensions(binding, hidesStruck, options.onJoined).map(drawn),
      ...extensions,
    ],
    onBeforeCreate({ editor }) {
      editor.options.content = binding.read(editor.schema).toJSON()
    },
    injectCSS: false,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: '\n' } },
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', ...attributes } },
  })
  return {
    editor,
    binding,
    destroy() {
      binding.destroy()
      editor.destroy()
    },
  }
}
