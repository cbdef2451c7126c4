import { useEffect, useMemo, useState } from 'react'
import type { Member } from '../../shared/api.ts'
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

/** How long it is good enough to say that somebody is not on it. */
const sure = 2000

type Everybody = readonly Member[]
type Asked = { readonly at: number; readonly people: Promise<Everybody | null> }
const asked = new Map<string, Asked>()

/**
 * Whom a comment can name: everybody of the plan who is still in it. The list is asked for when it is
 * `wanted` first, and once for all forms of a page; until it is there, people whom the page knows. It
 * is asked for again where it lacks somebody: whom the page has met since, or nobody is called as
 * `typed`.
 */
export function useNameable(
  plan: string,
  here: ReadonlyMap<string, PersonView>,
  wanted: boolean,
  typed: string,
): Nameable {
  const [all, setAll] = useState<Everybody | 'asking' | 'failed' | null>(null)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    if (!wanted) return
    let current = true
    setAll((last) => (Array.isArray(last) ? last : 'asking'))
    peopleOf(plan, fresh).then((people) => {
      if (current) setAll(people ?? 'failed')
    })
    return () => {
      current = false
    }
  }, [plan, wanted, turn])
  const people = useMemo(
    () =>
      typeof all === 'string' || all === null
        ? [...peopleOnce(here)]
        : all.filter((one) => !one.removed && !one.merged && one.name !== ''),
    [all, here],
  )
  const lacks = useMemo(() => {
    if (!wanted || typeof all === 'string' || all === null) return false
    const ids = new Set(all.map(({ id }) => id))
    if ([...here.keys()].some((id) => !ids.has(id))) return true
    return typed !== '' && !people.some(isCalled(typed))
  }, [wanted, all, here, typed, people])
  const isOld = lacks && ageOf(plan) > sure
  useEffect(() => {
    if (!isOld) return
    let current = true
    peopleOf(plan, sure).then((people) => {
      if (current) setAll(people ?? 'failed')
    })
    return () => {
      current = false
    }
  }, [plan, isOld])
  const known = typeof all === 'string' ? all : all === null ? 'here' : isOld ? 'asking' : 'all'
  return { people, known, again: () => setTurn((last) => last + 1) }
}

/** Whether a name holds what is typed. */
export function isCalled(typed: string) {
  const wanted = typed.toLowerCase()
  return ({ name }: PersonView) => name.toLowerCase().includes(wanted)
}

function ageOf(plan: string): number {
  return performance.now() - (asked.get(plan)?.at ?? Number.NEGATIVE_INFINITY)
}

function peopleOf(plan: string, good: number): Asked['people'] {
  const last = asked.get(plan)
  if (last && ageOf(plan) <= good) return last.people
  const people = api.people(plan).then((answer) => {
    if (answer.ok) return answer.value.people
    asked.delete(plan)
    return null
  })
  asked.set(plan, { at: performance.now(), people })
  return people
}
