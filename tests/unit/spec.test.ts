import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const tests = join(import.meta.dirname, '..')

test('O1 every rule has a test, and every id at the start of a title is a rule’s', () => {
  const rules = new Set(
    ids(readFileSync(join(tests, 'SPEC.md'), 'utf8'), /^- \*\*([A-Z]\d+)\*\* /gm),
  )
  const shown = new Set(testFiles().flatMap((file) => ids(readFileSync(file, 'utf8'), title)))
  expect([...rules].filter((rule) => !shown.has(rule))).toEqual([])
  expect([...shown].filter((id) => !rules.has(id))).toEqual([])
})

/** A title may name several rules: `'S1 S4 what is seen …'`. */
const title =
  /\b(?:test|it)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*['"`]((?:[A-Z]\d+\b[ ,:]*)+)/g

function ids(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, found = '']) => found.match(/[A-Z]\d+/g) ?? [])
}

function testFiles(): string[] {
  return readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(tests, file))
}
