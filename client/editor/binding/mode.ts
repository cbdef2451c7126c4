/** How somebody speaks: what they write counts at once, or is proposed. */
export type Mode = 'edit' | 'suggest'

/** What a place takes from somebody at this moment; nothing, where it is closed to them. */
export type Takes = Mode | 'nothing'

const freedom: readonly Takes[] = ['nothing', 'suggest', 'edit']

/** What all of these take; a change over several places is one change. */
export function weakest(takes: readonly Takes[]): Takes {
  return freedom.find((one) => takes.includes(one)) ?? 'edit'
}
