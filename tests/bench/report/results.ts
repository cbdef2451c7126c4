import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Row } from './row.ts'

const file = join(import.meta.dirname, '../RESULTS.md')
const head = `# Results

What \`npm run bench -- NAME --write\` measured last, each with its commit, day and machine. Two shared,
noisy cores: what counts is the ratio to the peer in the same run, not the figure.
`

/** Puts what `name` measured in the place of what stood there before. */
export function writeResults(name: string, rows: readonly Row[]): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head
  writeFileSync(file, withSection(before, name, `${circumstances()}\n\n${tableOf(rows)}`))
}

/** `document` with the section `name` as given; sections are in the order of their names. */
export function withSection(document: string, name: string, body: string): string {
  const [intro = '', ...parts] = document.split(/^## /m)
  const sections = new Map(
    parts.map((part) => {
      const end = part.indexOf('\n')
      return [part.slice(0, end), part.slice(end + 1).trim()] as const
    }),
  )
  sections.set(name, body)
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${intro.trim()}\n\n${sorted.map(([title, text]) => `## ${title}\n${text}\n`).join('\n')}`
}

function circumstances(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const day = new Date().toISOString().slice(0, 10)
  const cores = cpus()
  return `${commit} · ${day} · Node ${process.versions.node} · ${cores.length} × ${cores[0]?.model.trim() ?? '?'} · load ${loadavg()[0]?.toFixed(1)} when it ended`
}

function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n')
}
