import { expect, test } from 'vitest'
import {
  cellColumns,
  fieldFor,
  fieldNames,
  isFieldOf,
  templateOf,
  templates,
} from '../../../shared/commitment/template.ts'
import { locales } from '../../../shared/locale/locale.ts'

test('C1 a form is data: every field has label, guidance and heading in both languages', () => {
  expect(templates.map(({ id }) => id)).toEqual([
    'ogp-2022',
    'ogp-2017',
    'tw-nap',
    'tw-proposal',
    'plan-introduction',
  ])
  for (const template of templates) {
    expect(template.source).not.toBe('')
    const columns = template.milestones ?? []
    for (const words of [
      template.name,
      ...template.fields.flatMap(({ label, guidance, heading }) => [label, guidance, heading]),
      ...columns.flatMap(({ label, guidance }) => [label, guidance]),
    ]) {
      for (const locale of locales) expect(words[locale].trim()).not.toBe('')
    }
    for (const { name } of template.fields) expect(name).toMatch(/^[a-z]{1,20}$/)
    expect(new Set(template.fields.map(({ name }) => name)).size).toBe(template.fields.length)
    expect(template.milestones !== undefined).toBe(fieldFor(template, 'milestones') !== null)
  }
})

test('C1 the parts of a form that share a heading stand together', () => {
  for (const { fields } of templates) {
    const headings = fields.map(({ heading }) => heading.en)
    const runs = headings.filter((heading, index) => heading !== headings[index - 1])
    expect(new Set(runs).size).toBe(runs.length)
  }
})

test('C2 a template is found by id and version, the newest without one', () => {
  expect(templateOf('tw-nap')?.version).toBe(1)
  expect(templateOf('tw-nap', 1)?.id).toBe('tw-nap')
  expect(templateOf('tw-nap', 99)).toBeNull()
  expect(templateOf('nothing')).toBeNull()
})

test('C3 text may be written in the fields of the form and in the cells of its rows, nowhere else', () => {
  const template = templateOf('ogp-2022')
  if (!template) throw new Error('no template')
  expect(fieldNames(template)).not.toContain('milestones')
  for (const name of fieldNames(template)) expect(isFieldOf(template, name)).toBe(true)
  for (const { name } of cellColumns(template)) {
    expect(isFieldOf(template, `row.k3J_-9.${name}`)).toBe(true)
  }
  for (const name of [
    'milestones',
    'values',
    'row.a.end',
    'row.a.nothing',
    'row..output',
    'row.a.b.output',
    'row.a.output ',
    `row.${'x'.repeat(65)}.output`,
    '__proto__',
    'constructor',
    '',
  ]) {
    expect(isFieldOf(template, name), name).toBe(false)
  }
})

test('C3 a form without milestones has no cells', () => {
  const template = templateOf('tw-proposal')
  if (!template) throw new Error('no template')
  expect(isFieldOf(template, 'row.a.milestone')).toBe(false)
  expect(template.typography).toEqual({ font: '標楷體', size: 12, lineHeight: 20 })
})
