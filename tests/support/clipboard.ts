import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as Y from 'yjs'
import { readBlocks } from '../../shared/text/read.ts'

/** In which the text of `tests/fixtures/clipboard` was copied. */
export const programs = ['word', 'libreoffice', 'google-docs'] as const

/** The HTML that a program puts on the clipboard. */
export function copiedIn(program: (typeof programs)[number]): string {
  const file = join(import.meta.dirname, `../fixtures/clipboard/${program}.html`)
  return readFileSync(file, 'utf8')
}

/** A field's kinds and runs, plain runs as strings. */
export function blocksOf(doc: Y.Doc, field: string) {
  return readBlocks(doc, field).map(({ kind, runs }) => [
    kind,
    ...runs.map(({ text, marks }) => (marks ? { text, ...marks } : text)),
  ])
}

/** What becomes of it, in whichever of them it was copied. */
export const pasted: ReturnType<typeof blocksOf> = [
  ['h1', '改善資料開放'],
  [
    'p',
    '政府應於 ',
    { text: '2026 年底', bold: true },
    '前公開',
    { text: '資料集', link: 'https://data.example/list' },
    '，並說明理由。',
  ],
  ['o0', '盤點資料'],
  ['o1', '分年辦理'],
  ['o0', '訂定期程'],
  ['b0', '透明'],
  ['b0', '參與'],
  ['h2', '里程碑'],
  ['p', '完成盤點'],
  ['p', '2026/06'],
]
