import { Editor, type Extensions } from '@tiptap/core'
import type * as Y from 'yjs'
import { Binding } from './binding/binding.ts'
import type { Mode } from './binding/mode.ts'
import { bindingExtension } from './binding/plugin.ts'
import type { Inexpressible } from './binding/suggesting.ts'
import type { Undo } from './binding/undo.ts'
import { writingKeys } from './commands.ts'
import { clipboard } from './paste.ts'
import { bodySchema } from './schema.ts'

export type BodyEditorOptions = {
  readonly doc: Y.Doc
  /** Names of the fields to show, in order; at least one. */
  readonly fields: readonly string[]
  readonly mode: () => Mode
  /** One for all editors of a page: `createUndo(doc, …)`. */
  readonly undo: Undo
  /** Told when somebody wants what cannot be said; nothing else happens. */
  readonly onInexpressible?: (what: Inexpressible) => void
}

/** An editor of fields, and what ties it to the body. */
export type BodyEditor = {
  readonly editor: Editor
  readonly binding: Binding
  /** Takes the editor away; what was being composed is written first. */
  destroy(): void
}

/** Schema, binding, keys and clipboard of an editor of fields. */
export function bodyExtensions(binding: Binding): Extensions {
  const { doc, undo, onInexpressible } = binding.options
  return [
    ...bodySchema,
    bindingExtension(binding),
    writingKeys(undo),
    clipboard(doc, undo.options.commitment, () => onInexpressible?.('picture')),
  ]
}

/** Opens an editor on some fields of a body; `element` is its place in the page. */
export function createBodyEditor(
  options: BodyEditorOptions & {
    readonly element?: HTMLElement
    readonly editable?: boolean
    /** What else the page shows or does in the text: decorations, node views. */
    readonly extensions?: Extensions
    /** Attributes of the editable element, e.g. `aria-label`, `lang`. */
    readonly attributes?: Record<string, string>
  },
): BodyEditor {
  const { element, editable = true, extensions = [], attributes = {} } = options
  const binding = new Binding(options)
  const editor = new Editor({
    element: element ?? null,
    editable,
    extensions: [...bodyExtensions(binding), ...extensions],
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
