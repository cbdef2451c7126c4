import type { Extensions } from '@tiptap/core'
import { memo, useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { Template } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { createUndo, type Undo } from '../editor/binding/undo.ts'
import { useAround } from '../room/around.ts'
import type { Replica } from '../sync/state.ts'
import type { Desk } from './desk.ts'
import { FieldHeads } from './FieldHeads.tsx'
import { createHeads, type Heads } from './fieldView.ts'
import { kindOf, opensSection, stretchesOf } from './form.ts'
import { isOwnPending, isOwnSuggestion, isPending } from './own.ts'
import { restingIn, settle } from './resting.ts'
import { TextEditor } from './TextEditor.tsx'
import { takesOf } from './takes.ts'
import type { UntakenHere } from './untaken.ts'
import type { Mode } from './useMode.ts'
import './text.css'
import './lists.css'
import { useLatest } from '../ui/useLatest.ts'

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

type TextProps = {
  commitment: string
  replica: Replica
  template: Template
  locale: Locale
  mode: Mode
  desk: Desk
  untaken: UntakenHere
  sections: Page['sections']
  extensions: Page['extensions']
}

/**
 * The commitment's form with its text; stands on one document and goes with it. The room renders at
 * every acknowledgement; the text need not.
 */
export const Text = memo(function Text(props: TextProps) {
  const { replica, template, locale, mode, desk, untaken } = props
  const { sections, extensions } = props
  const [doc] = useState(() => replica.state.doc)
  const [heads] = useState(() => createHeads((field) => kindOf(template, field)))
  const around = useAround()
  useResting(desk, doc)
  const undo = useUndo(props, doc)
  const write = useCallback(
    (change: (doc: Y.Doc) => void) => undo?.transact('edit', () => change(doc)),
    [doc, undo],
  )
  const page = useMemo(
    () => undo && { replica, doc, undo, mode, desk, heads, untaken, sections, extensions, write },
    [replica, doc, undo, mode, desk, heads, untaken, sections, extensions, write],
  )
  if (!page) return null
  return (
    <div className="text" lang={locale}>
      {stretchesOf(template).map((stretch, at) =>
        stretch.type === 'text' ? (
          <TextEditor
            key={stretch.fields[0]?.name}
            atOnce={at === 0}
            page={page}
            fields={stretch.fields.map(({ name }) => name)}
          />
        ) : (
          around && (
            <around.Rows
              key={stretch.field.name}
              page={page}
              field={stretch.field}
              columns={template.milestones ?? []}
              opens={opensSection(template, stretch.field.name)}
            />
          )
        ),
      )}
      <FieldHeads heads={heads} template={template} states={sections} />
    </div>
  )
})

/** Whoever writes here stays where they are when the page moves to another document. */
function useResting(desk: Desk, doc: Y.Doc): void {
  useLayoutEffect(() => {
    const before = desk.resting()
    const frame =
      before &&
      requestAnimationFrame(() => {
        desk.rest(null)
        settle(before, desk)
      })
    return () => {
      if (frame !== null) cancelAnimationFrame(frame)
      desk.rest(desk.resting() ?? restingIn(desk, doc))
    }
  }, [desk, doc])
}

function useUndo({ commitment, replica, mode, desk, untaken }: TextProps, doc: Y.Doc): Undo | null {
  // No effect event: the toolbar may ask, by way of the undo, while it is being drawn.
  const modeNow = useLatest(mode)
  const [undo, setUndo] = useState<Undo | null>(null)
  useLayoutEffect(() => {
    const created = createUndo(doc, {
      commitment,
      ids: () => replica.state.ids,
      isOwn: (client) => isOwnSuggestion(replica.state.record, replica.state.me.id, client),
      isPending: (client, clock) => isPending(replica.state.record, client, clock),
      ownsPending: (client, clock) =>
        isOwnPending(replica.state.record, replica.state.me.id, client, clock),
      takes: (field) => takesOf(replica.state, modeNow(), field),
      onUntaken: untaken.refuseStep,
      origins: () => replica.state.record.origins,
      onOrigins: (origins) => replica.announceOrigins(origins),
    })
    setUndo(created)
    desk.setUndo(created)
    return () => {
      desk.setUndo(null)
      setUndo(null)
      created.destroy()
    }
  }, [commitment, replica, doc, desk, untaken, modeNow])
  return undo
}
