import type { Extension } from '@tiptap/core'
import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { Replica } from '../sync/state.ts'
import { authorMarks } from './authorMarks.ts'
import { type Authorship, openAuthorship } from './authorship.ts'

/** Authorship for as long as the page stands, and what shows it in the editors on `doc`. */
export function useAuthorship(
  replica: Replica,
  commitment: string,
  doc: Y.Doc,
): { readonly authorship: Authorship; readonly marks: Extension } {
  const [authorship] = useState(() => openAuthorship(replica, commitment))
  useEffect(() => authorship.keepUp(), [authorship])
  const marks = useMemo(() => authorMarks(doc, authorship), [doc, authorship])
  return { authorship, marks }
}
