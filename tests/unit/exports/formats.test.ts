import { strToU8, unzipSync } from 'fflate'
import { Window } from 'happy-dom'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { contributionsOf } from '../../../server/exports/contributions.ts'
import { exportedCommitment, jsonSchema } from '../../../server/exports/json.ts'
import { type ExportCommitment, modelOf } from '../../../server/exports/model.ts'
import { fileName } from '../../../server/exports/name.ts'
import { resolve } from '../../../server/exports/resolve.ts'
import { formats, planFormats, write, writePlan } from '../../../server/exports/write.ts'
import { templatePerson } from '../../../shared/authorship/attribution.ts'
import { twProposal } from '../../../shared/commitment/templates/tw-proposal.ts'
import {
  deleteWords,
  methodWords,
  outcomeWords,
  paragraphWords,
} from '../../../shared/locale/exports.ts'
import { repairWords } from '../../../shared/locale/repairs.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { textOf } from '../../../shared/text/views.ts'
import { realCommitments } from './commitments.ts'
import { Draft, richDraft } from './draft.ts'

const text = async (model: ExportCommitment, format: 'html' | 'md' | 'csv' | 'json') =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode((await write(model, format)).bytes)

test('E13 the clean copy is the final view, the tracked one has both views in it', () => {
  const draft = richDraft()
  const fields = ['problem', 'solution']
  const tracked = draft.model('tracked')
  for (const view of ['original', 'final'] as const) {
    for (const expected of textOf(draft.doc, view, draft.record, fields)) {
      expect(plain(resolve(blocksOf(tracked, expected.name), view))).toEqual(plain(expected.blocks))
      if (view === 'final') {
        expect(plain(blocksOf(draft.model('clean'), expected.name))).toEqual(plain(expected.blocks))
      }
    }
  }
})

test('E14 a clean copy has no names, numbers or threads, and says if something is undecided', async () => {
  const model = richDraft().model('clean')
  expect(model).toMatchObject({ suggestions: [], threads: [], people: {}, contributions: [] })
  for (const format of ['html', 'md', 'json'] as const) {
    const written = await text(model, format)
    for (const name of ['吳大同', 'O’Neill</', '林小美', 'datetime', 't1']) {
      expect(written).not.toContain(name)
    }
  }
  expect(await text(model, 'html')).toContain('尚有 10 則建議未決定')
  expect(await text(new Draft().model('clean'), 'html')).not.toContain('未決定')
})

test('E15 the same version twice is the same bytes, in every format and copy', async () => {
  for (const format of formats) {
    for (const copy of ['clean', 'tracked', 'record'] as const) {
      const [one, two] = await Promise.all([0, 1].map(() => write(richDraft().model(copy), format)))
      expect(Buffer.from(one?.bytes ?? []).equals(Buffer.from(two?.bytes ?? []))).toBe(true)
    }
  }
})

test('E16 a file name tells plan, commitment, version, copy and date, and suits every system', () => {
  const model = richDraft().model('clean')
  expect(fileName(model, 'odt')).toBe(
    '臺灣開放政府國家行動方案_強化政治獻金透明化_草稿-42_clean_2026-11-24.odt',
  )
  const odd = { ...model, title: '../..\\a:b*?"<>|\u0000\n.', plan: '', version: '一讀' }
  expect(fileName(odd, 'pdf')).toBe('a-b_一讀（42）_clean_2026-11-24.pdf')
  expect(fileName({ title: '方案', introduction: null, commitments: [model] }, 'docx')).toBe(
    '方案_2026-11-24.docx',
  )
  expect(Buffer.byteLength(fileName({ ...model, title: '長'.repeat(500) }, 'docx'))).toBeLessThan(
    480,
  )
})

test('E17 the record lists every suggestion and says what has no decision or reason', async () => {
  for (const locale of ['zh-Hant-TW', 'en'] as const) {
    const draft = richDraft()
    draft.decide(4, 'later', '留待第二期。')
    const model = draft.model('record', {
      locale,
      contributions: [
        {
          field: 'problem',
          shares: [
            { person: 'wu', sector: 'civil-society', characters: 30 },
            { person: 'lin', sector: 'government', characters: 10 },
          ],
        },
      ],
    })
    const html = parse(await text(model, 'html'))
    const tables = [...html.querySelectorAll('table')]
    expect(tables.map((table) => table.querySelectorAll('tbody tr').length)).toEqual([2, 12, 4])
    const rows = [...(tables[1]?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
    )
    const undecided = locale === 'en' ? 'Not decided yet' : '尚未決定'
    expect(rows.filter((row) => row[4] === undecided).length).toBe(9)
    expect(rows.every((row) => row[4] !== '' && row[5] !== '' && row[6] !== '')).toBe(true)
    // No., who, section, asked, decision, reason, where, decider, date
    expect(rows[3]).toEqual([
      ...[
        '4',
        '吳大同',
        draft.template.fields.find(({ name }) => name === 'solution')?.label[locale],
      ],
      ...[deleteWords('第一點之一')[locale], outcomeWords.later[locale], '留待第二期。'],
      ...[paragraphWords(3)[locale], '林小美', '2026-11-24'],
    ])
    const said = html.body.textContent ?? ''
    for (const words of methodWords) expect(said).toContain(words[locale])
    expect(
      [...(tables[0]?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent),
    ).toContain(locale === 'en' ? 'Civil society' : '公民社會')
    expect(tables[0]?.textContent).toContain('75.0 %')
    expect(tables[2]?.textContent).toContain('監察院統計。')
  }
})

test('E37 contributions count marks on paper by speaker, milestones as one section', () => {
  const draft = new Draft('tw-nap')
  const people = [{ id: 'wu', name: '吳', organisation: '', sector: 'civil-society' as const }]
  const run = (text: string, person: string, onBehalfOf: string | null = null) => ({
    text,
    person,
    onBehalfOf,
  })
  const fields = [
    { name: 'row.r2.milestone', runs: [run('三個字', 'lin')] },
    { name: 'problem', runs: [run('四個 字\n了', 'lin', 'wu'), run('form', templatePerson)] },
    { name: 'row.r1.milestone', runs: [run('𠊎', 'wu'), run('', 'x')] },
  ]
  expect(contributionsOf(fields, people, draft.template)).toEqual([
    { field: 'problem', shares: [{ person: 'wu', sector: 'civil-society', characters: 4 }] },
    {
      field: 'milestones',
      shares: [
        { person: 'lin', sector: null, characters: 3 },
        { person: 'wu', sector: 'civil-society', characters: 1 },
      ],
    },
  ])
})

test('U216 the record tells agreed words from those that wait, and gives no share of what is not agreed', async () => {
  for (const locale of ['zh-Hant-TW', 'en'] as const) {
    const draft = richDraft()
    const run = (text: string, person: string, pending: boolean) => ({ text, person, pending })
    const fields = [
      { name: 'problem', runs: [run('四個字了', 'lin', false), run('待回應', 'wu', true)] },
      { name: 'solution', runs: [run('待', 'wu', true)] },
    ]
    const contributions = contributionsOf(fields, [], draft.template)
    expect(contributions.flatMap(({ shares }) => shares.map(({ waiting }) => waiting))).toEqual([
      ...[undefined, 3, 1],
    ])
    const model = draft.model('record', { locale, contributions })
    expect(exportedCommitment.parse(JSON.parse(await text(model, 'json')))).toMatchObject({
      contributions,
    })
    const [table] = parse(await text(model, 'html')).querySelectorAll('table')
    const rows = [...(table?.querySelectorAll('tr') ?? [])].map((row) =>
      [...row.querySelectorAll('th, td')].slice(-3).map((cell) => cell.textContent),
    )
    expect(rows).toEqual([
      locale === 'en'
        ? ['Characters agreed', 'Share', 'Suggested, waiting']
        : ['已定字元數', '比例', '待回應的建議'],
      ...[
        ['4', '100.0 %', ''],
        ['0', '0.0 %', '3'],
        ['0', '', '1'],
      ],
    ])
  }
})

test('E18 how to reach people is in no copy', async () => {
  const draft = new Draft('tw-proposal').write('contact', ['secret@example.org'])
  for (const copy of ['clean', 'tracked', 'record'] as const) {
    expect(JSON.stringify(draft.model(copy))).not.toContain('secret@')
  }
})

test('E19 JSON follows its published schema', async () => {
  for (const copy of ['clean', 'tracked', 'record'] as const) {
    const read: unknown = JSON.parse(await text(richDraft().model(copy), 'json'))
    expect(exportedCommitment.parse(read)).toEqual(read)
  }
  expect(JSON.stringify(jsonSchema())).toContain('"suggestions"')
})

test('E20 HTML is one page that runs and fetches nothing, whatever people wrote', async () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&amp;'
  const draft = new Draft('tw-nap').write('problem', [
    evil,
    {
      runs: [
        { text: 'link', marks: { link: 'javascript:alert(1)' } },
        { text: 'two', marks: { link: 'https://ok.example/"onmouseover="x' } },
      ],
    },
  ])
  draft.thread('t"><script>', 'wu', { field: 'problem', words: 'link' }, [evil])
  const html = parse(await text({ ...draft.model('tracked'), title: evil, plan: evil }, 'html'))
  expect(html.querySelectorAll('script, img, link, iframe, object, form').length).toBe(0)
  for (const link of html.querySelectorAll('a')) {
    expect(link.getAttribute('href')).toMatch(/^(#thread-\d+|https?:)/)
    expect(link.getAttributeNames().every((name) => !name.startsWith('on'))).toBe(true)
  }
  expect(html.querySelector('h3 + p')?.textContent).toBeDefined()
  expect(html.body.textContent).toContain(evil)
  expect(html.documentElement.lang).toBe('zh-Hant-TW')
})

test('E21 a cell that a spreadsheet would run is text', async () => {
  const draft = new Draft('tw-nap').row(
    'r1',
    'a0',
    { start: '+1', end: '2021/12' },
    {
      milestone: ['=HYPERLINK("http://x","y")', '第二行'],
    },
  )
  const csv = await text(draft.model('clean'), 'csv')
  expect(csv).toBe(
    '\ufeff可量化或驗證之衡量指標,起始日期,結束日期\r\n' +
      '"\'=HYPERLINK(""http://x"",""y"")\n第二行","\'+1",2021/12\r\n',
  )
})

test('V40 full-width signs, and signs behind what leaves no mark, are no formula either', async () => {
  const signs = [...'=+-@＝＋－＠']
  const before = [
    '',
    ' ',
    '\u3000',
    '\u200b',
    '\u202f',
    '\u2060',
    '\u00ad',
    '\u180e',
    '\u034f',
    '\u200f',
  ]
  const cells = before.flatMap((blank) => signs.map((sign) => `${blank}${sign}1+1`))
  const draft = new Draft('tw-nap')
  for (const [nth, cell] of cells.entries()) {
    draft.row(`r${nth}`, `a${String(nth).padStart(3, '0')}`, {}, { milestone: [cell] })
  }
  const [, ...lines] = (await text(draft.model('clean'), 'csv')).trimEnd().split('\r\n')
  expect(lines.length).toBe(cells.length)
  expect(lines.filter((line) => !line.startsWith(`"'`))).toEqual([])
  const plain = new Draft('tw-nap').row('r1', 'a0', {}, { milestone: ['１＋１＝２', 'a=b'] })
  expect(await text(plain.model('clean'), 'csv')).not.toContain(`'`)
})

test('E22 broken characters in names and comments break no file', async () => {
  const bad = 'a\u0000b\ud800c\u001b\ufffe]]>&<d>'
  const draft = richDraft()
  draft.thread('t9', 'wu', { field: 'problem', words: '第二段' }, [bad])
  const model = { ...draft.model('tracked'), title: bad, plan: bad }
  for (const format of formats) {
    const { bytes } = await write(model, format)
    expect(bytes.length).toBeGreaterThan(0)
    if (format !== 'docx' && format !== 'odt') continue
    for (const [name, part] of Object.entries(unzipSync(bytes))) {
      if (!/\.(xml|rels)$/.test(name)) continue
      const parser = new SaxesParser({ xmlns: true, fileName: name })
      parser.write(new TextDecoder().decode(part)).close()
    }
  }
})

describe('whole plans', () => {
  test('E23 all real commitments pass through every format in both languages', async () => {
    for (const locale of ['en', 'zh-Hant-TW'] as const) {
      const commitments = realCommitments('tracked', locale)
      expect(commitments.length).toBeGreaterThanOrEqual(16)
      for (const model of commitments) {
        for (const format of formats) {
          const { bytes, repairs } = await write(model, format)
          expect(bytes.length).toBeGreaterThan(format === 'csv' ? 2 : 500)
          expect(repairs.filter(({ what }) => what === 'not-ua')).toEqual([])
        }
      }
      for (const format of planFormats) {
        const plan = { title: 'Plan 方案', introduction: commitments[0] ?? null, commitments }
        expect((await writePlan(plan, format)).bytes.length).toBeGreaterThan(10_000)
      }
    }
  })

  test('E24 a plan without commitments is refused', async () => {
    const plan = { title: 'Plan', introduction: null, commitments: [] }
    await expect(writePlan(plan, 'odt')).rejects.toThrow(RangeError)
  })
})

test('E25 the proposal form is set as the form asks: 標楷體 12 points, lines of 20 points', async () => {
  const model = new Draft('tw-proposal').write('problem', ['問題']).model('clean')
  expect(model.template.typography).toEqual(twProposal.typography)
  const odt = part((await write(model, 'odt')).bytes, 'styles.xml')
  expect(odt).toContain('style:font-name-asian="標楷體"')
  expect(odt).toContain('style:font-size-asian="12pt"')
  expect(odt).toContain('fo:line-height="20pt"')
  const { bytes: docx } = await write(model, 'docx')
  const page = await text(model, 'html')
  expect(page).toContain('font-size: 12pt; line-height: 20pt')
  // Open faces stand in where 標楷體 is not there
  for (const said of [odt, part(docx, 'word/fontTable.xml'), page]) {
    expect(said).toContain('標楷體')
    expect(said).toContain('TW-Kai')
    expect(said).toContain('AR PL UKai TW')
  }
  const styles = part(docx, 'word/styles.xml')
  expect(styles).toMatch(/w:eastAsia="標楷體"/)
  expect(styles).toMatch(/<w:sz w:val="24"\/>/)
  expect(styles).toMatch(/w:line="400"[^>]*w:lineRule="exact"|w:lineRule="exact"[^>]*w:line="400"/)
})

test('E26 PDF says what it repaired, and is PDF/UA all the same', async () => {
  const draft = new Draft('tw-nap').write('problem', ['h2|跳級的標題', '罕用字\u{31350}與𐌰'])
  const { repairs } = await write(draft.model('clean'), 'pdf')
  expect(repairs).toEqual([
    { what: 'uncovered', scripts: [{ script: 'Goth', characters: '𐌰' }] },
    { what: 'heading' },
  ])
  for (const repair of repairs) {
    const { en, 'zh-Hant-TW': zh } = repairWords(repair)
    expect(en).toMatch(/^[\x20-\x7e〓𐌰\u2068\u2069]+$/u)
    expect(zh).toMatch(/[一-龥]/)
  }
  const hakka = new Draft('tw-nap').write('problem', ['𠊎 𪜶 ʉ ʼ'])
  expect((await write(hakka.model('clean'), 'pdf')).repairs).toEqual([])
})

test('E27 an empty commitment is a document that says so', async () => {
  const model = modelOf({
    doc: new Y.Doc(),
    record: emptyRecord,
    people: [],
    template: twProposal,
    view: 'tracked',
    plan: '',
    title: '',
    date: 0,
  })
  for (const format of formats) {
    expect((await write(model, format)).bytes.length).toBeGreaterThan(2)
  }
  expect(await text(model, 'html')).toContain('（未填寫）')
})

function blocksOf(model: ExportCommitment, name: string) {
  const content = model.fields.find((field) => field.name === name)?.content
  return content?.is === 'text' ? content.blocks : []
}

function plain(
  blocks: readonly { kind: string; runs: readonly { text: string; marks?: object }[] }[],
) {
  return blocks.map(({ kind, runs }) => ({
    kind,
    text: runs.map(({ text }) => text).join(''),
    bold: runs.filter(({ marks }) => marks && 'bold' in marks).map(({ text }) => text),
  }))
}

function parse(html: string) {
  const { document } = new Window()
  document.write(html)
  return document
}

function part(file: Uint8Array, name: string): string {
  return new TextDecoder().decode(unzipSync(file)[name] ?? strToU8(''))
}
