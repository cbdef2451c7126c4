import { expect, test } from 'vitest'
import type { ExportCommitment } from '../../../server/exports/model.ts'
import { write } from '../../../server/exports/write.ts'
import type { ImportedBlock } from '../../../server/imports/draft.ts'
import type { Proposal } from '../../../server/imports/proposal.ts'
import { propose } from '../../../server/imports/propose.ts'
import { type ImportFormat, importFormats, readProposal } from '../../../server/imports/read.ts'
import { realCommitments } from './commitments.ts'
import { Draft, richDraft } from './draft.ts'

const zone = 'Asia/Taipei'

async function comeBack(
  model: ExportCommitment,
  format: ImportFormat,
  base = model,
): Promise<Proposal> {
  const { bytes: file } = await write(model, format)
  const sections = base.fields.map(({ name, label }) => ({ name, labels: [label] }))
  const result = readProposal({ file, format, base, sections, zone })
  if (!result.ok) throw new Error(result.code)
  return result.proposal
}

/** What somebody writes, as a file would hold it. */
function typed(field: string, blocks: readonly ImportedBlock[], base: ExportCommitment): Proposal {
  return propose(
    { fields: { [field]: blocks }, tables: {}, threads: [], authors: [], lost: [] },
    base,
  )
}

// Markdown has no empty paragraphs and no changes of anybody's, so it comes back as a real text only
const signing = importFormats.filter((format) => format !== 'md')

test.each(signing)(
  'E49 a %s that comes back unchanged adds nothing, whichever copy',
  async (format) => {
    const draft = richDraft()
    const base = draft.model('tracked', { timeZone: zone })
    for (const copy of ['tracked', 'clean'] as const) {
      const found = await comeBack(draft.model(copy, { timeZone: zone }), format, base)
      expect.soft({ copy, edits: found.edits, threads: found.threads }).toEqual({
        ...{ copy, edits: [], threads: [] },
      })
    }
  },
)

test.each(importFormats)(
  'E49 a %s of a real commitment that comes back adds nothing',
  async (format) => {
    for (const model of realCommitments('tracked')) {
      const { edits, threads } = await comeBack(model, format)
      expect.soft({ title: model.title, edits, threads }).toEqual({
        ...{ title: model.title, edits: [], threads: [] },
      })
    }
  },
)

const wang = { author: '王專員', at: 1000 }

test('E50 a tracked change is its author’s, at its place, beside suggestions that are there', () => {
  const draft = new Draft('tw-nap').write('problem', ['資訊應主動公開。'])
  draft.insert('wu', 'problem', '資訊應', '依法')
  const base = draft.model('tracked')
  const { edits, lost } = typed(
    'problem',
    [
      {
        kind: 'p',
        runs: [
          { text: '資訊應' },
          { text: '依法', inserted: { author: '吳大同', at: null } },
          { text: '主動', deleted: wang },
          { text: '全部', inserted: wang },
          { text: '公開。' },
        ],
      },
      { kind: 'b0', inserted: wang, runs: [{ text: '新的一點', inserted: wang }] },
    ],
    base,
  )
  expect(edits).toEqual([
    { is: 'delete', field: 'problem', ...wang, from: 5, to: 7, text: '主動' },
    { is: 'insert', field: 'problem', ...wang, after: 7, tokens: ['全部'] },
    {
      is: 'insert',
      field: 'problem',
      ...wang,
      after: 10,
      tokens: [{ separator: 'b0' }, '新的一點'],
    },
  ])
  expect(lost).toEqual([])
})

test('E51 what was changed without tracking is nobody’s, by whole words; answers given outside are told', () => {
  const draft = new Draft('tw-nap').write('problem', ['政府資訊應主動公開。', '第二段。'])
  draft.insert('wu', 'problem', '公開', '，並附理由')
  const base = draft.model('tracked')
  const { edits, lost } = typed(
    'problem',
    [
      { kind: 'p', runs: [{ text: '政府資料應主動公開。' }] },
      { kind: 'q', runs: [{ text: '第二段。', marks: { bold: true } }] },
    ],
    base,
  )
  expect(edits).toEqual([
    { is: 'delete', field: 'problem', author: '', at: null, from: 2, to: 4, text: '資訊' },
    { is: 'insert', field: 'problem', author: '', at: null, after: 4, tokens: ['資料'] },
    { is: 'kind', field: 'problem', author: '', at: null, block: 1, kind: 'q' },
  ])
  expect(lost.map(({ what }) => what).sort()).toEqual(['answered', 'formatting'])
})

test('E62 a change in a milestone’s cell is a suggestion there, though other rows came and went', () => {
  const draft = new Draft('tw-nap')
  const rows = ['盤點現行法規與缺口', '預告修正草案並徵詢意見', '函送立法院審議']
  rows.forEach((words, index) => {
    draft.row(`r${index}`, `a${index}`, { start: `202${index}/01` }, { milestone: [words] })
  })
  const base = draft.model('tracked')
  const table = base.fields.find(({ content }) => content.is === 'rows')
  if (table?.content.is !== 'rows') throw new Error('no rows')
  const cell = (text: string): ImportedBlock[] => [{ kind: 'p', runs: [{ text }] }]
  const columns = table.content.columns.map(({ name }) => name)
  const line = (milestone: string, start: string) =>
    columns.map((name) => cell(name === 'milestone' ? milestone : name === 'start' ? start : ''))
  const lines = [
    line('盤點現行法規與缺口，並公布清單', '2020/01'),
    line('全新的一項工作：架設網站', '2025/01'),
    line('成立小組', '2025/02'),
    line('函送立法院審議', '2022/06'),
  ]
  const found = propose(
    { fields: {}, tables: { [table.name]: lines }, threads: [], authors: [], lost: [] },
    base,
  )
  expect(found.edits).toEqual([
    {
      ...{ is: 'insert', field: 'row.r0.milestone', author: '', at: null, after: 9 },
      tokens: ['，並公布清單'],
    },
  ])
  const lost = found.lost.flatMap(({ what, words = [] }) => words.map((one) => [what, one]))
  expect(lost).toEqual([
    ['milestone-row', expect.stringContaining('架設網站')],
    ['milestone-row', expect.stringContaining('成立小組')],
    ['milestone-row', expect.stringContaining('預告修正草案')],
    ['milestone-date', '2022/01 → 2022/06'],
  ])
})

test('E58 the record and a tracked copy say what was brought in from a file, by whom, and when it was written', async () => {
  const draft = new Draft('tw-nap').write('problem', ['資訊應公開。'])
  const number = draft.insert('lin', 'problem', '資訊應', '依法')
  const at = Date.UTC(2026, 0, 2, 3, 4, 5)
  const brought = { source: '意見.docx', at }
  const suggestion = { ...draft.record.suggestions[number], onBehalfOf: 'wu', brought }
  draft.record = { ...draft.record, suggestions: { [number]: suggestion as never } }
  const { bytes } = await write(draft.model('record'), 'html')
  expect(new TextDecoder().decode(bytes)).toContain('吳大同（自檔案匯入：林小美）')
  const [problem] = draft.model('tracked').fields.filter(({ name }) => name === 'problem')
  expect(JSON.stringify(problem)).toContain(`"person":"wu","at":${at}`)
})
