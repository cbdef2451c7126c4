/** How far this device's clock is behind the server's, in milliseconds. */
let behind = 0

/** What the server's clock said a moment ago: milliseconds since 1970, or a response's `Date`. */
export function heardServerTime(time: number | string | null): void {
  const at = typeof time === 'string' ? Date.parse(time) : (time ?? Number.NaN)
  if (Number.isFinite(at)) behind = at - Date.now()
}

/** What the server's clock says now; a device's own can be years off. Milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + behind
}
