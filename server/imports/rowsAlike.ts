/** Less than this share of common pairs of characters is another row, not a changed one. */
const leastAlike = 0.3

/**
 * Which of `rows` each of `lines` is, in order, by its index; -1: none. Rows are known by what they
 * say: those pairs are taken, in order, that have most in common altogether. As many lines as rows
 * between two such pairs are the same ones, whatever became of their words.
 */
export function rowsAlike(lines: readonly string[], rows: readonly string[]): readonly number[] {
  const found = knownByWords(lines, rows)
  let [line, row] = [0, 0]
  for (let end = 0; end <= lines.length; end++) {
    const known = end === lines.length ? rows.length : (found[end] ?? -1)
    if (known < 0) continue
    const asMany = end - line === known - row
    for (let step = 0; asMany && line + step < end; step++) found[line + step] = row + step
    line = end + 1
    row = known + 1
  }
  return found
}

function knownByWords(lines: readonly string[], rows: readonly string[]): number[] {
  const pairs = { lines: lines.map(pairsOf), rows: rows.map(pairsOf) }
  const like = (line: number, row: number) => {
    const share = alike(pairs.lines[line] ?? new Map(), pairs.rows[row] ?? new Map())
    return share < leastAlike ? 0 : share
  }
  // best[i][j]: the most that lines from i on and rows from j on can have in common
  const best = Array.from({ length: lines.length + 1 }, () => new Float64Array(rows.length + 1))
  const at = (line: number, row: number) => best[line]?.[row] ?? 0
  for (let line = lines.length - 1; line >= 0; line--) {
    for (let row = rows.length - 1; row >= 0; row--) {
      const together = like(line, row) + at(line + 1, row + 1)
      const kept = best[line] as Float64Array
      kept[row] = Math.max(together, at(line + 1, row), at(line, row + 1))
    }
  }
  const found = lines.map(() => -1)
  for (let line = 0, row = 0; line < lines.length && row < rows.length; ) {
    if (at(line, row) === at(line + 1, row)) line++
    else if (at(line, row) === at(line, row + 1)) row++
    else found[line++] = row++
  }
  return found
}

/** Neighbouring letters, how often each; of a single one, itself. Dates and signs tell no rows apart. */
function pairsOf(words: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>()
  const characters = [...words.replace(/[^\p{L}]+/gu, '')]
  characters.forEach((character, index) => {
    const next = characters[index + 1] ?? (index === 0 ? '' : null)
    if (next !== null) pairs.set(character + next, (pairs.get(character + next) ?? 0) + 1)
  })
  return pairs
}

function alike(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const size = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((sum, n) => sum + n, 0)
  let common = 0
  for (const [pair, times] of a) common += Math.min(times, b.get(pair) ?? 0)
  const all = size(a) + size(b)
  return all === 0 ? 1 : (2 * common) / all
}
