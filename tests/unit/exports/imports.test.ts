import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ExportBlock, ExportCommitment } from '../../../server/exports/model.ts'
import { nameOf } from '../../../server/exports/model.ts'
import { resolve } from '../../../server/exports/resolve.ts'
import { write } from '../../../server/exports/write.ts'
import { readDocx } from '../../../server/imports/docx.ts'
import type { ImportDraft, ImportedBlock, ImportResult } from '../../../server/imports/draft.ts'
import { readJson } from '../../../server/imports/json.ts'
import { readMarkdown } from '../../../server/imports/markdown.ts'
import { readOdt } from '../../../server/imports/odt.ts'
import { Draft, richDraft } from './draft.ts'

const readers = { docx: readDocx, odt: readOdt } as const

describe.each(['docx', 'odt', 'json'] as const)('%s read back', (format) => {
  test('E28 has the same text in both views, kinds and looks', async () => {
    const model = richDraft().model('tracked')
    const draft = await readBack(model, format)
    for (const view of ['original', 'final'] as const) {
      for (const { name, content } of model.fields) {
        if (content.is !== 'text') continue
        const blocks = resolve(content.blocks, view)
        // ODF cannot say a suggested kind
        const kinds = format !== 'odt' || view === 'original'
        expect(plain(resolved(draft.fields[name] ?? [], view), kinds)).toEqual(plain(blocks, kinds))
      }
    }
    expect(
      draft.tables.milestones?.map((cells) => cells.map((cell) => plain(cell, false))),
    ).toEqual([
      [['完成並公開修法草案'], ['2021/01'], ['2021/12']],
      [['公開 4 個系統', '每年 20 場'], ['2022/01'], ['2022/12']],
    ])
  })

  test('E29 has the same changes by the same people at the same moments', async () => {
    const model = richDraft().model('tracked', { timeZone: 'UTC' })
    const draft = await readBack(model, format)
    // What one suggested and another struck is in neither view, and not in an ODT
    const blocks = blocksOf(model).map((block) => ({
      ...block,
      runs: block.runs.filter((run) => format !== 'odt' || !(run.inserted && run.deleted)),
    }))
    const expected = changes(blocks, (person) => nameOf(model, person))
    expect(changes(Object.values(draft.fields).flat(), (author) => author)).toEqual(expected)
  })

  test('E30 has every thread with its replies and whether it is resolved', async () => {
    const model = richDraft().model('tracked', { timeZone: 'UTC' })
    const draft = await readBack(model, format)
    const told = model.threads.map(({ comments, resolved }) => ({
      resolved: resolved !== null,
      comments: comments.map(({ person, at, text }) => ({
        author: nameOf(model, person),
        at,
        text,
      })),
    }))
    const found = draft.threads.map(({ resolved, comments }) => ({ resolved, comments }))
    expect(found).toEqual(expect.arrayContaining(told))
    expect(draft.authors).toEqual(expect.arrayContaining(['Amoy O’Neill', '吳大同']))
    expect(draft.lost).toEqual([])
  })
})

test('E31 what is no document, too large or dangerous is refused with a code', async () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(70 * 1024 * 1024) })
  const entities =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
  const deep = '<a>'.repeat(100_000)
  const cases: [ImportResult, string][] = [
    [readDocx(strToU8('no zip'), []), 'not-a-document'],
    [readDocx(zipSync({ 'other.xml': strToU8('<a/>') }), []), 'not-a-document'],
    [readDocx(bomb, []), 'too-large'],
    [readDocx(new Uint8Array(17 * 1024 * 1024), []), 'too-large'],
    [readDocx(zipSync({ 'word/document.xml': strToU8(entities) }), []), 'entities'],
    [readDocx(zipSync({ 'word/document.xml': strToU8(deep) }), []), 'broken'],
    [readOdt(zipSync({ 'content.xml': strToU8(entities) }), []), 'entities'],
    [readOdt(zipSync({ 'content.xml': strToU8('<a') }), []), 'broken'],
    [readJson('{'), 'not-a-document'],
    [readJson('{"accord":1}'), 'not-a-document'],
  ]
  for (const [result, code] of cases) expect(result).toMatchObject({ ok: false, code })
})

test('E32 a stranger’s document is read by its headings, and what is lost is listed', () => {
  const paragraph = (text: string, style = '') =>
    `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t>${text}</w:t></w:r></w:p>`
  const body = [
    paragraph('Cover'),
    paragraph('What is the problem?', 'H2'),
    paragraph('Too little is open.'),
    '<w:p><w:r><w:drawing/></w:r><w:r><w:footnoteReference/></w:r><w:del w:id="1" w:author="Ann"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>',
  ].join('')
  const file = zipSync({
    'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`),
    'word/styles.xml': strToU8(
      '<w:styles xmlns:w="w"><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>',
    ),
  })
  const result = readDocx(file, [{ name: 'problem', labels: ['What is the problem?'] }])
  expect(result).toMatchObject({
    ok: true,
    draft: {
      fields: {
        problem: [
          { kind: 'p', runs: [{ text: 'Too little is open.' }] },
          { kind: 'p', runs: [{ text: 'gone', deleted: { author: 'Ann', at: null } }] },
        ],
      },
      authors: ['Ann'],
      lost: [
        { what: 'outside-sections', count: 1 },
        { what: 'image', count: 1 },
        { what: 'footnote', count: 1 },
      ],
    },
  })
})

test('E33 an empty section stays empty, and the record is not read as text', async () => {
  const draft = await readBack(new Draft('tw-nap').model('tracked'), 'docx')
  expect(draft.fields.problem).toEqual([])
  expect(draft.lost).toEqual([])
})

async function readBack(
  model: ExportCommitment,
  format: 'docx' | 'odt' | 'json',
): Promise<ImportDraft> {
  const { bytes } = await write(model, format)
  const sections = model.fields.map(({ name, label }) => ({ name, labels: [label] }))
  const result =
    format === 'json' ? readJson(new TextDecoder().decode(bytes)) : readers[format](bytes, sections)
  if (!result.ok) throw new Error(result.code)
  return result.draft
}

function blocksOf(model: ExportCommitment): ExportBlock[] {
  return model.fields.flatMap(({ content }) => (content.is === 'text' ? content.blocks : []))
}

/** An import's changes name authors where an export's name people; views do not care. */
function resolved(blocks: readonly ImportedBlock[], view: 'original' | 'final') {
  return resolve(blocks as unknown as readonly ExportBlock[], view)
}

type Plain = { readonly kind: string; readonly runs: readonly { readonly text: string }[] }

function plain(blocks: readonly Plain[], kinds: boolean) {
  const lines = blocks.map(({ kind, runs }) => {
    const words = runs.map(({ text }) => text).join('')
    return kinds ? `${kind}|${words}` : words
  })
  return lines.length === 0 ? [kinds ? 'p|' : ''] : lines
}

type Signed = { readonly person?: string; readonly author?: string; readonly at: number | null }

/** What happens to which words, by whom and when, in the order of the text. */
function changes(
  blocks: readonly (ExportBlock | ImportedBlock)[],
  name: (person: string) => string,
): string[] {
  const by = (one: Signed) => `${name(one.person ?? one.author ?? '')} ${one.at}`
  return blocks.flatMap((block) => {
    const units = [{ ...block, text: '¶' }, ...block.runs]
    const merged: string[] = []
    let last = ''
    for (const { text, inserted, deleted } of units) {
      if (!inserted && !deleted) {
        last = ''
        continue
      }
      const head =
        inserted && deleted
          ? `both ${by(inserted)} ${by(deleted)}: `
          : inserted
            ? `insert ${by(inserted)}: `
            : `delete ${by(deleted as Signed)}: `
      if (head === last) merged[merged.length - 1] += text
      else merged.push(head + text)
      last = head
    }
    return merged
  })
}

test('E35 Markdown read back has the same text and kinds, whatever signs are in it', async () => {
  const odd = '*a* _b_ [c](d) <e> # 1. - | `f` \\ &amp; ~~g~~ 5 * 6'
  const draft = new Draft('tw-nap').write('problem', [
    odd,
    '1. 不是清單',
    '- 也不是',
    '# 不是標題',
    'b0|一',
    'b1|二',
    'b0|三',
    'o0|四',
    'q|引',
    'h1|小標題',
    '尾\u2028行',
  ])
  for (const model of [draft.model('clean'), richDraft().model('clean')]) {
    const { bytes } = await write(model, 'md')
    const sections = model.fields.map(({ name, label }) => ({ name, labels: [label] }))
    const result = readMarkdown(new TextDecoder().decode(bytes), sections)
    if (!result.ok) throw new Error(result.code)
    for (const { name, content } of model.fields) {
      if (content.is !== 'text') continue
      const blocks = plain(content.blocks, true).filter((line) => line !== 'p|')
      const found = plain(result.draft.fields[name] ?? [], true).filter((line) => line !== 'p|')
      // A heading two levels below its section is still only below it
      expect(found.map(level)).toEqual(blocks.map(level))
    }
  }
})

test('E36 Markdown brings changes without authors, and tells what it could not keep', () => {
  const source =
    '# T\n\n## Problem\n\nOld<ins>new</ins><del>gone</del> **bold** ![x](y)\n\n<ins>¶</ins>second\nline[^1] [bad](javascript:x)\n\n[^1]: note\n'
  const result = readMarkdown(source, [{ name: 'problem', labels: ['Problem'] }])
  const nobody = { author: '', at: null }
  expect(result).toEqual({
    ok: true,
    draft: {
      fields: {
        problem: [
          {
            kind: 'p',
            runs: [
              { text: 'Old' },
              { text: 'new', inserted: nobody },
              { text: 'gone', deleted: nobody },
              { text: ' ' },
              { text: 'bold', marks: { bold: true } },
              { text: ' ' },
            ],
          },
          { kind: 'p', inserted: nobody, runs: [{ text: 'second line bad' }] },
        ],
      },
      tables: {},
      threads: [],
      authors: [''],
      lost: [
        { what: 'image', count: 1 },
        { what: 'link', count: 1 },
        { what: 'footnote', count: 1 },
      ],
    },
  })
})

function level(line: string): string {
  return line.replace(/^h2\|/, 'h1|')
}

describe('a small file of very much', () => {
  const sections = [{ name: 'problem', labels: ['Problem'] }]
  const [tag, office] = ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w']
  const docxOf = (body: string) =>
    zipSync({
      'word/document.xml': strToU8(
        `<w:document xmlns:${office}="${tag}"><w:body>${body}</w:body></w:document>`,
      ),
    })
  const heading = '<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>Problem</w:t></w:r></w:p>'
  test('H173 is refused while it is read, whatever it is made of', () => {
    const file = docxOf('<w:p/>'.repeat(2_000_000))
    expect(file.length).toBeLessThan(40_000)
    expect(readDocx(file, sections)).toEqual({ ok: false, code: 'too-large' })
    const elements = docxOf(`<w:p>${'<w:r/>'.repeat(2_000_000)}</w:p>`)
    expect(readDocx(elements, sections)).toEqual({ ok: false, code: 'too-large' })
    const lines = `# Problem\n\n${'- \n'.repeat(200_000)}`
    expect(readMarkdown(lines, sections)).toEqual({ ok: false, code: 'too-large' })
  })
  test('H175 is refused for its attributes too, of one element or of many', () => {
    const names = Array.from({ length: 20 }, (_, at) => `w:a${at}=""`).join(' ')
    const many = docxOf(`<w:r ${names}/>`.repeat(60_000))
    expect(readDocx(many, sections)).toEqual({ ok: false, code: 'too-large' })
    const one = Array.from({ length: 1_200_000 }, (_, at) => `a${at}=""`).join(' ')
    expect(readDocx(docxOf(`<w:r ${one}/>`), sections)).toEqual({ ok: false, code: 'too-large' })
    // as office programs write a long text, and as deep as they nest
    const signs = 'w:rsidR="00A77B3E" w:rsidRPr="00A77B3E" w:rsidRDefault="00A77B3E"'
    const file = docxOf(heading + `<w:p ${signs}><w:r><w:t>Words.</w:t></w:r></w:p>`.repeat(20_000))
    expect(readDocx(file, sections).ok).toBe(true)
  })
  test('H173 and what 400 pages have is read', () => {
    const file = docxOf(heading + '<w:p><w:r><w:t>Words.</w:t></w:r></w:p>'.repeat(20_000))
    expect(readDocx(file, sections).ok).toBe(true)
  })
})
