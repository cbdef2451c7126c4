import { type Zippable, zipSync } from 'fflate'

/** The earliest moment that a zip can name: files do not depend on when they were made. */
const noTime = new Date(1980, 0, 1)

/** A zip of these parts in this order; `stored` ones are not compressed. The same bytes each time. */
export function zipOf(
  parts: Iterable<readonly [name: string, bytes: Uint8Array, stored?: 'stored']>,
): Uint8Array {
  const entries: Zippable = {}
  for (const [name, bytes, stored] of parts) {
    entries[name] = [bytes, { level: stored ? 0 : 6, mtime: noTime }]
  }
  return zipSync(entries)
}
