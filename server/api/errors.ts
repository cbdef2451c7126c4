import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorBody, ErrorCode } from '../../shared/api.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { type Locale, preferredLocale } from '../../shared/locale/locale.ts'
import type { Refused } from '../access/access.ts'
import { Unreadable } from '../rooms/readable.ts'
import { NotSaved, RoomClosed } from '../rooms/room.ts'
import { storageTrouble } from '../storage.ts'

/** The status of every error. */
export const errorStatus: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-request': 400,
  'shows-nothing': 400,
  'no-session': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  removed: 403,
  'not-found': 404,
  'no-such-plan': 404,
  'no-such-person': 404,
  'no-such-invitation': 404,
  'no-such-session': 404,
  'no-such-commitment': 404,
  'no-such-template': 404,
  'no-such-suggestion': 404,
  'suggestion-answered': 409,
  'suggestion-changed': 409,
  'own-suggestion': 403,
  'same-device': 403,
  'not-verified': 403,
  'reason-needed': 400,
  'key-missing': 409,
  'commitment-final': 409,
  'no-such-thread': 404,
  'not-yours': 403,
  'no-such-version': 404,
  'version-exists': 409,
  'nothing-to-export': 409,
  'export-failed': 500,
  'export-too-heavy': 503,
  'check-too-long': 503,
  'diff-too-long': 503,
  'not-a-document': 415,
  'unsafe-document': 415,
  'code-unknown': 404,
  'code-closed': 410,
  'code-expired': 410,
  'code-used-up': 410,
  'last-facilitator': 409,
  'already-merged': 409,
  'merges-oneself': 403,
  'person-erased': 409,
  'too-large': 413,
  'record-full': 409,
  'too-many': 429,
  'not-saved': 503,
  'going-away': 503,
  internal: 500,
}

/** What a request is answered with that failed by this; `internal`: nobody foresaw it. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof RoomClosed) return 'going-away'
  if (error instanceof Unreadable) return 'bad-request'
  if (error instanceof NotSaved) return 'not-saved'
  // a file that is not there may be anybody's; the others are the storage's own words
  const trouble = storageTrouble(error)
  return trouble === null || trouble === 'unreachable' ? 'internal' : 'not-saved'
}

/** Seconds after which it is worth trying again, where nobody knows better. */
const usualRest = 5

/** The one place where a code becomes a response. */
export function errorResponse(
  c: Context,
  code: ErrorCode,
  details?: Record<string, string[]>,
  { retryAfter = usualRest, busy }: Pick<Refused, 'retryAfter' | 'busy'> = {},
): Response {
  const message = errorWords[code][localeOf(c)]
  const error: ErrorBody['error'] = { code, message, ...(details && { details }) }
  const status = busy ? 503 : errorStatus[code]
  if (status === 429 || busy) c.header('retry-after', String(retryAfter))
  return c.json({ error }, status)
}

export function localeOf(c: Context): Locale {
  return preferredLocale(c.req.header('accept-language'))
}
