import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { write, writePlan } from '../../server/exports/write.ts'
import { locales } from '../../shared/locale/locale.ts'
import { odfErrors, ooxmlErrors } from '../support/schemas.ts'
import { isWhole } from '../support/seeds.ts'
import { realCommitments } from '../unit/exports/commitments.ts'
import { Draft, richDraft } from '../unit/exports/draft.ts'

describe.each([
  ['docx by the validator of Office', 'docx', ooxmlErrors],
  ['odt by the schema of OpenDocument 1.3', 'odt', odfErrors],
] as const)('%s', (_, format, errors) => {
  test.each(['clean', 'tracked', 'record'] as const)(
    'E6 E59 there is no error in a %s copy',
    async (copy) => {
      const models = [
        richDraft().model(copy),
        new Draft('tw-nap')
          .write('problem', ['h1|תקציב 2027', 'השר (PDF) אמר.', 'b0|פריט', 'q|المالية، 2.'])
          .model(copy),
        ...['tw-proposal', 'ogp-2022'].map((form) => new Draft(form).model(copy)),
      ]
      for (const model of models) {
        expect(await errors((await write(model, format)).bytes)).toEqual([])
      }
    },
  )

  test.each(locales)('E6 E59 nor in the plan of all real commitments in %s', async (locale) => {
    const commitments = realCommitments('tracked', locale)
    expect(commitments.length).toBeGreaterThanOrEqual(16)
    const [introduction = null] = commitments
    const plan = { title: 'Plan 方案', introduction, commitments }
    expect(await errors((await writePlan(plan, format)).bytes)).toEqual([])
  })

  test('E6 E59 nor in each of them alone, in its own language', async () => {
    // the plans above hold the words of all; the long run looks at each alone
    const models = realCommitments('clean').filter((_, nth) => isWhole || nth % 4 === 0)
    for (const model of models) {
      expect(await errors((await write(model, format)).bytes), model.title).toEqual([])
    }
  })

  test('E6 E59 what is wrong is found', async () => {
    const { bytes } = await write(richDraft().model('tracked'), format)
    const broken = {
      docx: ['word/document.xml', '<w:body>', '<w:body><w:r/>'],
      odt: ['content.xml', '<office:text>', '<office:text><text:span/>'],
    }[format]
    const [part = '', before = '', after = ''] = broken
    const parts = unzipSync(bytes)
    const text = strFromU8(parts[part] ?? new Uint8Array())
    expect(text).toContain(before)
    const changed = zipSync({ ...parts, [part]: strToU8(text.replace(before, after)) })
    expect(await errors(changed)).not.toEqual([])
  })
})

test('E59 that a comment is resolved is the only thing that the schema has no word for', async () => {
  const { bytes } = await write(richDraft().model('tracked'), 'odt')
  const told = await odfErrors(bytes, [])
  expect(told).not.toEqual([])
  for (const line of told) expect(line).toMatch(/^content\.xml/)
})
