import { toHexString } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import type { Passage } from './passage.ts'

/**
 * What an answer says of the passage that it was given to: equal where the same was shown. Long enough
 * that nobody finds two passages with one sign.
 */
export function signOf({ parts, kinds }: Passage): string {
  const shown = [
    parts.map(({ what, text, looks = '' }) => [what, text, looks]),
    Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]
  return toHexString(digest(encodeUtf8(JSON.stringify(shown)))).slice(0, 32)
}
