import { strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import type { ExportCommitment } from '../../server/exports/model.ts'
import { write } from '../../server/exports/write.ts'
import type { Proposal } from '../../server/imports/proposal.ts'
import { readProposal } from '../../server/imports/read.ts'
import { commitments, type Joined } from '../../shared/api.ts'
import { threads } from '../../shared/apiRecord.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { editAs, editRowsAs } from '../support/office.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bringIn, previewOf } from '../support/upload.ts'
import { richDraft } from '../unit/exports/draft.ts'

test.each(['docx', 'odt'] as const)(
  'E62 what somebody adds in LibreOffice to a milestone of a %s is their suggestion in that cell',
  async (format) => {
    const base = richDraft().model('tracked', { timeZone: 'UTC' })
    const { bytes } = await write(base, format)
    const file = await editAs(`tracked.${format}`, bytes, {
      author: '王專員',
      find: '每年 20 場',
      add: '（含離島）',
    })
    expect(proposalOf(file, format, base).edits).toMatchObject([
      { is: 'insert', field: 'row.r2.milestone', author: '王專員', tokens: ['（含離島）'] },
    ])
  },
)

test.each(['docx', 'odt'] as const)(
  'E62 rows and dates that somebody changes in the table of a %s in LibreOffice come back as theirs',
  async (format) => {
    const base = richDraft().model('tracked', { timeZone: 'UTC' })
    const { bytes } = await write(base, format)
    const file = await editRowsAs(`tracked.${format}`, bytes, {
      author: '王專員',
      set: { C3: '2023/06' },
      add: ['辦理公民審議', '2023/01', '2023/12'],
      remove: 1,
    })
    const { edits, threads, lost } = proposalOf(file, format, base)
    // LibreOffice's own interface takes a row out untracked, and so nobody signs it
    const gone = { is: 'delete', field: 'row.r1.milestone', author: '' }
    expect(edits).toMatchObject([
      { ...gone, text: '完成' },
      { ...gone, text: '修法草案' },
    ])
    const said = threads.map(({ place, comments: [first] }) => [place.field, first])
    expect(said).toEqual([
      [
        'row.r2.milestone',
        {
          ...{ author: '王專員', at: expect.any(Number) },
          text: '請將「結束日期」由「2022/12」改為「2023/06」。',
        },
      ],
      [
        'milestones',
        {
          ...{ author: '王專員', at: expect.any(Number) },
          text: expect.stringMatching(
            /^請新增一項里程碑。.*: 辦理公民審議；.*2023\/01；.*2023\/12$/,
          ),
        },
      ],
    ])
    expect(lost.map(({ what }) => what).sort()).toEqual(['answered', 'milestone-row'])
  },
)

/** One of the sample's commitments that has rows. */
async function withMilestones(server: TestServer, { token, plan }: Joined): Promise<string> {
  const list = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const all = commitments.parse(await list.json()).commitments
  const found = all.find(({ template }) => template === 'ogp-2022')
  if (!found) throw new Error('no commitment in the form of 2022')
  return found.id
}

function proposalOf(file: Uint8Array, format: 'docx' | 'odt', base: ExportCommitment): Proposal {
  const sections = base.fields.map(({ name, label }) => ({ name, labels: [label] }))
  const read = readProposal({ file, format, base, sections, zone: 'UTC' })
  if (!read.ok) throw new Error(read.code)
  return read.proposal
}

test('E62 a new row and another date in a file are comments of whom the facilitator names, once', async () => {
  await using server = await startServer()
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const wu = await server.join('co-author', { name: '吳大同', sector: 'civil-society' })
  const id = await withMilestones(server, lin)
  const path = `/api/commitments/${id}`
  const get = async (what: string) =>
    (await server.request('GET', `${path}/${what}`, { token: lin.token })).text()
  const exported = await get('export.md')
  const rows = exported.split('\n').filter((line) => line.startsWith('| '))
  const last = rows.at(-1) ?? ''
  const cells = last.split('|').slice(1, -1)
  const fresh = cells.map((_, index) => (index === 0 ? ' 架設公開網站 ' : ` 2030/0${index} `))
  const date = templateOf('ogp-2022')?.milestones?.findIndex(({ kind }) => kind === 'date')
  const dated = cells.map((cell, index) => (index === date ? ' 2031/12 ' : cell))
  const written = (line: readonly string[]) => `|${line.join('|')}|`
  const edited = exported.replace(last, `${written(dated)}\n${written(fresh)}`)
  const file = { name: '意見.md', bytes: strToU8(edited) }

  const preview = await previewOf(server, lin, id, file)
  expect(preview.suggestions).toEqual([])
  expect(preview.lost).toEqual([])
  const said = preview.threads.map(({ quote, comments }) => [quote !== '', comments[0]?.text])
  expect(said).toEqual([
    [true, expect.stringMatching(/2031\/12/)],
    [false, expect.stringMatching(/架設公開網站.*2030\/01/)],
  ])
  const people = { '': { person: wu.person.id } }
  await bringIn(server, lin, id, file, { base: preview.base, people })
  const { threads: opened } = threads.parse(JSON.parse(await get('threads')))
  expect(opened.map(({ comments: [first] }) => first)).toMatchObject(
    said.map(([, text]) => ({ text, person: lin.person.id, onBehalfOf: wu.person.id })),
  )
  const again = await previewOf(server, lin, id, file)
  expect(again).toMatchObject({ suggestions: [], threads: [] })
})
