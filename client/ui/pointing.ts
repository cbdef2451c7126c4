import type { Failure } from '../api.ts'

/** An invitation's page, from which one goes on to `to`. */
export function invitationAddress(code: string, to: string | null): string {
  const going = to === null ? '' : `?to=${encodeURIComponent(to)}`
  return `/join/${encodeURIComponent(code)}${going}`
}

/** Where somebody wanted to go before they were asked for a code: a room or a plan of this server. */
export function pointedTo(search: string): string | null {
  const to = new URLSearchParams(search).get('to') ?? ''
  return /^\/(c|plans)\/[\w-]+(\/me)?(#\S*)?$/.test(to) ? to : null
}

/** This page's own address, as `pointedTo` reads it. */
export function addressHere(): string {
  const { pathname, hash } = window.location
  return pathname + hash
}

/** Whether an invitation may open what was refused: nobody is known here, or not in that plan. */
export function opensWithCode({ code }: Failure): boolean {
  return code === 'no-session' || code === 'no-such-plan' || code === 'no-such-commitment'
}
