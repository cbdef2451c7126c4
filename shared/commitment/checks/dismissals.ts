import type { Finding } from './finding.ts'

/** As the record keeps it: `quote` is the finding's `sentence`. */
type Dismissal = { readonly rule: string; readonly field: string; readonly quote: string }

/**
 * Finds how the group has put this very question aside, the last time it did; undefined: it has not.
 * The question comes back when the sentence changes.
 */
export function dismissalsBy<Kept extends Dismissal>(
  dismissals: readonly Kept[],
): (finding: Finding) => Kept | undefined {
  const key = (rule: string, field: string, quote: string) => JSON.stringify([rule, field, quote])
  const by = new Map(dismissals.map((one) => [key(one.rule, one.field, one.quote), one]))
  return ({ rule, field, sentence }) => by.get(key(rule, field, sentence))
}
