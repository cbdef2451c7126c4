import { fieldFor, type Part, type TemplateField } from '../template.ts'
import { type Checked, isChinese, plainText, textOfPart } from './commitment.ts'
import type { Hit } from './finding.ts'
import type { QuestionId } from './questions.ts'
import { figure, notApplicable, openGovernment, placeholder } from './words.ts'

/** S1, S2, S7, S9: what the form still lacks. Exact, and the same in every language. */
export function structure(commitment: Checked): readonly Hit[] {
  return [
    ...emptyFields(commitment),
    ...missingPeople(commitment),
    ...unansweredValues(commitment),
    ...missingBaseline(commitment),
  ]
}

/** The names of the fields that still hold nothing, or nothing but the form's own words. */
export function openFields({ template, fields }: Pick<Checked, 'template' | 'fields'>): string[] {
  return template.fields
    .filter((field) => field.kind !== 'milestones' && !field.optional)
    .filter((field) => isOpen(field, plainText(fields[field.name])))
    .map(({ name }) => name)
}

const analysis: readonly Part[] = ['transparency', 'accountability', 'participation']
const support: readonly Part[] = ['support-civil-society', 'support-other']

/** S2 asks for these in words of its own; a commitment without supporting agencies is whole. */
const askedElsewhere: ReadonlySet<Part> = new Set([
  'lead',
  'contact',
  'support-government',
  ...support,
])

function emptyFields(commitment: Checked): Hit[] {
  const open = new Set(openFields(commitment))
  return commitment.template.fields
    .filter(({ name, part }) => open.has(name) && !askedElsewhere.has(part))
    .map(({ name }) => whole('S1', name, plainText(commitment.fields[name])))
}

/** Empty, a stand-in such as 待補, or the form's guidance left in. */
function isOpen({ part, label, guidance }: TemplateField, text: string): boolean {
  const written = text.trim()
  if (written === '') return true
  if (analysis.includes(part) && notApplicable.test(written)) return false
  const own = [...Object.values(label), ...Object.values(guidance)]
  return placeholder.test(written) || own.includes(written)
}

function missingPeople(commitment: Checked): Hit[] {
  const { template, rows } = commitment
  const asked: readonly [Part, QuestionId][] = [
    ['lead', 'S2-lead'],
    ['contact', 'S2-contact'],
  ]
  const hits = asked.flatMap(([part, question]) => {
    const field = fieldFor(template, part)
    const text = textOfPart(commitment, part)
    return field && isOpen(field, text) ? [whole(question, field.name, text)] : []
  })
  const partners = support.flatMap((part) => fieldFor(template, part) ?? [])
  const [first] = partners
  const somebody =
    partners.some((field) => !isOpen(field, textOfPart(commitment, field.part))) ||
    rows.some(({ cells }) => plainText(cells.civil).trim() || plainText(cells.other).trim())
  if (first && !somebody) {
    hits.push(whole('S2-partner', first.name, textOfPart(commitment, first.part)))
  }
  return hits
}

/** S7. "N/A" is right for one value or two; technology or inclusion alone is not yet one of them. */
function unansweredValues(commitment: Checked): Hit[] {
  const { template } = commitment
  const three = analysis.flatMap((part) => fieldFor(template, part) ?? [])
  const answers = three.map(({ part }) => textOfPart(commitment, part).trim())
  const [first] = three
  if (first && answers.every((text) => text !== '' && notApplicable.test(text))) {
    return [whole('S7-none', first.name, answers[0] ?? '')]
  }
  const field = fieldFor(template, 'values')
  const text = textOfPart(commitment, 'values')
  if (!field || isOpen(field, text)) return []
  return openGovernment.en.test(text) || openGovernment.zh.test(text)
    ? []
    : [whole('S7-other', field.name, text)]
}

function missingBaseline(commitment: Checked): Hit[] {
  const field = fieldFor(commitment.template, 'problem')
  const text = textOfPart(commitment, 'problem')
  if (!field || isOpen(field, text)) return []
  const all = `${text}\n${textOfPart(commitment, 'causes')}`
  return figure[isChinese(all) ? 'zh' : 'en'].test(all) ? [] : [missing('S9', field.name)]
}

function whole(question: QuestionId, field: string, text: string): Hit {
  return { question, field, start: 0, end: text.length }
}

/** About something that is not there: no words are marked. */
export function missing(question: QuestionId, field: string): Hit {
  return { question, field, start: 0, end: 0 }
}
