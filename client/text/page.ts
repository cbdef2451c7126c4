import type { Extensions } from '@tiptap/core'
import type { ComponentType } from 'react'
import type * as Y from 'yjs'
import type { MilestoneColumn, TemplateField } from '../../shared/commitment/template.ts'
import type { SectionState } from '../../shared/record/states.ts'
import type { Undo } from '../editor/binding/undo.ts'
import type { Replica } from '../sync/state.ts'
import type { Desk } from './desk.ts'
import type { Heads } from './fieldView.ts'
import type { UntakenHere } from './untaken.ts'
import type { Mode } from './useMode.ts'

/** What every editor of a page shares: one document, one way of writing, one undo. */
export type Page = {
  readonly replica: Replica
  readonly doc: Y.Doc
  readonly undo: Undo
  readonly mode: Mode
  readonly desk: Desk
  readonly heads: Heads
  /** What becomes of words where nothing is taken. */
  readonly untaken: UntakenHere
  readonly sections: Readonly<Record<string, SectionState>>
  /** What features show or do in every editor of the page; the same array while they stay. */
  readonly extensions: Extensions
  /** Writes what is not text, under this page's editing id, so that it can be undone. */
  readonly write: (change: (doc: Y.Doc) => void) => void
}

/** A field of the form that is a table, as rows of editors. */
export type RowsProps = {
  page: Page
  field: TemplateField
  columns: readonly MilestoneColumn[]
  /** Opens a section of the form. */
  opens: boolean
}

/** What stands within the text, and is handed to it: nobody who only writes has to wait for it. */
export type TextParts = {
  readonly Rows: ComponentType<RowsProps>
  /** Copies a section's address. */
  readonly SectionLink: ComponentType<{ field: string }>
}
