import { expect, test } from 'vitest'
import type { ExportCommitment } from '../../../server/exports/model.ts'
import { write } from '../../../server/exports/write.ts'
import type { ImportedBlock, ImportedRun } from '../../../server/imports/draft.ts'
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
      const looks = found.lost.filter(({ what }) => what === 'formatting')
      expect.soft({ copy, looks }).toEqual({ copy, looks: [] })
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

test('E62 in a milestone’s cell a change is a suggestion; a row that is gone suggests that its words go; a new row and another date are comments of whoever wrote them', () => {
  const draft = new Draft('tw-nap')
  const rows = ['盤點現行法規與缺口', '預告修正草案並徵詢意見', '函送立法院審議']
  rows.forEach((words, index) => {
    draft.row(`r${index}`, `a${index}`, { start: `202${index}/01` }, { milestone: [words] })
  })
  const base = draft.model('tracked')
  const table = base.fields.find(({ content }) => content.is === 'rows')
  if (table?.content.is !== 'rows') throw new Error('no rows')
  const cell = (...runs: ImportedRun[]): ImportedBlock[] => [{ kind: 'p', runs }]
  const columns = table.content.columns.map(({ name }) => name)
  const line = (milestone: ImportedRun, ...start: ImportedRun[]) =>
    columns.map((name) =>
      name === 'milestone' ? cell(milestone) : name === 'start' ? cell(...start) : cell(),
    )
  const lines = [
    line({ text: '盤點現行法規與缺口，並公布清單' }, { text: '2020/01' }),
    line(
      { text: '全新的一項工作：架設網站', inserted: wang },
      { text: '2025/01', inserted: { ...wang, at: 2000 } },
    ),
    line({ text: '成立小組' }, { text: '2025/02' }),
    line(
      { text: '函送立法院審議' },
      { text: '2022/0' },
      { text: '1', deleted: wang },
      { text: '6', inserted: wang },
    ),
  ]
  const found = propose(
    { fields: {}, tables: { [table.name]: lines }, threads: [], authors: [], lost: [] },
    base,
  )
  const nameless = { author: '', at: null }
  expect(found.edits).toEqual([
    {
      ...{ is: 'insert', field: 'row.r0.milestone', ...nameless, after: 9 },
      tokens: ['，並公布清單'],
    },
    {
      ...{ is: 'delete', field: 'row.r1.milestone', ...nameless, from: 0, to: 11 },
      text: '預告修正草案並徵詢意見',
    },
  ])
  expect(found.lost).toEqual([
    { what: 'milestone-row', count: 1, words: [expect.stringContaining('預告修正草案')] },
  ])
  const nowhere = { field: table.name, quote: '', text: [], added: [] }
  const third = { field: 'row.r2.milestone', quote: '函送立法院審議', text: [[0, 7]], added: [] }
  const said = found.threads.map(({ place, comments }) => [place, comments])
  expect(said).toEqual([
    [
      nowhere,
      [{ ...wang, text: expect.stringMatching(/^請新增一項里程碑。.*架設網站.*2025\/01$/) }],
    ],
    [nowhere, [{ ...nameless, text: expect.stringContaining('成立小組') }]],
    [third, [{ ...wang, text: '請將「起始日期」由「2022/01」改為「2022/06」。' }]],
  ])
})

test('E62 a row that somebody struck in a file is struck here in their name, without asking for other dates', () => {
  const draft = new Draft('tw-nap')
  for (const [index, words] of ['盤點現行法規', '函送立法院審議'].entries()) {
    draft.row(
      `r${index}`,
      `a${index}`,
      { start: '2020/01', end: '2020/12' },
      { milestone: [words] },
    )
  }
  const base = draft.model('tracked')
  const struck = (text: string): ImportedBlock[] => [{ kind: 'p', runs: [{ text, deleted: wang }] }]
  const kept = (text: string): ImportedBlock[] => [{ kind: 'p', runs: [{ text }] }]
  const lines = [
    ['盤點現行法規', '2020/01', '2020/12'].map(struck),
    ['函送立法院審議', '2020/01', '2020/12'].map(kept),
  ]
  const found = propose(
    { fields: {}, tables: { milestones: lines }, threads: [], authors: [], lost: [] },
    base,
  )
  expect(found.edits).toEqual([
    { is: 'delete', field: 'row.r0.milestone', ...wang, from: 0, to: 6, text: '盤點現行法規' },
  ])
  expect(found.threads).toEqual([])
  expect(found.lost).toMatchObject([{ what: 'milestone-row', count: 1 }])
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
