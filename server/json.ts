/** Published data of a whole plan is ten deep. */
const deepest = 64

/**
 * A value of JSON that came from outside, by whatever way; throws when it is none, or nested deeper
 * than anything that is taken: whoever walks through it would be out of stack, and that is no fault
 * of the server's.
 */
export function jsonOf(text: string): unknown {
  if (depthOf(text) > deepest) throw new SyntaxError(`Deeper than ${deepest}`)
  return JSON.parse(text)
}

const [quote, backslash] = [0x22, 0x5c]
/** Square and curly ones differ by one bit. */
const [opening, closing, curly] = [0x5b, 0x5d, 0x20]

/** As deep as brackets outside strings go; not read on beyond `deepest`. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  let quoted = false
  for (let at = 0; at < text.length && most <= deepest; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) quoted = !quoted
    else if (quoted) at += sign === backslash ? 1 : 0
    else if ((sign | curly) === (opening | curly)) most = Math.max(most, ++depth)
    else if ((sign | curly) === (closing | curly)) depth -= 1
  }
  return most
}
