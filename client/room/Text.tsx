import { useCallback, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { Template } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { SectionState } from '../../shared/record/events.ts'
import type { Replica } from '../sync/state.ts'
import type { Desk } from './desk.ts'
import { FieldHeads } from './FieldHeads.tsx'
import { createHeads, type Heads } from './fieldView.ts'
import { opensSection, stretchesOf } from './form.ts'
import { Milestones } from './Milestones.tsx'
import type { Mode } from './ModeSwitch.tsx'
import { TextEditor } from './TextEditor.tsx'
import './text.css'
import './lists.css'

/** What every editor of a page shares: one document, one way of writing, one undo. */
export type Page = {
  readonly replica: Replica
  readonly doc: Y.Doc
  readonly mode: Mode
  readonly desk: Desk
  readonly heads: Heads
  readonly locale: Locale
  readonly sections: Readonly<Record<string, SectionState>>
  /** Writes what is not text, under this page's editing id, so that it can be undone. */
  readonly write: (change: (doc: Y.Doc) => void) => void
}

type TextProps = {
  replica: Replica
  template: Template
  locale: Locale
  mode: Mode
  desk: Desk
}

/** The commitment's form with its text; stands on one document and goes with it. */
export function Text({ replica, template, locale, mode, desk }: TextProps) {
  const [doc] = useState(() => replica.state.doc)
  const [heads] = useState(createHeads)
  const { sections } = replica.state.record
  const write = useCallback(
    (change: (doc: Y.Doc) => void) => {
      doc.clientID = replica.state.ids.editing
      doc.transact(() => change(doc), writing)
    },
    [doc, replica],
  )
  const page = useMemo(
    () => ({ replica, doc, mode, desk, heads, locale, sections, write }),
    [replica, doc, mode, desk, heads, locale, sections, write],
  )
  return (
    <div className="text" lang={locale}>
      {stretchesOf(template).map((stretch) =>
        stretch.type === 'text' ? (
          <TextEditor
            key={stretch.fields[0]?.name}
            page={page}
            fields={stretch.fields.map(({ name }) => name)}
          />
        ) : (
          <Milestones
            key={stretch.field.name}
            page={page}
            field={stretch.field}
            columns={template.milestones ?? []}
            opens={opensSection(template, stretch.field.name)}
          />
        ),
      )}
      <FieldHeads heads={heads} template={template} states={sections} />
    </div>
  )
}

/** Origin of this page's own writes beside the text. */
const writing = { accord: 'rows' }
