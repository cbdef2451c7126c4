import type { Comment, CommitmentRecord, Decision, Suggestion, Thread } from './record.ts'

/** Whose it is: what a scribe wrote for somebody belongs to that person. */
export function speakerOf(of: {
  readonly person: string
  readonly onBehalfOf: string | null
}): string {
  return of.onBehalfOf ?? of.person
}

/**
 * In whose name and by whose hand something was written. Words of one voice alone join in one number: else
 * who writes for somebody would put words into what that person has suggested themselves.
 */
export function voiceOf({ person, onBehalfOf }: Parameters<typeof speakerOf>[0]): string {
  return onBehalfOf === null || onBehalfOf === person ? person : `${person} ${onBehalfOf}`
}

type Asked = Pick<Suggestion, 'status' | 'emptiedBy' | 'person' | 'onBehalfOf'>

/**
 * Somebody still owes its author an answer. That holds for `later`, where the words wait, and also
 * when others took the last of its words out of the text: rewriting is no answer, and has no reason.
 */
export function awaitsAnswer(suggestion: Asked): boolean {
  const { status } = suggestion
  return status === 'open' || status === 'later' || takenOutBy(suggestion) !== null
}

/** Its words stand in the text and wait for an answer, or for a better moment. */
export function isWaiting({ status }: Pick<Suggestion, 'status'>): boolean {
  return status === 'open' || status === 'later'
}

/** Who took the last of its words out of the text, unanswered; null: nobody, or its author. */
export function takenOutBy({ status, emptiedBy, person, onBehalfOf }: Asked): string | null {
  const byAuthor = emptiedBy === person || emptiedBy === onBehalfOf
  return status === 'emptied' && !byAuthor ? emptiedBy : null
}

/** What others answered last to each suggestion of this person, or made on their behalf. */
export function answersTo(
  { suggestions }: Pick<CommitmentRecord, 'suggestions'>,
  person: string,
): { readonly suggestion: Suggestion; readonly last: Decision }[] {
  return Object.values(suggestions).flatMap((suggestion) => {
    const own = suggestion.person === person || suggestion.onBehalfOf === person
    const last = suggestion.decisions.findLast((each) => each.person !== person)
    return own && last ? [{ suggestion, last }] : []
  })
}

/** What others said in comments that name this person. */
export function namings(
  { threads }: Pick<CommitmentRecord, 'threads'>,
  person: string,
): { readonly thread: Thread; readonly comment: Comment }[] {
  return Object.values(threads).flatMap((thread) =>
    thread.comments
      .filter((one) => one.person !== person && one.mentions.includes(person))
      .map((comment) => ({ thread, comment })),
  )
}

/** The person has agreed to it where two keys are needed, and it still waits for the other. */
export function holdsOpenKey(
  suggestion: Asked & Pick<Suggestion, 'keys'>,
  person: string,
): boolean {
  return awaitsAnswer(suggestion) && suggestion.keys.some((key) => key.person === person)
}
