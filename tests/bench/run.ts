import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { writeResults } from './report/results.ts'
import type { Row } from './report/row.ts'

/** A module `tests/bench/<name>.ts`; peers in the same run are rows of their own. */
type Bench = { run(): Promise<readonly Row[]> }

/**
 * `npm run bench [-- NAME …] [--json] [--write]`: runs all benchmarks, or those named, one after the
 * other, and prints a table for each, or all of them as one JSON object. `--write` puts each table into
 * `tests/bench/RESULTS.md` as soon as it is measured.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, write: { type: 'boolean' } },
  })
  const known = benchNames()
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}`)
    process.exitCode = 1
    return
  }
  const results: Record<string, readonly Row[]> = {}
  for (const name of positionals.length > 0 ? positionals : known) {
    console.error(`Measuring ${name} …`)
    const module: Bench = await import(`./${name}.ts`)
    const rows = await module.run()
    results[name] = rows
    if (values.write) writeResults(name, rows)
    if (!values.json) console.log(`\n${name}\n${table(rows)}`)
  }
  if (values.json) console.log(JSON.stringify(results))
}

/** Modules of this folder; what they share has a folder of its own. */
function benchNames(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
}

/** Columns in order of first mention, numbers to the right. */
function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns, ...rows.map((row) => columns.map((column) => `${row[column] ?? ''}`))]
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((line) => line[index]?.length ?? 0)),
  )
  return lines
    .map((line) =>
      line
        .map((cell, index) => {
          const isNumber = /^-?[\d.,]+$/.test(cell)
          const width = widths[index] ?? 0
          return isNumber ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
