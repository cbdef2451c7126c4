import { describe, expect, test } from 'vitest'
import { footerOf } from '../../server/exports/footer.ts'
import type { ExportPlan } from '../../server/exports/planLayout.ts'
import { type PlanFormat, planFormats, write, writePlan } from '../../server/exports/write.ts'
import { exportWords, pageWords } from '../../shared/locale/exports.ts'
import { type Locale, locales } from '../../shared/locale/locale.ts'
import { describeFile, printed, readPdf } from '../support/office.ts'
import { realCommitments } from '../unit/exports/commitments.ts'
import { richDraft } from '../unit/exports/draft.ts'

/** What stands on paper: of an office file as LibreOffice lays it out. */
async function onPaper(format: PlanFormat, bytes: Uint8Array) {
  return readPdf(format === 'pdf' ? bytes : await printed(`file.${format}`, bytes))
}

function planIn(locale: Locale): ExportPlan {
  const [introduction = null, ...commitments] = realCommitments('clean', locale)
  return { title: '行動方案 Action plan', introduction, commitments: commitments.slice(4, 12) }
}

describe.each(planFormats)('%s on paper', (format) => {
  test.each(locales)(
    'E63 every page of every copy says plan, commitment, version, date and number, in %s',
    async (locale) => {
      // A tracked copy ends with the record, on pages that lie across
      for (const copy of ['clean', 'tracked'] as const) {
        const model = richDraft().model(copy, { locale })
        const { pages } = await onPaper(format, (await write(model, format)).bytes)
        expect(pages.length).toBeGreaterThan(1)
        const said = footerOf(model)
        for (const words of [model.plan, model.title, '42', '2026-11-24']) {
          expect(said).toContain(words)
        }
        pages.forEach((page, index) => {
          const number = pageWords(`${index + 1}`, `${pages.length}`)[locale]
          expect(squeezed(page)).toContain(squeezed(`${said} · ${number}`))
        })
      }
    },
  )

  test.each(locales)(
    'E63 E64 in a plan each page says so of its own commitment, and the contents name the page where each begins, in %s',
    async (locale) => {
      const plan = planIn(locale)
      const parts = [plan.introduction, ...plan.commitments].flatMap((part) => part ?? [])
      const { pages, bookmarks } = await onPaper(format, (await writePlan(plan, format)).bytes)
      const begins = parts.map(({ title }) => bookmarks.find(({ text }) => text === title)?.page)
      const [contents = '', ...others] = pages.map(squeezed)
      const lines = parts.map(({ title }, index) => {
        const number = index === 0 ? '' : `${index}.`
        return `${escaped(squeezed(number + title))}[.·]*${begins[index]}`
      })
      expect(contents).toMatch(new RegExp(lines.join('')))
      others.forEach((page, index) => {
        const part = parts[begins.findLastIndex((begin = 0) => begin <= index + 2)]
        expect(part).toBeDefined()
        if (part) expect(page).toContain(squeezed(footerOf(part)))
      })
    },
  )

  test('E65 headings are bookmarks, in the order and the words of the text', async () => {
    const model = richDraft().model('tracked')
    const { bookmarks } = await onPaper(format, (await write(model, format)).bytes)
    // A PDF says with the heading which threads are about it
    const words = bookmarks.map(({ text }) => squeezed(text).replace(/(\[\d+\])+$/, ''))
    const labels = model.fields.map(({ label }) => squeezed(label))
    expect(words.filter((text) => labels.includes(text))).toEqual(labels)
    for (const text of ['小標題', exportWords.record['zh-Hant-TW']]) expect(words).toContain(text)
  })
})

describe.each(['docx', 'odt'] as const)('%s for LibreOffice', (format) => {
  test('E66 it says what it is: title, plan, version, its source; tables repeat their heads', async () => {
    const model = richDraft().model('record', {
      commitment: 'c-1',
      contributions: [
        { field: 'problem', shares: [{ person: 'wu', sector: 'civil-society', characters: 3 }] },
      ],
    })
    const told = await describeFile(`record.${format}`, (await write(model, format)).bytes)
    expect(told).toMatchObject({
      title: model.title,
      subject: model.plan,
      description: footerOf(model),
      own: { Version: '草稿 42', Accord: 'c-1@42' },
      headerRows: [true, true, true],
    })
    const milestones = await write(richDraft().model('clean'), format)
    expect((await describeFile(`clean.${format}`, milestones.bytes)).headerRows).toEqual([true])
  })

  test('E66 Chinese is Taiwan’s and Latin letters are English in every run; headings have their levels', async () => {
    for (const locale of locales) {
      const model = richDraft().model('tracked', { locale })
      const told = await describeFile(`tracked.${format}`, (await write(model, format)).bytes)
      expect(told.languages).toEqual(['en-US zh-TW'])
      const levels = new Map(told.outline.map(({ level, text }) => [text, level]))
      const [title] = model.fields
      expect(levels.get(title?.heading ?? '')).toBe(1)
      expect(levels.get(title?.label ?? '')).toBe(2)
      expect(levels.get('小標題')).toBe(3)
    }
  })
})

/** Lines break anywhere on a page. */
function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b\u2060]+/g, '')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
