import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { Command } from '@tiptap/pm/state'
import type { Kind } from '../../shared/text/body.ts'
import { meantKind } from '../editor/binding/plugin.ts'
import { indentBy, setKind as setKindOf } from '../editor/commands.ts'
import type { Desk } from '../text/desk.ts'
import type { IconName } from '../ui/Icon.tsx'

type MarkTool = 'bold' | 'italic' | 'underline' | 'link'
type BlockTool = 'bullet' | 'ordered' | 'indent' | 'outdent' | 'quote'
export type Tool = MarkTool | BlockTool | 'undo' | 'redo'

export const tools: Readonly<Record<Tool, IconName>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  link: 'link',
  bullet: 'bullet',
  ordered: 'ordered',
  indent: 'indent',
  outdent: 'outdent',
  quote: 'quote',
  undo: 'undo',
  redo: 'redo',
}

/** What the menu of kinds offers; a list item's indent is another matter. */
export const kindChoices = ['p', 'h1', 'h2', 'b', 'o', 'q'] as const
export type KindChoice = (typeof kindChoices)[number]
/** The kind of the selected blocks; null where nothing can be written. The first one's, if several. */
export function kindOn(editor: Editor | null): KindChoice | null {
  if (!editor?.isEditable) return null
  const [first] = selectedBlocks(editor)
  return first ? choiceOf(meantKind(editor.state, first.pos, first.node)) : null
}

export function setKind(editor: Editor | null, choice: KindChoice): void {
  if (editor) command(editor, setKindOf(isListKind(choice) ? `${choice}0` : choice))
}

/** Does what the tool says to what is selected, and puts the caret back into the text. */
export function run(desk: Desk, tool: Tool): void {
  const editor = desk.active()
  if (!editor) return
  switch (tool) {
    case 'bold':
    case 'italic':
    case 'underline':
      editor.chain().focus().toggleMark(tool).run()
      return
    case 'bullet':
    case 'ordered':
    case 'quote':
      setKind(editor, isOn(editor, tool) ? 'p' : kindByTool[tool])
      return
    case 'indent':
      command(editor, indentBy(1))
      return
    case 'outdent':
      command(editor, indentBy(-1))
      return
    case 'undo':
      desk.undo()?.undo()
      return
    case 'redo':
      desk.undo()?.redo()
      return
    case 'link':
      return
  }
}

/** Whether the tool would do anything here. */
export function can(desk: Desk, tool: Tool): boolean {
  const editor = desk.active()
  if (!editor?.isEditable) return false
  switch (tool) {
    case 'undo':
      return desk.undo()?.canUndo ?? false
    case 'redo':
      return desk.undo()?.canRedo ?? false
    case 'indent':
    case 'outdent':
      return selectedBlocks(editor).some(({ node, pos }) =>
        isListKind(meantKind(editor.state, pos, node)),
      )
    default:
      return true
  }
}

export function isOn(editor: Editor, tool: Tool): boolean {
  switch (tool) {
    case 'bold':
    case 'italic':
    case 'underline':
    case 'link':
      return editor.isActive(tool)
    case 'bullet':
    case 'ordered':
    case 'quote':
      return kindOn(editor) === kindByTool[tool]
    default:
      return false
  }
}

/** The address of the link at the selection, or null. */
export function linkAt(editor: Editor): string | null {
  const { href } = editor.getAttributes('link')
  return typeof href === 'string' && href ? href : null
}

/** Links what is selected, or the whole link that the caret is in; else the address itself is put in. */
export function setLink(editor: Editor, href: string): void {
  const { empty } = editor.state.selection
  if (empty && !linkAt(editor)) {
    const content = { type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }
    editor.chain().focus().insertContent(content).run()
  } else editor.chain().focus().extendMarkRange('link').setMark('link', { href }).run()
}

export function removeLink(editor: Editor): void {
  editor.chain().focus().extendMarkRange('link').unsetMark('link').run()
}

const kindByTool = { bullet: 'b', ordered: 'o', quote: 'q' } as const

function isListKind(kind: Kind): boolean {
  return kind.startsWith('b') || kind.startsWith('o')
}

function choiceOf(kind: Kind): KindChoice {
  return kindChoices.find((one) => one === kind || one === kind[0]) ?? 'p'
}

/** Does what a key would do, and puts the caret back into the text. */
function command({ view }: Editor, does: Command): void {
  does(view.state, view.dispatch)
  view.focus()
}

function selectedBlocks(editor: Editor): { node: Node; pos: number }[] {
  const blocks: { node: Node; pos: number }[] = []
  const { from, to } = editor.state.selection
  editor.state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) blocks.push({ node, pos })
    return !node.isTextblock
  })
  return blocks
}
