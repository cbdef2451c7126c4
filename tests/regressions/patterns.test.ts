import { expect, test } from 'vitest'
import { readMarkdown } from '../../server/imports/markdown.ts'
import { check } from '../../shared/commitment/checks/check.ts'
import {
  continuing,
  direction,
  effort,
  outside,
  placeholder,
  quantity,
} from '../../shared/commitment/checks/words.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { Counted } from '../support/patterns/work.ts'

/** 121 characters that anybody could suggest stopped the server, and every page that opened them. */
const hostile = `${'1  '.repeat(40)}z`

test('C40 what an update stopped a room with costs a few steps for each sign', () => {
  const steps = ({ source, flags }: RegExp, text: string) =>
    new Counted({ source, flags }).steps(text, 100 * text.length) / text.length
  for (const pattern of [effort.en, direction.en, continuing.en]) {
    for (const text of [hostile, `${'the will '.repeat(40)}z`, `${'a.  '.repeat(40)}z`]) {
      expect(steps(pattern, text)).toBeLessThan(100)
    }
  }
  expect(steps(outside.en, '§'.repeat(5000))).toBeLessThan(100)
  expect(steps(quantity.zh, `${'十'.repeat(5000)}z`)).toBeLessThan(100)
  expect(steps(quantity.zh, `9${' '.repeat(5000)}z`)).toBeLessThan(100)
  expect(steps(placeholder, `無${' '.repeat(5000)}z`)).toBeLessThan(100)
})

test('C40 the check of it is answered', () => {
  const form = templateOf('ogp-2022')
  if (!form) throw new Error('no form')
  const paragraphs = [{ kind: 'p' as const, text: hostile }]
  const fields = Object.fromEntries(form.fields.map(({ name }) => [name, paragraphs]))
  expect(check({ template: form, fields, rows: [] }).length).toBeGreaterThan(0)
})

test('E36 brackets of Markdown that nothing closes are signs like others', () => {
  const sections = [{ name: 'problem', labels: ['Problem'] }]
  const read = (line: string) => {
    const result = readMarkdown(`# T\n\n## Problem ##\n\n${line}\n`, sections)
    return result.ok ? result.draft.fields.problem?.flatMap(({ runs }) => runs) : result.code
  }
  const link = 'https://example.org/a'
  expect(read(`[a [b](${link}) c`)).toEqual([
    { text: '[a ' },
    { text: 'b', marks: { link } },
    { text: ' c' },
  ])
  expect(read(`[b](<${link}> "title")`)).toEqual([{ text: 'b', marks: { link } }])
  expect(read('[**b**](c')).toEqual([
    { text: '[' },
    { text: 'b', marks: { bold: true } },
    { text: '](c' },
  ])
  expect(read('[x]('.repeat(20_000))).toEqual([{ text: '[x]('.repeat(20_000) }])
})
