import { memo, useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { Template } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { createUndo, type Undo } from '../editor/binding/undo.ts'
import type { Replica } from '../sync/state.ts'
import type { Desk } from './desk.ts'
import { FieldHeads } from './FieldHeads.tsx'
import { createHeads } from './fieldView.ts'
import { kindOf, opensSection, stretchesOf } from './form.ts'
import { isOwnPending, isOwnSuggestion, isPending } from './own.ts'
import type { Page, TextParts } from './page.ts'
import { restingIn, settle } from './resting.ts'
import { TextEditor } from './TextEditor.tsx'
import { takesOf } from './takes.ts'
import type { UntakenHere } from './untaken.ts'
import type { Mode } from './useMode.ts'
import './text.css'
import './lists.css'
import { useLatest } from '../ui/useLatest.ts'

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
  /** What comes later; null until it is there. */
  parts: TextParts | null
}

/**
 * The commitment's form with its text; stands on one document and goes with it. The room renders at
 * every acknowledgement; the text need not.
 */
export const Text = memo(function Text(props: TextProps) {
  const { replica, template, locale, mode, desk, untaken } = props
  const { sections, extensions, parts } = props
  const [doc] = useState(() => replica.state.doc)
  const [heads] = useState(() => createHeads((field) => kindOf(template, field)))
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
          parts && (
            <parts.Rows
              key={stretch.field.name}
              page={page}
              field={stretch.field}
              columns={template.milestones ?? []}
              opens={opensSection(template, stretch.field.name)}
            />
          )
        ),
      )}
      <FieldHeads
        heads={heads}
        template={template}
        states={sections}
        Link={parts?.SectionLink ?? null}
      />
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
