import { useCallback, useEffect, useRef, useState } from 'react'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import { agreedTo, missingKeys } from '../../shared/record/keys.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import type { Outcome } from '../../shared/record/states.ts'
import { may } from '../../shared/roles.ts'
import type { Passage } from '../../shared/text/passage.ts'
import { api } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { announce } from '../ui/announce.tsx'
import { toast } from '../ui/Toast.tsx'

export type Answer = {
  readonly outcome: Outcome
  readonly reason: string
  readonly override: boolean
}

export type Decisions = {
  /** A card has been drawn with this: it is what an answer to it is given to. */
  readonly shows: (number: number, passage: Passage) => void
  /** One answer to all of them, in one step. True when it was taken. */
  readonly decide: (suggestions: readonly Suggestion[], answer: Answer) => Promise<boolean>
  readonly reopen: (suggestion: Suggestion, reason: string) => Promise<boolean>
  /** Opens again what this page adopted in the last ten seconds; else does nothing. */
  readonly takeBack: () => void
  /** A facilitator declines all that one person, or their code, has waiting, or takes out all of it. */
  readonly declineAllOf: (
    person: string,
    name: string,
    reason: string,
    what: { readonly all: boolean; readonly everybody: boolean },
  ) => Promise<boolean>
  /** What the server would not do last time, in words. */
  readonly problem: string | null
  readonly busy: boolean
}

/** What this page adopted last, and how many answers each has had with that. */
type Adopted = {
  readonly numbers: readonly number[]
  readonly answers: ReadonlyMap<number, number>
  readonly at: number
}

/** How long an adoption can be taken back in one step, in milliseconds. */
const takenBackWithin = 10_000

/** What this page has written in a suggestion is on its way for so long, in milliseconds, at most twice. */
const underWay = 300

/** Answers suggestions and tells aloud what came of it; the record then comes over the wire. */
export function useDecisions(commitment: string, state: Drawable): Decisions {
  const { locale } = useWords()
  const words = suggestionWords[locale]
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const adopted = useRef<Adopted | null>(null)

  const left = useRef<Element | null>(null)
  const shown = useRef(new Map<number, Passage>())
  const shows = useCallback((number: number, passage: Passage) => {
    shown.current.set(number, passage)
  }, [])
  const last = useRef(state)
  last.current = state

  const takeBack = () => {
    const done = adopted.current
    if (!done || performance.now() - done.at > takenBackWithin) return
    adopted.current = null
    const { numbers, answers } = done
    void whole(async () => {
      for (const number of numbers) {
        const seen = answers.get(number)
        const done = await api.reopen(commitment, number, {
          reason: words.decide.takenBack,
          ...(seen !== undefined && { answers: seen }),
        })
        if (!done.ok) return words.decide.failed(number, failureWords(done.failure, locale))
      }
      toast(words.decide.tookBack(numbers))
      return null
    }).then((taken) => {
      // what the server would not do is said where the button was
      if (!taken) toast(words.decide.stays)
    })
  }
  /** To eye and ear, with a way back from what may have been one wrong key. */
  const tell = (answered: readonly Suggestion[], answer: Answer) => {
    const adopts = answer.outcome === 'adopted' || answer.outcome === 'adopted-in-part'
    const numbers = answered
      .filter((each) => adopts && (answer.override || !lacksOtherKey(state, each)))
      .map(({ number }) => number)
    if (numbers.length === 0) {
      announce(outcomeOf(answered, answer))
      return
    }
    // what was known when the answer was given, and this answer
    const answers = new Map(answered.map((each) => [each.number, each.decisions.length + 1]))
    adopted.current = { numbers, answers, at: performance.now() }
    const done = outcomeOf(answered, answer)
    const options = {
      stays: takenBackWithin,
      act: { label: words.decide.takeBack, onPress: takeBack },
    }
    toast(done, options)
    const { record } = state
    const all = answered.map(({ number }) => number)
    // seldom needed, and the answer is told without it
    import('./Alternatives.tsx').then(
      ({ othersWait }) => {
        const wait = othersWait(record, all, locale)
        if (wait) toast(`${done} ${wait}`, options)
      },
      () => {},
    )
  }

  const outcomeOf = (answered: readonly Suggestion[], { outcome, override }: Answer): string => {
    const adopts = outcome === 'adopted' || outcome === 'adopted-in-part'
    const lacking = answered.filter(
      (each) => adopts && !override && lacksOtherKey(state, each),
    ).length
    const [first] = answered
    if (first && answered.length === 1) {
      if (lacking > 0) return words.decide.keyGiven(first.number)
      return words.decide.done(first.number, words.outcome[outcome])
    }
    const decided = answered.length - lacking
    const parts = [
      decided > 0 ? words.decide.doneMany(decided, words.outcome[outcome]) : '',
      lacking > 0 ? words.decide.keysGiven(lacking) : '',
    ]
    return parts.filter(Boolean).join(' ')
  }

  // a button that cannot be pressed meanwhile loses the focus: what was refused is answered from there again
  useEffect(() => {
    if (!busy && problem && left.current instanceof HTMLElement) left.current.focus()
  }, [busy, problem])

  const whole = async (act: () => Promise<string | null>): Promise<boolean> => {
    left.current = document.activeElement
    setBusy(true)
    const failed = await act()
    setBusy(false)
    setProblem(failed)
    if (failed) announce(failed)
    return failed === null
  }

  return {
    busy,
    problem,
    shows,
    takeBack,
    decide: (suggestions, answer) =>
      whole(async () => {
        const numbers = suggestions.map(({ number }) => number)
        const [first] = numbers
        if (first === undefined) return null
        const seen = numbers.map((number) => shown.current.get(number))
        const signing = await import('./signing.ts').catch(() => null)
        if (!signing) {
          const failure = { code: 'network', details: {} } as const
          return words.decide.failed(first, failureWords(failure, locale))
        }
        const signs = signing.signsOf(state, suggestions, seen)
        const [sign = ''] = signs
        const isStill = () => signing.holds(last.current, suggestions, signs)
        const send = () =>
          numbers.length > 1
            ? api.decideTogether(commitment, numbers, { ...answer, signs })
            : api.decide(commitment, first, { ...answer, sign })
        let done = await send()
        for (let turn = 0; turn < 2 && !done.ok; turn++) {
          // the room has what this page wrote a moment later; what was seen is answered, or nothing
          if (done.failure.code !== 'suggestion-changed' || !isStill()) break
          await new Promise((wake) => setTimeout(wake, underWay))
          if (isStill()) done = await send()
        }
        if (!done.ok) {
          const number = Number(done.failure.details.suggestion?.[0] ?? first)
          return words.decide.failed(number, failureWords(done.failure, locale))
        }
        tell(
          suggestions.map((each, at) => ({ ...each, keys: agreedTo(each.keys, signs[at]) })),
          answer,
        )
        return null
      }),
    declineAllOf: (person, name, reason, what) =>
      whole(async () => {
        const done = await api.declineAllOf(commitment, person, reason, what)
        if (!done.ok) return words.declineAll.failed(name, failureWords(done.failure, locale))
        announce(what.all ? words.declineAll.out(name) : words.declineAll.done(name))
        return null
      }),
    reopen: ({ number, decisions }, reason) =>
      whole(async () => {
        const answers = decisions.length
        const done = await api.reopen(commitment, number, { reason, answers })
        if (!done.ok) return words.decide.failed(number, failureWords(done.failure, locale))
        announce(words.history.reopened(number))
        return null
      }),
  }
}

/** Another sector than this person's own has still to agree. */
export function lacksOtherKey({ record, me }: Drawable, suggestion: Suggestion): boolean {
  const isOwn = (person: string) => person === me.id
  return missingKeys(record, suggestion, isOwn).some((key) => key !== me.sector)
}

/** Whether this person may answer this suggestion, or why not. */
export function mayDecide(
  state: Drawable,
  suggestion: Suggestion,
): 'yes' | 'own' | 'role' | 'final' | 'answered' {
  if (!awaitsAnswer(suggestion)) return 'answered'
  if (state.record.state === 'final') return 'final'
  const { id } = state.me
  if (suggestion.person === id || suggestion.onBehalfOf === id) return 'own'
  return state.role && may(state.role, 'decide') ? 'yes' : 'role'
}
