import { describe, expect, test } from 'vitest'
import { check, checkPlan } from '../../../shared/commitment/checks/check.ts'
import { type Checked, checkedOf, plainText } from '../../../shared/commitment/checks/commitment.ts'
import { dismissalsBy } from '../../../shared/commitment/checks/dismissals.ts'
import type { Finding } from '../../../shared/commitment/checks/finding.ts'
import { questions, type RuleId, sources } from '../../../shared/commitment/checks/questions.ts'
import { completeness } from '../../../shared/commitment/completeness.ts'
import { fromData, type NewBlock } from '../../../shared/commitment/import.ts'
import { samplePlan } from '../../../shared/commitment/sample/plan.ts'
import { checked, commitment, fixture, form, written } from './commitments.ts'

function rules(one: Checked): RuleId[] {
  return [...new Set(check(one).map(({ rule }) => rule))]
}

function quotes(one: Checked, rule: RuleId): string[] {
  return check(one)
    .filter((finding) => finding.rule === rule)
    .map(({ quote }) => quote)
}

/** The rules that stop at one milestone row. */
function ofRow(
  row: Readonly<Record<string, string>>,
  fields: Record<string, string> = {},
): RuleId[] {
  const findings = check(written('ogp-2022', { lead: 'Lead', ...fields }, [row]))
  return [...new Set(findings.filter(({ field }) => field.startsWith('row.')).map((f) => f.rule))]
}

const wordingRule = /^T/

describe('C10 a finding', () => {
  const all = samplePlan.commitments
    .map(checked)
    .flatMap((one) => check(one).map((f) => [one, f] as const))

  test('C10 marks exactly the words that it quotes, in the plain text of its field', () => {
    expect(all.length).toBeGreaterThan(20)
    for (const [one, { field, start, end, quote, sentence }] of all) {
      const [, id, column = ''] = /^row\.([^.]+)\.(\w+)$/.exec(field) ?? []
      const row = one.rows.find((each) => each.id === id)
      const dated = column === 'start' || column === 'end' ? row?.[column] : undefined
      const text = dated ?? plainText(row ? row.cells[column] : one.fields[field])
      expect(text.slice(start, end)).toBe(quote)
      expect(sentence).toContain(quote.trim())
    }
  })

  test('C10 is a question in both languages with its source, and has no score', () => {
    for (const [, finding] of all) {
      expect(finding.question.en).toMatch(/\?/)
      expect(finding.question['zh-Hant-TW']).toMatch(/？/)
      expect(Object.values(finding.question).join('')).not.toMatch(/\{\w+\}/)
      expect(finding.source).not.toBe('')
      expect(Object.keys(finding).sort()).toEqual(
        ['end', 'field', 'question', 'quote', 'rule', 'sentence', 'source', 'start'].sort(),
      )
    }
  })

  test('C10 names a rule that has words and a source', () => {
    const asked = new Set(Object.keys(questions).map((id) => id.split('-')[0]))
    expect([...asked].sort()).toEqual(Object.keys(sources).sort())
  })

  test('C10 the same commitment gives the same findings, in the order of the form', () => {
    const one = commitment('en_KE0038')
    expect(check(one)).toEqual(check(one))
    const order = one.template.fields.map(({ name }) => name)
    const places = check(one).map(({ field }) =>
      order.indexOf(field.startsWith('row.') ? 'milestones' : field),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('C11 a dismissed question stays away until its sentence changes, and others stay', () => {
    const solution = 'Promote open data. Promote open budgets.\nOther words.'
    const [first, second] = check(written('ogp-2022', { solution })).filter((f) => f.rule === 'T1')
    if (!first || !second) throw new Error('no finding')
    expect([first.sentence, second.sentence]).toEqual([
      'Promote open data.',
      'Promote open budgets.',
    ])
    const { rule, field, sentence: quote } = first
    expect(dismissalsBy([{ rule, field, quote }])(first)).toBeDefined()
    expect(dismissalsBy([{ rule, field, quote }])(second)).toBeUndefined()
    expect(dismissalsBy([{ rule, field: 'brief', quote }])(first)).toBeUndefined()
    expect(dismissalsBy([{ rule: 'T2', field, quote }])(first)).toBeUndefined()
  })
})

describe('C12 counter-examples: where reviewers saw more than words show', () => {
  test('C12 CA0036, 35 words without date or number, starred: no question on its wording', () => {
    expect(rules(commitment('en_CA0036')).filter((rule) => wordingRule.test(rule))).toEqual([])
  })

  // UA0005's own text is not in the data; this one has its length and its kind.
  test('C12 a commitment of thirteen words, as UA0005: no question on its wording', () => {
    const short = written('ogp-2017', {
      title: 'Access to urban planning documents',
      solution: 'Draft a law on free public access to urban planning documents of cities.',
    })
    expect(rules(short).filter((rule) => wordingRule.test(rule))).toEqual([])
  })

  test('C12 IE0034, dated and with a responsible body, judged weak: nothing says that it is good', () => {
    const findings = check(commitment('en_IE0034'))
    expect(findings.every(({ question }) => question.en.includes('?'))).toBe(true)
    expect(quotes(commitment('en_IE0034'), 'T2')).toEqual(['Improve'])
    expect(quotes(commitment('en_IE0034'), 'T1')).toEqual([])
  })

  test('C12 GH0031, four dated milestones, judged Unclear: Parliament passes the Bill, and by when?', () => {
    const one = commitment('en_GH0031')
    expect(quotes(one, 'T7')).toEqual(['Parliament to pass'])
    expect(quotes(one, 'S4')).toEqual(['Jan 2023'])
    expect(rules(one)).toContain('S6')
  })

  test('C12 AU0030, undated milestones, judged Substantial: asked once, not row by row', () => {
    const findings = check(commitment('en_AU0030')).filter(({ rule }) => rule === 'S3')
    expect(findings.map(({ field }) => field)).toEqual(['milestones'])
    expect(rules(commitment('en_AU0030')).filter((r) => ['T6', 'T7', 'S5'].includes(r))).toEqual([])
  })

  test('C12 KR0065, three ends "Continue", judged verifiable: asked for a first result', () => {
    const one = commitment('en_KR0065')
    expect(quotes(one, 'S5')).toEqual(['Continue', 'Continue', 'Continue'])
    expect(quotes(one, 'T1')).toEqual(['Advocate', 'Pursue'])
  })
})

describe('C13 structure', () => {
  test('C13 S1 asks about fields that are empty or hold the form’s own words', () => {
    const guidance = form('tw-nap').fields.find(({ name }) => name === 'problem')?.guidance
    const one = written('tw-nap', {
      title: '待補',
      problem: guidance?.['zh-Hant-TW'] ?? '',
      solution: '{填寫}',
      contribution: '20xx 年完成',
      additional: '無',
    })
    const asked = check(one).flatMap(({ rule, field }) => (rule === 'S1' ? [field] : []))
    expect(asked).toEqual(['title', 'period', 'problem', 'solution', 'contribution', 'values'])
  })

  test('C13 S1 and S7 take “N/A” for one value or two, and ask when it is all three', () => {
    const answers = { transparency: 'It opens the register.', accountability: 'N/A' }
    const two = check(written('ogp-2022', { ...answers, participation: '不適用' }))
    expect(two.filter(({ field }) => /transp|account|particip/.test(field))).toEqual([])
    const none = written('ogp-2022', { ...answers, transparency: 'N/A', participation: 'N/A.' })
    expect(rules(none)).toContain('S7')
  })

  test('C13 S2 asks for a lead, a contact and a partner outside government', () => {
    const asked = (one: Checked) =>
      check(one).flatMap(({ rule, field }) => (rule === 'S2' ? [field] : []))
    expect(asked(written('ogp-2017', {}))).toEqual(['lead', 'contact', 'civil'])
    const whole = { lead: 'State Agency', contact: 'A name', civil: 'Transparency Kyrgyzstan' }
    expect(asked(written('ogp-2017', whole))).toEqual([])
    expect(asked(written('ogp-2017', { ...whole, civil: 'none' }))).toEqual(['civil'])
    expect(asked(commitment('en_KR0065'))).toContain('civil')
    expect(asked(written('tw-nap', { lead: '內政部' }))).toEqual([])
  })

  test('C13 S3 asks for what a row lacks, in the columns of its form', () => {
    expect(rules(commitment('en_EE0054'))).not.toContain('S3')
    const kenya = check(commitment('en_KE0038')).filter(({ rule }) => rule === 'S3')
    expect(kenya.map(({ field }) => field)).toEqual(['row.r5.end'])
    const row = check(written('ogp-2022', {}, [{ start: '2021' }]))
    expect(row.flatMap(({ rule, field }) => (rule === 'S3' ? [field] : []))).toEqual([
      'row.r0.milestone',
      'row.r0.output',
      'row.r0.end',
      'row.r0.lead',
    ])
    expect(quotes(written('tw-nap', {}), 'S3')).toEqual([''])
  })

  test('C13 S4 sees an end before its start, outside the period, and against the words', () => {
    const asked = (row: Record<string, string>, period = '2021/01～2024/05') =>
      check(written('tw-nap', { period, lead: '內政部' }, [row])).flatMap((f) =>
        f.rule === 'S4' ? [f.question.en.slice(0, 9)] : [],
      )
    expect(asked({ milestone: '上線', start: '2022/05', end: '2021/12' })).toHaveLength(1)
    expect(asked({ milestone: '上線', start: '110年1月', end: '2021/12' })).toEqual([])
    expect(asked({ milestone: '上線', end: '2024/06' })).toHaveLength(1)
    expect(asked({ milestone: '上線', start: '2020/12', end: '2021/06' })).toHaveLength(1)
    expect(asked({ milestone: '於 111年12月 前上線', end: '2022/12' })).toEqual([])
    expect(asked({ milestone: '於 2022/06 前上線', end: '2022/12' })).toHaveLength(1)
    expect(asked({ milestone: '檢討2019年報告', end: '2022/12' })).toEqual([])
  })

  test('C13 S5 asks where no date can be read, and not of one with a remark', () => {
    for (const end of ['Continue', 'ongoing', '持續', '經常性', '滾動修正']) {
      expect(ofRow({ milestone: 'A', output: 'B', end })).toEqual(['S5'])
    }
    expect(ofRow({ milestone: 'A', output: 'B', end: '2021/01–2021/12' })).toEqual([])
    expect(ofRow({ milestone: 'A', output: 'B', end: 'December 2022 (ongoing)' })).toEqual([])
  })

  test('C13 S6 asks when three milestones or more end on one day', () => {
    const rows = (ends: string[]) => ends.map((end) => ({ milestone: '上線', end }))
    expect(rules(written('tw-nap', {}, rows(['2021/12', '110年12月', 'Dec 2021'])))).toContain('S6')
    expect(rules(written('tw-nap', {}, rows(['2021/12', '2021/12'])))).not.toContain('S6')
    expect(rules(commitment('en_EE0054'))).not.toContain('S6')
  })

  test('C13 S7 asks when technology or inclusion stands alone', () => {
    const values = (text: string) => rules(written('tw-nap', { values: text }))
    expect(values('建置新平台，運用數位科技照顧偏鄉與弱勢。')).toContain('S7')
    expect(values('上線前開放民眾測試，擴大公共參與。')).not.toContain('S7')
  })

  test('C13 S8 compares figures that count the same thing', () => {
    expect(quotes(commitment('en_KE0038'), 'S8')).toEqual(['three counties'])
    const rows = (milestone: string, output: string) => ofRow({ milestone, output, end: '2025' })
    expect(rows('Train officers in 4 counties', '120 officers trained')).not.toContain('S8')
    expect(rows('辦理20場論壇', '完成10場論壇紀錄')).toContain('S8')
    expect(rows('1.3 Publish two reports', 'Two reports published')).not.toContain('S8')
  })

  test('C13 S9 asks for a figure or a source in the problem', () => {
    expect(rules(commitment('zh_TW-PROP-PROCUREMENT'))).not.toContain('S9')
    expect(rules(commitment('en_EE0054'))).not.toContain('S9')
    const problem = (text: string) => rules(written('tw-nap', { problem: text }))
    expect(problem('政府資料開放平臺已累積超過47,000項資料集。')).not.toContain('S9')
    expect(problem('透過多元宣導強化洗錢防制意識。')).toContain('S9')
    const english = rules(
      written('ogp-2017', { problem: 'The Act, No. 31 of 2016, Section 23 on access.' }),
    )
    expect(english).toContain('S9')
  })

  test('C13 S10 asks of a plan with more than fifteen commitments', () => {
    expect(checkPlan(8)).toEqual([])
    expect(checkPlan(15)).toEqual([])
    expect(checkPlan(45)[0]?.question.en).toContain('45')
  })
})

describe('C14 wording: what passes and what is asked about', () => {
  test.each<[RuleId, string]>([
    ['T1', 'Pursue legislation to expand laws for violations of the public interest'],
    ['T1', 'Exploration of options for an open budget'],
    ['T1', '檢視前一年Let’s Talk辦理表現'],
    ['T2', 'Improve the presentation on the web page of the Senate'],
    ['T2', 'Enhancement of the use and access to the documentary record'],
    ['T2', 'Strengthen the capacity of journalists'],
    ['T2', '深化青年參與'],
    ['T3', 'Conduct training for NPO'],
    ['T3', '召開公聽會或座談會蒐集各界意見'],
    ['T3', '1.3 Train\nTraining of officers'],
    ['T4', '宣傳人次達300萬以上'],
    ['T4', '每年辦理論壇20場以上'],
    ['T5', '蒐集各界對於政治獻金之意見'],
    ['T5', 'Consult relevant stakeholders'],
    ['T6', '須於一定時效內回應'],
    ['T6', 'Publish the data where possible'],
    ['T7', 'Parliament to pass the Bill before Jan 2023'],
    ['T7', 'Bill is passed by parliament and assented to by the President.'],
    ['T7', '政治獻金法修正案完成三讀'],
    ['T8', '每年持續辦理青年好政系列活動10場'],
    ['T8', 'Continue the publication of minutes'],
  ])('C14 %s asks about: %s', (rule, milestone) => {
    expect(ofRow({ milestone, output: '完成', end: '2025' })).toContain(rule)
  })

  test.each<[RuleId, string]>([
    ['T1', 'Introduce the legislation to the House'],
    ['T1', 'Consideration of the Standards in Public Office Bill by Dáil and Seanad Éireann'],
    ['T1', '研議並提出政治獻金法修正草案'],
    ['T2', '輔導機關動態資料以API釋出'],
    ['T2', 'Improvement and upgrade of the software for the management of cases'],
    ['T3', '每年辦理論壇20場以上'],
    ['T3', '辦理1千餘人次培訓'],
    ['T3', 'Monitoring of spending during the 2025 election campaign'],
    ['T3', 'Review of deficiencies through workshops'],
    ['T3', '依法召開公聽會'],
    ['T5', '請經濟部、交通部、臺北市政府政風處等相關單位提供資料'],
    ['T5', '各機關公開會議紀錄'],
    ['T6', 'Subject to safeguards, agencies can see the register'],
    ['T7', '完成行政院版政治獻金法修正草案'],
    ['T7', 'Regulations to fully operationalise the amended act mandating transparency passed.'],
    ['T7', 'Publish the laws enacted in the last ten years in a database'],
    ['T8', '推動永續與可持續發展報告'],
  ])('C14 %s leaves alone: %s', (rule, milestone) => {
    expect(ofRow({ milestone, output: '完成', end: '2025' })).not.toContain(rule)
  })

  test('C14 T1 finds “will advocate” inside a sentence, and a head behind a bullet', () => {
    expect(quotes(commitment('en_US0005'), 'T1')).toEqual(['Advocate', 'Advocate', 'advocate'])
    expect(quotes(commitment('en_NL0006'), 'T1')).toEqual(['consideration', 'encourage'])
  })

  test('C14 T1 leaves 「啟動…修法之研議」 followed by six articles, and an item that announces more', () => {
    expect(quotes(commitment('zh_TW-PROP-RTI'), 'T1')).toEqual([])
    expect(quotes(commitment('zh_TW-NAP1-4-1'), 'T1')).toEqual([])
  })

  test('C14 T2 leaves Chinese titles alone, which begin with 強化 by custom', () => {
    expect(quotes(commitment('zh_TW-NAP1-4-1'), 'T2')).toEqual([])
    expect(quotes(written('tw-nap', { title: '4-1 強化政治獻金透明化' }), 'T2')).toEqual([])
    expect(quotes(commitment('en_KE0038'), 'T2')).toEqual([
      'Strengthening',
      'Strengthen',
      'Strengthening',
    ])
  })

  test('C14 T3 asks once for a row, and T4 with it: a number of participants is no result', () => {
    const row = { milestone: 'Training sessions for staff', output: 'Staff trained', end: '2025' }
    expect(quotes(written('ogp-2022', {}, [row]), 'T3')).toEqual(['Training'])
    const counted = { ...row, output: '120 persons at training sessions' }
    expect(ofRow(counted)).toEqual(['T4'])
    expect(ofRow({ ...counted, output: '120 persons trained with a manual' })).toEqual([])
  })

  test('C14 T5 and T7 hold back when the row names somebody, or a parliament leads', () => {
    const row = { milestone: 'Consult relevant stakeholders', output: 'A report', end: '2025' }
    expect(ofRow(row)).toContain('T5')
    expect(ofRow({ ...row, lead: 'Ministry of Justice' })).not.toContain('T5')
    const bill = { milestone: 'Parliament to pass the Bill', output: 'A law', end: '2025' }
    expect(ofRow(bill)).toContain('T7')
    expect(ofRow(bill, { lead: 'Parliament of Ghana' })).not.toContain('T7')
  })

  test('C14 T10 asks where the values are only named', () => {
    expect(quotes(commitment('zh_TW-NAP1-4-1'), 'T10')).toHaveLength(1)
    expect(quotes(commitment('en_NZ0028'), 'T10')).toEqual([
      'Transparency, Integrity, and Accountability',
    ])
    for (const name of [
      'zh_TW-NAP1-2-1',
      'zh_TW-NAP1-2-3',
      'zh_TW-PROP-PROCUREMENT',
      'en_GH0031',
    ]) {
      expect(quotes(commitment(name), 'T10')).toEqual([])
    }
  })

  test('C14 T11 asks once for capitals that are nowhere written out', () => {
    expect(quotes(commitment('zh_TW-NAP1-2-1'), 'T11')).toEqual(['API'])
    expect(quotes(commitment('en_KE0038'), 'T11')).toEqual([])
    const twice = written('ogp-2022', {
      title: 'The PACEP',
      solution: 'PACEP and WW II by the UN.',
    })
    expect(quotes(twice, 'T11')).toEqual(['PACEP', 'WW'])
  })

  test('C14 T12 sees both calendars and both spellings, never in the name of a law', () => {
    expect(quotes(commitment('zh_TW-NAP1-4-1'), 'T12')).toEqual(['111年'])
    const text = (solution: string) => quotes(written('tw-nap', { solution }), 'T12')
    expect(text('建置平臺，並以平台公布')).toEqual(['平台'])
    expect(text('建置平臺，並提供一台電腦')).toEqual([])
    expect(text('於2021年辦理20場，為10周年')).toEqual([])
    expect(text('於2021年依《民國110年修正之辦法》辦理')).toEqual([])
  })

  test('C14 T13 needs three different words that can mean much, in one field', () => {
    const text = (solution: string) => quotes(written('tw-nap', { solution }), 'T13')
    expect(text('發揮創意無限，創造最大效益，共創雙贏')).toEqual(['無限'])
    expect(text('創新再創新，共創雙贏')).toEqual([])
    expect(text('依「創新智慧雙贏計畫」辦理')).toEqual([])
  })
})

describe('C15 where wording rules may read', () => {
  test('C15 they read title, solution, milestone and output, and nothing else', () => {
    const words =
      'Promote training for relevant stakeholders where possible. Parliament to pass the Bill.'
    const template = form('ogp-2022')
    for (const { name, kind, part } of template.fields) {
      if (kind === 'milestones') continue
      const found = rules(written('ogp-2022', { [name]: words })).filter((r) => wordingRule.test(r))
      if (part === 'title' || part === 'solution') expect(found).toContain('T1')
      else expect(found).toEqual([])
    }
    expect(ofRow({ milestone: words, output: 'x', end: '2025' })).toEqual(
      expect.arrayContaining(['T1', 'T3', 'T5', 'T6']),
    )
    expect(ofRow({ milestone: 'x', output: 'x', lead: words, end: '2025' })).toEqual([])
  })

  test('C15 quotations, quoted blocks and names of laws are not read', () => {
    const solution = [
      { kind: 'q', text: 'Promote openness.' },
      { kind: 'p', text: '“Promote openness” is what people asked for.' },
      { kind: 'p', text: '修正《促進民間參與公共建設法》。' },
      { kind: 'p', text: '「強化監督」是民間的訴求。' },
    ]
    const one = { ...written('ogp-2022', {}), fields: { solution } }
    expect(rules(one).filter((rule) => wordingRule.test(rule))).toEqual([])
  })
})

describe('C16 repetition', () => {
  test('C16 the same sentence in two fields is asked about, with the other field’s name', () => {
    const found = check(commitment('zh_TW-NAP1-2-1')).filter(({ rule }) => rule === 'T9')
    expect(found.map(({ field, quote }) => [field, quote])).toEqual([
      ['contribution', '降低紙本連署書其處理與運送，減少紙張浪費及大量碳排放'],
      ['values', '傳送到內政部戶役政系統自動查對，加快查對時效及降低查對成本'],
    ])
    expect(found[0]?.question['zh-Hant-TW']).toContain('承諾事項將涉及哪些公共問題？')
    expect(quotes(commitment('zh_TW-NAP1-2-3'), 'T9')).toEqual([])
  })

  test('C16 a name that recurs, a quotation and a regulation named in full are no repetition', () => {
    expect(quotes(commitment('zh_TW-NAP1-4-1'), 'T9')).toEqual([])
    const law = '「人民有依法律請求提供政府資訊之權利，政府應主動公開」'
    expect(quotes(written('tw-nap', { problem: law, solution: law }), 'T9')).toEqual([])
  })

  test('C16 other commitments of the plan and an earlier plan are compared', () => {
    const one = commitment('zh_TW-NAP1-2-1')
    const copy = { ...one, title: '舊案' }
    const ask = (found: readonly Finding[]) => found.filter((f) => f.question.en.includes('舊案'))
    expect(ask(check(one))).toEqual([])
    expect(ask(check(one, [copy]))).toHaveLength(1)
    expect(ask(check(one, [], [copy]))[0]?.question.en).toContain('earlier plan')
    const drafts = fromData(fixture('zh_TW-DRAFT-2020-02')).map((draft) => ({
      ...checked(draft),
      title: draft.title,
    }))
    expect(check(one, drafts).filter(({ rule }) => rule === 'T9')).toHaveLength(2)
  })

  test('C16 English is compared by words, whatever stands between them', () => {
    const words = 'officials publish the minutes of every meeting within ten days'
    const one = written('ogp-2017', {
      problem: `Today few ${words}.`,
      solution: `In future ${words.replace('minutes', 'minutes,')}!`,
    })
    expect(quotes(one, 'T9')).toHaveLength(1)
  })
})

test('C19 a commitment is checked alike from its data and from a document', () => {
  const [data] = fromData(fixture('zh_TW-NAP1-4-1'))
  if (!data) throw new Error('not imported')
  const whole = checked(data)
  const named = (name: string, blocks: readonly NewBlock[]) => ({
    name,
    blocks: blocks.map((block, index) => ({ ...block, id: `${name}${index}` })),
  })
  const texts = [
    ...Object.entries(data.fields).map(([name, blocks]) => named(name, blocks)),
    ...data.rows.flatMap(({ cells }, index) =>
      Object.entries(cells).map(([column, blocks]) => named(`row.r${index}.${column}`, blocks)),
    ),
  ]
  const rows = whole.rows.map(({ id, start = '', end = '' }) => ({ id, start, end }))
  expect(check(checkedOf(whole.template, texts, rows))).toEqual(check(whole))
})

test('C17 what a commitment still waits for is a list of fields', () => {
  const { template, fields, rows } = commitment('zh_TW-NAP1-2-1')
  expect(completeness(template, fields, rows)).toEqual([])
  expect(completeness(template, {}, [])).toEqual([
    'title',
    'period',
    'lead',
    'problem',
    'solution',
    'contribution',
    'values',
    'milestones',
  ])
  expect(completeness(form('ogp-2022'), {}, [])).toContain('civil')
})

test('C18 nothing breaks on empty, huge or odd text', () => {
  for (const template of ['ogp-2022', 'ogp-2017', 'tw-nap', 'tw-proposal', 'plan-introduction']) {
    expect(() => check(written(template, {}))).not.toThrow()
  }
  const odd = [
    '\u2028\u2028',
    '💬'.repeat(999),
    '('.repeat(5000),
    'A '.repeat(5000),
    '1.'.repeat(3000),
  ]
  for (const text of odd) {
    expect(() => check(written('ogp-2022', { title: text, solution: text }))).not.toThrow()
  }
})
