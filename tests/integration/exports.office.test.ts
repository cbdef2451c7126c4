import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { footerOf } from '../../server/exports/footer.ts'
import { layoutOf } from '../../server/exports/layout.ts'
import {
  blocksIn,
  type ExportBlock,
  type ExportCommitment,
  type ExportRun,
} from '../../server/exports/model.ts'
import { layoutOfPlan } from '../../server/exports/planLayout.ts'
import { Press } from '../../server/exports/press.ts'
import { resolve } from '../../server/exports/resolve.ts'
import { write, writePlan } from '../../server/exports/write.ts'
import { readDocx } from '../../server/imports/docx.ts'
import { readOdt } from '../../server/imports/odt.ts'
import { editAs, type Inspection, inspect, readPdf, type Shown } from '../support/office.ts'
import { odfErrors, ooxmlErrors } from '../support/schemas.ts'
import { seeds } from '../support/seeds.ts'
import { realCommitments } from '../unit/exports/commitments.ts'
import { Draft, richDraft } from '../unit/exports/draft.ts'
import { type Line, linesOf, settledModel, wordsOf } from '../unit/exports/shown.ts'

describe.each(['docx', 'odt'] as const)('%s in LibreOffice', (format) => {
  const rich = richDraft().model('tracked', { timeZone: 'UTC' })
  let looked: Promise<Inspection> | null = null
  /** LibreOffice takes long to look, so one look serves several tests. */
  const lookedAt = () => {
    looked ??= write(rich, format).then(({ bytes }) => inspect(`tracked.${format}`, bytes))
    return looked
  }

  test('E1 accepting all gives our final view, rejecting all the original', async () => {
    const found = await lookedAt()
    const final = linesOf(settledModel(rich, 'final'))
    const original = linesOf(settledModel(rich, 'original'))
    expect(words(found.accepted)).toEqual(final.map(({ text }) => text))
    expect(words(found.rejected)).toEqual(original.map(({ text }) => text))
    expect(kinds(found.rejected, original)).toEqual(styles(original, format))
    if (format === 'docx') expect(kinds(found.accepted, final)).toEqual(styles(final, format))
  })

  test('E2 each change has its person and its moment', async () => {
    const found = await lookedAt()
    const open = rich.suggestions.filter(({ status }) => status === 'open')
    const told = (found: Inspection) =>
      new Set(found.changes.map(({ author, at }) => `${author} ${at}`))
    const expected = open
      .filter(({ kinds, number }) => format === 'docx' || (empty(kinds) && number !== 10))
      .map(({ person, openedAt }) => `${rich.people[person]?.name} ${moment(openedAt)}`)
    expect(told(found)).toEqual(new Set(expected))
  })

  test('E3 every comment of every thread is there, with who and when', async () => {
    const found = await lookedAt()
    const said = found.comments.map(({ author, at, text }) => `${author} ${at} ${text}`)
    for (const { person, at, text } of rich.threads.flatMap(({ comments }) => comments)) {
      expect(said).toContain(`${rich.people[person]?.name} ${moment(at)} ${text}`)
    }
    expect(found.comments.filter(({ resolved }) => resolved).map(({ text }) => text)).toEqual([
      '出處？',
    ])
  })

  test('E4 random suggestions of all kinds hold through it', { timeout: 300_000 }, async () => {
    for (const seed of seeds('suggestions in LibreOffice', 4)) {
      const [script] = fc.sample(scripts, { numRuns: 1, seed })
      if (!script) continue
      const model = played(script).model('tracked')
      const { bytes } = await write(model, format)
      expect(await (format === 'odt' ? odfErrors(bytes) : ooxmlErrors(bytes))).toEqual([])
      const found = await inspect(`tracked.${format}`, bytes)
      const accepted = linesOf(settledModel(model, 'final')).map(({ text }) => text)
      const rejected = linesOf(settledModel(model, 'original')).map(({ text }) => text)
      expect(words(found.accepted), JSON.stringify(script)).toEqual(accepted)
      expect(words(found.rejected), JSON.stringify(script)).toEqual(rejected)
    }
  })

  test('E4 a suggested break that another struck is in neither view', async () => {
    const draft = new Draft('tw-nap').write('problem', ['一二三四五六', 'h1|七八九十甲'])
    draft.insertAt('wu', 'problem', 1, 'x\ny', 'o1')
    draft.strikeAt('amoy', 'problem', 1, 3)
    const model = draft.model('tracked')
    const found = await inspect(`tracked.${format}`, (await write(model, format)).bytes)
    for (const [shown, view] of [
      [found.accepted, 'final'],
      [found.rejected, 'original'],
    ] as const) {
      expect(words(shown)).toEqual(linesOf(settledModel(model, view)).map(({ text }) => text))
    }
  })

  test('E4 words that one person suggested and then struck are in neither view', async () => {
    const model = richDraft().model('tracked')
    const own = (run: ExportRun) =>
      run.inserted && run.deleted ? { ...run, deleted: { ...run.deleted, person: 'wu' } } : run
    const same = withRuns(model, own)
    const found = await inspect(`tracked.${format}`, (await write(same, format)).bytes)
    const final = linesOf(settledModel(same, 'final')).map(({ text }) => text)
    expect(words(found.accepted)).toEqual(final)
  })

  test('E5 a whole plan opens with every commitment', async () => {
    const commitments = realCommitments('clean')
    const plan = { title: '開放政府行動方案', introduction: null, commitments }
    const found = await inspect(`plan.${format}`, (await writePlan(plan, format)).bytes)
    // The contents name a page, which is LibreOffice's to know
    const shown = words(found.accepted).map((text) => text.replace(/\t\d+$/, ''))
    expect(shown).toEqual(wordsOf(layoutOfPlan(plan)))
    expect(found.changes).toEqual([])
  })
})

test.each(['docx', 'odt'] as const)(
  'E34 what somebody adds in LibreOffice to a tracked %s arrives as theirs, and the rest is as it was',
  async (format) => {
    const model = richDraft().model('tracked')
    const { bytes } = await write(model, format)
    const edited = await editAs(`tracked.${format}`, bytes, {
      author: '王專員',
      find: '客語',
      add: '（在外面加的）',
    })
    const sections = model.fields.map(({ name, label }) => ({ name, labels: [label] }))
    const read = format === 'docx' ? readDocx(edited, sections) : readOdt(edited, sections)
    if (!read.ok) throw new Error(read.code)
    const { problem = [] } = read.draft.fields
    const added = problem.flatMap(({ runs }) => runs.filter((run) => run.text.includes('外面')))
    expect(added).toMatchObject([{ text: '（在外面加的）', inserted: { author: '王專員' } }])
    expect(read.draft.authors).toEqual(expect.arrayContaining(['王專員', '吳大同', 'Amoy O’Neill']))
    const original = settledModel(model, 'original').fields.find(({ name }) => name === 'problem')
    const kept = resolve(problem as unknown as readonly ExportBlock[], 'original')
    expect(kept.map(({ runs }) => runs.map(({ text }) => text).join(''))).toEqual(
      original ? blocksIn(original).map(({ runs }) => runs.map(({ text }) => text).join('')) : [],
    )
    expect(read.draft.threads.flatMap(({ comments }) => comments).length).toBeGreaterThanOrEqual(5)
  },
)

test('E7 a PDF is tagged PDF/UA with headings and tables, and its text is the text', async () => {
  const model = richDraft().model('clean')
  const { bytes, repairs } = await write(model, 'pdf')
  expect(repairs).toEqual([{ what: 'heading' }])
  const { text, info, structure, fonts } = await readPdf(bytes)
  expect(info).toMatch(/Tagged:\s+yes/)
  expect(info).toContain(model.title)
  for (const tag of ['H1', 'H2', 'P', 'L', 'Table', 'TH', 'TD']) {
    expect(structure).toMatch(new RegExp(`^\\s*${tag}\\b`, 'm'))
  }
  expect(Buffer.from(bytes).includes('pdfuaid')).toBe(true)
  expect(fonts.length).toBeGreaterThanOrEqual(2)
  for (const font of fonts) expect(font).toEqual({ embedded: true, searchable: true })
  const found = squeezed(text)
  for (const line of wordsOf(layoutOf(model))) expect(found).toContain(squeezed(line))
})

test('E25 a PDF of the proposal form has letters of 12 points on lines of 20, in an open face', async () => {
  const model = new Draft('tw-proposal').write('problem', ['公開政府'.repeat(60)]).model('clean')
  const { lines, fonts } = await readPdf((await write(model, 'pdf')).bytes)
  const body = lines.filter(({ text }) => /^(公開政府|開政府|政府公|府公)/.test(text))
  expect(body.length).toBeGreaterThan(3)
  const [first] = body
  body.forEach(({ size, top }, index) => {
    expect(size).toBe(12)
    expect(top - (first?.top ?? 0)).toBeCloseTo(20 * index, 0)
  })
  expect(fonts.every(({ embedded }) => embedded)).toBe(true)
})

test('E8 all real commitments pass through PDF in both languages, every word of them', async () => {
  for (const locale of ['en', 'zh-Hant-TW'] as const) {
    const commitments = realCommitments('clean', locale)
    expect(commitments.length).toBeGreaterThanOrEqual(16)
    const { bytes, repairs } = await writePlan(
      { title: 'Plan', introduction: null, commitments },
      'pdf',
    )
    // U+F02D is what Word's Symbol font left in one of the sources
    expect(repairs).toEqual([
      { what: 'uncovered', scripts: [{ script: 'Qaaa', characters: '\uf02d' }] },
    ])
    const feet = [...commitments.map(footerOf), 'Plan · 2026-11-24'].map(squeezed)
    const number = /·(Page\d+of\d+|第\d+頁,共\d+頁)$/
    const pages = (await readPdf(bytes)).pages
      .map((page) => withoutEnd(squeezed(page).replace(number, ''), feet))
      .join('')
    // A cell that goes on on the next page is read column by column, so no longer piece is compared
    const missing = commitments
      .flatMap((one) => linesOf(one).flatMap(({ text }) => text.split(/[\s，。、；：]+/)))
      .filter((text) => !pages.includes(squeezed(text).replaceAll('\uf02d', '〓')))
    expect(missing).toEqual([])
  }
})

describe('the press', () => {
  test('E9 makes one document at a time and tells where it is', async () => {
    const press = new Press()
    const heard: unknown[] = []
    const job = { of: 'commitment', model: richDraft().model('clean'), format: 'odt' } as const
    const [first, second] = [press.order(job), press.order(job, (told) => heard.push(told))]
    expect(await first.done).toMatchObject({ ok: true })
    expect(await second.done).toMatchObject({ ok: true })
    expect(heard).toEqual([{ waiting: 1 }, { stage: 'setting' }, { stage: 'sending' }])
    press.close()
  })

  test('E10 kills what is cancelled or too slow, and the next one is made', async () => {
    const model = realCommitments('clean')[0]
    if (!model) throw new Error('no data')
    const press = new Press()
    const pdf = { of: 'commitment', model, format: 'pdf' } as const
    const dropped = press.order(pdf)
    const next = press.order({ ...pdf, format: 'html' })
    dropped.cancel()
    expect(await dropped.done).toMatchObject({ ok: false, code: 'cancelled' })
    expect(await next.done).toMatchObject({ ok: true })
    press.close()
    expect(await press.order(pdf).done).toMatchObject({ ok: false, code: 'closed' })
    const hasty = new Press({ seconds: 0.001 })
    expect(await hasty.order(pdf).done).toMatchObject({ ok: false, code: 'too-slow' })
    hasty.close()
  })

  test('E11 a document that fails ends its job, not the server', async () => {
    const press = new Press()
    const model = richDraft().model('clean')
    const broken = { ...model, fields: null as never }
    const failed = await press.order({ of: 'commitment', model: broken, format: 'docx' }).done
    expect(failed).toMatchObject({ ok: false, code: 'failed' })
    expect(await press.order({ of: 'commitment', model, format: 'docx' }).done).toMatchObject({
      ok: true,
    })
    press.close()
  })
})

test('E12 a paragraph of a megabyte comes out whole in every format or is refused in time', {
  timeout: 300_000,
}, async () => {
  const press = new Press()
  const long = '公開政府'.repeat(87_000)
  const model = new Draft('tw-nap').write('problem', [long]).model('clean')
  for (const format of ['docx', 'odt', 'md', 'html', 'json'] as const) {
    const pressed = await press.order({ of: 'commitment', model, format }).done
    expect(pressed).toMatchObject({ ok: true })
  }
  const pdf = await press.order({ of: 'commitment', model, format: 'pdf' }).done
  if (!pdf.ok) expect(pdf.code).toMatch(/too-slow|crashed|failed/)
  expect(await press.order({ of: 'commitment', model, format: 'csv' }).done).toMatchObject({
    ok: true,
  })
  press.close()
})

/** Steps that suggest something in one field; numbers say where, as shares of what is there. */
const scripts = fc.array(
  fc.record({
    person: fc.constantFrom('wu', 'amoy'),
    does: fc.constantFrom('insert', 'strike', 'split', 'kind'),
    at: fc.nat(99),
    length: fc.integer({ min: 1, max: 8 }),
    kind: fc.constantFrom('p', 'h1', 'b0', 'o1', 'q'),
  }),
  { minLength: 3, maxLength: 12 },
)

function played(script: typeof scripts extends fc.Arbitrary<infer Steps> ? Steps : never): Draft {
  const draft = new Draft('tw-nap').write('problem', [
    '一二三四五六',
    'h1|七八九十甲',
    'b0|乙丙丁戊己',
    'o0|庚辛壬癸子',
    'q|丑寅卯辰巳',
    '午未申酉戌亥',
  ])
  for (const { person, does, at, length, kind } of script) {
    const units = draft.units('problem')
    const place = Math.floor((units.length * at) / 100)
    if (does === 'kind') {
      draft.kind(person, 'problem', 'problem^', kind)
    } else if (does === 'strike') {
      draft.strikeAt(person, 'problem', place, Math.min(length, units.length - place))
    } else {
      draft.insertAt(person, 'problem', place, does === 'split' ? 'x\ny' : 'xyz', kind)
    }
  }
  return draft
}

/** The model with every run of its text fields changed. */
function withRuns(
  model: ExportCommitment,
  change: (run: ExportRun) => ExportRun,
): ExportCommitment {
  return {
    ...model,
    fields: model.fields.map((field) => {
      if (field.content.is !== 'text') return field
      const blocks = field.content.blocks.map((block) => ({
        ...block,
        runs: block.runs.map(change),
      }))
      return { ...field, content: { is: 'text', blocks } }
    }),
  }
}

function words(shown: readonly Shown[]): string[] {
  return shown.filter(({ style }) => !/^(AfterTable|Small)$/.test(style)).map(({ text }) => text)
}

/** What LibreOffice calls the paragraphs that hold people's own text. */
function kinds(shown: readonly Shown[], expected: readonly Line[]): string[] {
  const kept = shown.filter(({ style }) => !/^(AfterTable|Small)$/.test(style))
  return kept
    .filter((_, index) => expected[index]?.kind != null)
    .map(({ style, level }) => (/^(List Paragraph|Item)$/.test(style) ? `item ${level}` : style))
}

function styles(expected: readonly Line[], format: 'docx' | 'odt'): string[] {
  return expected.flatMap(({ kind }) => {
    const [name = '', below = ''] = kind?.split(':') ?? []
    if (kind === null) return []
    if (name.startsWith('h')) return [`Heading ${Number(below) + Number(name.charAt(1))}`]
    if (/^[bo]/.test(name)) return [`item ${name.charAt(1)}`]
    if (name === 'q') return [format === 'docx' ? 'Quote' : 'Quotations']
    return ['Standard']
  })
}

function moment(at: number): string {
  return new Date(at).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)
}

function empty(object: object): boolean {
  return Object.keys(object).length === 0
}

/** What a page says above its footer, which is one of these. */
function withoutEnd(page: string, feet: readonly string[]): string {
  const foot = feet.find((each) => page.endsWith(each))
  if (foot === undefined) throw new Error(`a page without a footer: ${page}`)
  return page.slice(0, page.length - foot.length)
}

/** Lines break anywhere on a page. */
function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b-]+/g, '')
}
