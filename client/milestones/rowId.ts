/** Twelve letters and digits: enough that two people never draw the same for one commitment. */
const length = 12

/** A new milestone's name in the body; the room takes lower-case letters and digits only. */
export function drawRowId(): string {
  const drawn = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(drawn, (byte) => (byte % 36).toString(36)).join('')
}
