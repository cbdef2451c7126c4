import { expect, test } from 'vitest'
import { write } from '../../server/exports/write.ts'
import { readProposal } from '../../server/imports/read.ts'
import { editAs } from '../support/office.ts'
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
    const sections = base.fields.map(({ name, label }) => ({ name, labels: [label] }))
    const read = readProposal({ file, format, base, sections, zone: 'UTC' })
    if (!read.ok) throw new Error(read.code)
    expect(read.proposal.edits).toMatchObject([
      { is: 'insert', field: 'row.r2.milestone', author: '王專員', tokens: ['（含離島）'] },
    ])
  },
)
