import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

type Override = {
  readonly includes: readonly string[]
  readonly linter: { readonly rules: { readonly style?: Style } }
}
type Style = { readonly noRestrictedImports?: { readonly options: { patterns?: Pattern[] } } }
type Pattern = { readonly group: readonly string[] }

const { overrides } = JSON.parse(readFileSync(join(root, '.biome.json'), 'utf8')) as {
  overrides: readonly Override[]
}

/** The folders of the page, and who in them imports which file of another. */
function importsOfPage(): { readonly from: string; readonly path: string; readonly to: string }[] {
  const files = execFileSync('git', ['ls-files', 'client/*/*.ts', 'client/*/*.tsx'], { cwd: root })
  return files
    .toString()
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      const taken = text.matchAll(/(?:from |import |import\()'\.\.\/(?!\.)([^']+\/[^']+)'/g)
      const from = file.split('/')[1] ?? ''
      return [...taken].map(([, to = '']) => ({ from, path: file, to }))
    })
}

test('O50 every folder that the linter names is there, and every part of the page has its directions', () => {
  const named = overrides.flatMap(({ includes, linter }) => {
    const seen = linter.rules.style?.noRestrictedImports?.options.patterns ?? []
    const groups = seen.flatMap(({ group }) => group)
    const seams = groups.filter((one) => /^!\.\.\/\w/.test(one)).map((one) => one.slice(4))
    return [...includes.map((one) => one.replace(/^!/, '')), ...seams.map((one) => `client/${one}`)]
  })
  const places = [...new Set(named.map((one) => one.replace(/\/\*.*$/, '')))]
  expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([])
  expect(named).toEqual(expect.arrayContaining(['client/*/**', 'client/room/**']))
})

test('O50 no feature of the page is known to what it stands on, nor to another but by a named seam', () => {
  const base = ['editor', 'locale', 'rail', 'sync', 'text', 'ui']
  const joins: Readonly<Record<string, readonly string[]>> = {
    review: ['answers', 'comments', 'input', 'suggestions'],
    join: ['answers'],
    plan: ['answers', 'exports'],
  }
  const seams = ['presence/presence.ts']
  const odd = importsOfPage().filter(({ from, to }) => {
    const folder = to.split('/')[0] ?? ''
    if (from === 'room' || base.includes(folder)) return false
    return !(seams.includes(to) && !base.includes(from)) && !joins[from]?.includes(folder)
  })
  expect(odd.map(({ path, to }) => `${path} → ${to}`)).toEqual([])
})
