/** What a suggestion, a commitment and a section can be; `events.ts` has the schemas around it. */

export const outcomes = ['adopted', 'adopted-in-part', 'declined', 'later', 'out-of-scope'] as const
export type Outcome = (typeof outcomes)[number]

/** Its words become agreed text; what it strikes goes. Asked of a suggestion's status, too. */
export function adopts(outcome: string): boolean {
  return outcome === 'adopted' || outcome === 'adopted-in-part'
}

export const commitmentStates = ['draft', 'discussion', 'finalising', 'final'] as const
export type CommitmentState = (typeof commitmentStates)[number]

/** `open`: by role. `suggesting`: everybody suggests. `closed`: nobody writes. */
export const sectionStates = ['open', 'suggesting', 'closed'] as const
export type SectionState = (typeof sectionStates)[number]
