/** Published data of a whole plan is ten deep. */
const deepest = 64

/**
 * A value of JSON; throws when it is none, or nested deeper than anything that is taken: whoever walks
 * through it would be out of stack, and that is no fault of the server's.
 */
export function jsonOf(text: string): unknown {
  let depth = 0
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[[{\]}]/gs)) {
    if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth -= 1
    if (depth > deepest) throw new SyntaxError(`Deeper than ${deepest}`)
  }
  return JSON.parse(text)
}
