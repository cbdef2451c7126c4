import type { Extension } from '@tiptap/core'
import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import { fieldNames, rowFields, type Template } from '../../shared/commitment/template.ts'
import { readRows } from '../../shared/text/rows.ts'
import type { Replica } from '../sync/state.ts'
import { OpenTwins, twinMarks } from './twins.ts'

/** Words that stand twice, for as long as the page stands, and what marks them in the editors. */
export function useTwins(
  replica: Replica,
  doc: Y.Doc,
  template: Template | null,
): { readonly twins: OpenTwins; readonly marks: Extension } {
  const [twins] = useState(
    () => new OpenTwins(replica, () => (template ? textFields(replica.state.doc, template) : [])),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is listened to anew
  useEffect(() => twins.keepUp(), [twins, doc])
  const marks = useMemo(() => twinMarks(doc, twins), [doc, twins])
  return { twins, marks }
}

/** Everything that holds text now: the form's fields and the rows' cells. */
export function textFields(doc: Y.Doc, template: Template): string[] {
  return [...fieldNames(template), ...readRows(doc).flatMap(({ id }) => rowFields(template, id))]
}
