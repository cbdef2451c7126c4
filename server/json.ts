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

/** As deep as brackets outside strings go; not read on beyond `deepest`. */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  let quoted = false
  for (let at = 0; at < text.length && most <= deepest; at++) {
    const sign = text[at]
    if (sign === '"') quoted = !quoted
    else if (quoted) at += sign === '\\' ? 1 : 0
    else if (sign === '[' || sign === '{') most = Math.max(most, ++depth)
    else if (sign === ']' || sign === '}') depth -= 1
  }
  return most
}
