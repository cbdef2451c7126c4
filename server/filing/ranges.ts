import type { IdRange } from '../../shared/text/ranges.ts'

/** Neighbours as one range. */
export function joined(ranges: readonly IdRange[]): IdRange[] {
  const out: IdRange[] = []
  for (const [client, clock, length] of ranges) {
    const last = out.at(-1)
    if (last && last[0] === client && last[1] + last[2] === clock) {
      out[out.length - 1] = [client, last[1], last[2] + length]
    } else out.push([client, clock, length])
  }
  return out
}
