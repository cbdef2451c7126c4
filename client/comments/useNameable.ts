import { useEffect, useMemo, useState } from 'react'
import type { PersonView } from '../../shared/protocol.ts'
import { peopleOnce } from '../../shared/record/onePerson.ts'
import { api } from '../api.ts'

export type Nameable = {
  readonly people: readonly PersonView[]
  /** `here`: nobody has asked for more than this page knows. */
  readonly known: 'here' | 'asking' | 'all' | 'failed'
  readonly again: () => void
}

/** How long a list of a plan's people is good for, in ms: people join while a meeting goes on. */
const fresh = 60_000

type Asked = { readonly at: number; readonly people: Promise<readonly PersonView[] | null> }
const asked = new Map<string, Asked>()

/**
 * Whom a comment can name: everybody of the plan who is still in it. The list is asked for when it is
 * `wanted` first, and once for all forms of a page; until it is there, people whom the page knows.
 */
export function useNameable(
  plan: string,
  here: ReadonlyMap<string, PersonView>,
  wanted: boolean,
): Nameable {
  const [all, setAll] = useState<readonly PersonView[] | 'asking' | 'failed' | null>(null)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    if (!wanted) return
    let current = true
    setAll((last) => (Array.isArray(last) ? last : 'asking'))
    peopleOf(plan).then((people) => {
      if (current) setAll(people ?? 'failed')
    })
    return () => {
      current = false
    }
  }, [plan, wanted, turn])
  const people = useMemo(
    () => (typeof all === 'string' || all === null ? [...peopleOnce(here)] : all),
    [all, here],
  )
  const known = typeof all === 'string' ? all : all === null ? 'here' : 'all'
  return { people, known, again: () => setTurn((last) => last + 1) }
}

function peopleOf(plan: string): Asked['people'] {
  const last = asked.get(plan)
  if (last && performance.now() - last.at < fresh) return last.people
  const people = api.people(plan).then((answer) => {
    if (answer.ok)
      return answer.value.people.filter((one) => !one.removed && !one.merged && one.name !== '')
    asked.delete(plan)
    return null
  })
  asked.set(plan, { at: performance.now(), people })
  return people
}
