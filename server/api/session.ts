import { personHeader } from '../../shared/wire.ts'
import type { Proof } from '../access/access.ts'

/**
 * The name of the cookie that holds a session. Over https it begins with `__Host-`, so that browsers
 * take it from this very host only, and not from a neighbour of the same domain.
 */
export function sessionCookieAt(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-accord_session' : 'accord_session'
}

/** Says which browser it is, and nothing of who uses it. */
export const deviceCookie = 'accord_device'

/** A header of a request, by lower-case name. */
type Header = (name: string) => string | undefined

/** What a request brings to say who it is: a bearer token before the cookie. */
export function proofOf(header: Header, publicUrl: string): Proof {
  const bearer = /^Bearer +(\S+)$/i.exec(header('authorization') ?? '')?.[1]
  const name = sessionCookieAt(publicUrl)
  if (bearer) return { bearer }
  return { cookie: cookieOf(header('cookie'), name), meant: header(personHeader) }
}

/**
 * Browsers send cookies along whoever asks for a page to be fetched, so a request that is known by
 * its cookie counts only when its `Origin` is ours. Without a cookie a missing `Origin` is a
 * script's; a foreign one is refused all the same, so that no page can make a visitor join.
 */
export function isForeign(header: Header, proof: Proof, publicUrl: string): boolean {
  if (proof.bearer ?? proof.token) return false
  const origin = header('origin')
  if (origin === undefined) return proof.cookie !== undefined
  return !isOurs(origin, header('host'), publicUrl)
}

/**
 * People may come by another name than the public one, but where that is https not without it: what a
 * network puts into a page of plain http is not ours.
 */
function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const { host: from, origin: whole, protocol } = new URL(origin)
  const ours = new URL(publicUrl)
  if (ours.protocol === 'https:' && protocol !== 'https:') return false
  return from === host || whole === ours.origin
}

/** One cookie's value out of a header that holds all. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`
  const found = header?.split(/; */).find((pair) => pair.startsWith(prefix))
  return found?.slice(prefix.length) || undefined
}
