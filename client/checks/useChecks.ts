import type { Extension } from '@tiptap/core'
import { useEffect, useEffectEvent, useMemo } from 'react'
import type * as Y from 'yjs'
import type { Comparison } from '../../shared/apiPlan.ts'
import type { Other } from '../../shared/commitment/checks/commitment.ts'
import { type Template, templateOf } from '../../shared/commitment/template.ts'
import type { Kind } from '../../shared/text/body.ts'
import { planApi } from '../apiPlan.ts'
import { checkWords } from '../locale/checks.ts'
import { localeSetting } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { inTurn } from '../ui/Later.tsx'
import { type Checking, createChecking } from './checking.ts'
import { startInspector } from './inspector.ts'
import { checkMarks } from './marks.ts'

export type Checks = { readonly checking: Checking; readonly marks: Extension }

/**
 * The check of the commitment that stands in `doc`, and what shows its questions in the text.
 * `onAsk`: somebody has pressed words that a question is about.
 */
export function useChecks(
  replica: Replica,
  doc: Y.Doc,
  template: Template | null,
  commitment: string,
  onAsk: () => void,
): Checks | null {
  const checks = useMemo(() => {
    if (!template) return null
    const checking = createChecking(replica, doc, template, startInspector())
    return { checking, marks: checkMarks(checking, () => checkWords[localeSetting.get()]) }
  }, [replica, doc, template])

  useEffect(() => checks?.checking.start(), [checks])

  const pressed = useEffectEvent(({ target }: Event) => {
    const words = target instanceof Element ? target.closest<HTMLElement>('[data-question]') : null
    if (!words) return
    checks?.checking.choose(words.dataset.question ?? null)
    onAsk()
  })
  useEffect(() => {
    const listen = (event: Event) => pressed(event)
    document.addEventListener('click', listen)
    return () => document.removeEventListener('click', listen)
  }, [])

  useEffect(() => {
    let current = true
    const takeBack = inTurn(async () => {
      const answer = await planApi.comparisons(commitment)
      if (!current || !answer.ok || !checks) return
      const { others, previous } = answer.value
      checks.checking.compareWith(others.flatMap(other), previous.flatMap(other))
    })
    return () => {
      current = false
      takeBack()
    }
  }, [checks, commitment])
  return checks
}

function other({ title, template, templateVersion, fields }: Comparison): Other[] {
  const form = templateOf(template, templateVersion)
  const texts = Object.entries(fields).map(
    ([name, paragraphs]) =>
      [name, paragraphs.map(({ kind, text }) => ({ kind: kind as Kind, text }))] as const,
  )
  return form ? [{ title, template: form, fields: Object.fromEntries(texts) }] : []
}
