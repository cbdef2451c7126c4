import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** What one benchmark measured: figures by column, peers in the same run as rows of their own. */
export type BenchRow = Readonly<Record<string, string | number>>

/** A module `tests/bench/<name>.ts`. */
export type Bench = { run(): Promise<readonly BenchRow[]> }

/**
 * `npm run bench [-- NAME …] [-- --json]`: runs all benchmarks, or those named, one after the other,
 * and prints a table for each, or all of them as one JSON object.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  })
  const known = benchNames()
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}`)
    process.exitCode = 1
    return
  }
  const results: Record<string, readonly BenchRow[]> = {}
  for (const name of positionals.length > 0 ? positionals : known) {
    console.error(`Measuring ${name} …`)
    const module: Bench = await import(`./${name}.ts`)
    const rows = await module.run()
    results[name] = rows
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
function table(rows: readonly BenchRow[]): string {
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
