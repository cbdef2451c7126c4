import { useEffect, useRef } from 'react'
import type { CommitmentState, SectionState } from '../../shared/record/states.ts'
import { may, type Role } from '../../shared/roles.ts'
import type { Catalogue } from '../locale/en.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { toast } from '../ui/Toast.tsx'

/** What decides how somebody may write here. */
export type Rights = {
  readonly role: Role | null
  readonly state: CommitmentState
  readonly sections: Readonly<Record<string, SectionState>>
}

/** Tells the eye and the ear when somebody has changed how one may write, while one is here. */
export function useRightsNews(
  { loaded, role, record }: Drawable,
  fieldLabel: (field: string) => string,
): void {
  const words = useWords()
  const { state, sections } = record
  const before = useRef<Rights | null>(null)
  useEffect(() => {
    if (!loaded) return
    const last = before.current
    const now = { role, state, sections }
    before.current = now
    const news = last ? rightsNews(last, now, words, fieldLabel) : []
    if (news.length > 0) toast(news.join(' · '))
  }, [loaded, role, state, sections, words, fieldLabel])
}

/** What has changed, in words; empty when nothing has. A role that is not known yet is no news. */
export function rightsNews(
  last: Rights,
  now: Rights,
  words: Pick<Catalogue, 'mode' | 'rights' | 'roles' | 'states' | 'sectionStates'>,
  fieldLabel: (field: string) => string,
): string[] {
  const news: string[] = []
  if (last.role && now.role && now.role !== last.role) {
    news.push(words.rights.role(words.roles[now.role]))
    if (!may(now.role, 'edit')) {
      news.push(may(now.role, 'suggest') ? words.mode.suggester : words.mode.observer)
    }
  }
  if (now.state !== last.state) news.push(words.rights.state(words.states[now.state]))
  for (const field of new Set([...Object.keys(last.sections), ...Object.keys(now.sections)])) {
    const state = now.sections[field] ?? 'open'
    if (state === (last.sections[field] ?? 'open')) continue
    news.push(words.rights.section(fieldLabel(field), words.sectionStates[state]))
  }
  return news
}
