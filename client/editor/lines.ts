import type { Command } from '@tiptap/pm/state'

/** Shorter lines are verses, addresses or cells, in columns of a fixed-width font. */
const leastWidth = 30
/** A line that was broken only because it was full is about as wide as the widest. */
const full = 0.75

const wide =
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u
const sentenceEnd = /[.!?:;。！？：；…]["'”’」』）)]*$/u
const itemStart =
  /^([-–•·▪◦*●○□☐☑✓]|[(（]?(\d{1,3}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3}|[甲乙丙丁])[.)）、])/iu
/** English lines that cannot end there: a word, or a comma, that something must follow. */
const goesOn =
  /(,|\b(the|a|an|of|and|or|to|in|on|at|by|for|from|with|that|which|as|is|are|be|its|their))$/iu

/**
 * A PDF gives the lines that the eye sees. Which of them are plainly broken in mid-sentence: for each,
 * what stands between it and the next one if they are joined; null where a paragraph may end.
 */
export function jointsOf(text: string): (string | null)[] {
  const lines = text.split(/\r\n?|\n/)
  const widest = Math.max(...lines.map(widthOf))
  const joints: (string | null)[] = []
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    const next = lines[at + 1]?.trim() ?? ''
    joints.push(breaksSentence(line.trim(), next, widest) ? between(line, next) : null)
  }
  return joints.slice(0, -1)
}

function breaksSentence(line: string, next: string, widest: number): boolean {
  if (next === '' || widest < leastWidth || widthOf(line) < full * widest) return false
  if (sentenceEnd.test(line) || itemStart.test(next)) return false
  return /^[\p{Ll}\p{Lo}\p{Nd}，、」』）(（「『]/u.test(next) || goesOn.test(line)
}

function between(line: string, next: string): string {
  const last = line.trimEnd().at(-1) ?? ''
  return last === '-' || wide.test(last) || wide.test(next.charAt(0)) ? '' : ' '
}

function widthOf(line: string): number {
  let width = 0
  for (const character of line.trim()) width += wide.test(character) ? 2 : 1
  return width
}

/**
 * Joins the blocks up to the caret's where `joints`, of the lines that were put in there just now,
 * says so. False if none are to be joined.
 */
export function joinLines(joints: readonly (string | null)[]): Command {
  return ({ selection, tr, schema }, dispatch) => {
    const { $from } = selection
    if ($from.depth < 2 || joints.every((joint) => joint === null)) return false
    const last = $from.index(1)
    const field = $from.node(1)
    if (last < joints.length) return false
    let start = $from.before()
    for (const [back, joint] of joints.toReversed().entries()) {
      if (joint === '') tr.delete(start - 1, start + 1)
      else if (joint !== null) tr.replaceWith(start - 1, start + 1, schema.text(joint))
      start -= field.child(last - 1 - back).nodeSize
    }
    dispatch?.(tr.scrollIntoView())
    return true
  }
}
