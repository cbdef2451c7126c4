import {
  addWords,
  broughtForWords,
  broughtWords,
  changedWords,
  columnWords,
  deleteWords,
  mergedWords,
  methodWords,
  outcomeWords,
  paragraphWords,
  quotedWords,
  replaceWords,
  resolvedWords,
  saidWords,
  sectorWords,
  typedForWords,
  exportWords as words,
} from '../../shared/locale/exports.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { own } from '../../shared/own.ts'
import { awaitsAnswer } from '../../shared/record/answering.ts'
import { decidersOf } from '../../shared/record/deciders.ts'
import type { Decision, Suggestion, Thread } from '../../shared/record/record.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { toldOf } from '../../shared/text/passage.ts'
import { type Clock, clockOf } from './clock.ts'
import { footerOf } from './footer.ts'
import type { Piece } from './layout.ts'
import { type ExportBlock, type ExportCommitment, nameOf } from './model.ts'

/** The bookmark under which a document's record begins; an import stops there. */
export const annexName = 'annex'

/** The record as ordinary pieces, so that every format has it for nothing. */
export function annex(model: ExportCommitment, level: number): Piece[] {
  const { locale } = model
  const clock = clockOf(model.timeZone)
  const heading = (text: string): Piece => ({
    is: 'heading',
    level: level + 1,
    text,
    name: null,
    threads: [],
  })
  return [
    ...(model.copy === 'record' ? [] : [widePage(model)]),
    { is: 'heading', level, text: words.record[locale], name: annexName, threads: [] },
    heading(words.contributions[locale]),
    contributions(model, level + 1),
    ...merged(model, clock),
    heading(words.suggestions[locale]),
    suggestions(model, clock, level + 1),
    heading(words.threads[locale]),
    threads(model, clock, level + 1),
    heading(words.method[locale]),
    ...methodWords.map((said): Piece => ({ is: 'paragraph', text: said[locale] })),
  ]
}

/** Its tables have many columns. */
function widePage(model: ExportCommitment): Piece {
  return { is: 'page', wide: true, footer: footerOf(model) }
}

function contributions(model: ExportCommitment, below: number): Piece {
  const { locale } = model
  const waits = model.contributions.some(({ shares }) => shares.some(({ waiting }) => waiting))
  const rows = model.contributions.flatMap(({ field, shares }) => {
    const parts = shares.map((share) => {
      const { characters, waiting = 0 } = share
      return { ...share, waiting, agreed: characters - waiting }
    })
    const total = parts.reduce((sum, { agreed }) => sum + agreed, 0)
    return parts
      .sort((a, b) => b.agreed - a.agreed || b.waiting - a.waiting)
      .map(({ person, sector, agreed, waiting }) => [
        cell(labelOf(model, field)),
        cell(nameOf(model, person)),
        cell(own(model.people, person)?.organisation ?? ''),
        cell(sector === null ? '' : sectorWords[sector][locale]),
        cell(String(agreed)),
        cell(total === 0 ? '' : `${((100 * agreed) / total).toFixed(1)} %`),
        ...(waits ? [cell(waiting === 0 ? '' : String(waiting))] : []),
      ])
  })
  if (rows.length === 0) return { is: 'paragraph', text: words.noContributions[locale] }
  return {
    is: 'table',
    caption: words.contributions[locale],
    columns: columns(locale, [
      ['section', 4],
      ['person', 2],
      ['organisation', 3],
      ['sector', 2],
      [waits ? 'agreedCharacters' : 'characters', 1.5],
      ['share', 1.5],
      ...(waits ? [['waitingCharacters', 1.5] as const] : []),
    ]),
    rows,
    below,
  }
}

/** Who came in twice, and who said so. */
function merged(model: ExportCommitment, clock: Clock): Piece[] {
  return model.merged.map(({ person, into, by, at }): Piece => {
    const [first, second, sayer] = [into, person, by].map((id) => nameOf(model, id))
    const said = mergedWords(first ?? '', second ?? '', sayer ?? '', clock.day(at))
    return { is: 'paragraph', text: said[model.locale] }
  })
}

function suggestions(model: ExportCommitment, clock: Clock, below: number): Piece {
  const { locale } = model
  if (model.suggestions.length === 0) {
    return { is: 'paragraph', text: words.noSuggestions[locale] }
  }
  return {
    is: 'table',
    caption: words.suggestions[locale],
    columns: columns(locale, [
      ['number', 1.1],
      ['who', 2],
      ['section', 2.8],
      ['asked', 4.3],
      ['decision', 2],
      ['reason', 3.6],
      ['where', 2],
      ['decider', 2],
      ['date', 2.2],
    ]),
    rows: model.suggestions.map((one) => [
      cell(String(one.number)),
      cell(speaker(model, one)),
      cell(labelOf(model, one.field)),
      cell(asked(one, locale), ...changes(model, one)),
      ...answer(model, one, clock),
    ]),
    below,
  }
}

/** decision, reason, where, decider, date: a line for each decision that was ever made. */
function answer(model: ExportCommitment, one: Suggestion, clock: Clock): ExportBlock[][] {
  const { locale } = model
  const where = cell(whereIs(model, one))
  const decided = one.decisions
  const pending = one.status === 'open' || one.status === 'emptied'
  const withdrawn = one.status === 'emptied' && !awaitsAnswer(one)
  const outcome = decided.map((decision) =>
    decision.outcome === 'adopted' && one.changed
      ? words.changed[locale]
      : outcomeWords[decision.outcome][locale],
  )
  const reasons = decided.map((decision) => reasonOf(decision, locale))
  if (withdrawn) outcome.push(words.withdrawn[locale])
  else if (pending) outcome.push(words[decided.length > 0 ? 'reopened' : 'undecided'][locale])
  if (pending && decided.length === 0) reasons.push(words.noReasonYet[locale])
  return [
    cell(...outcome),
    cell(...reasons),
    where,
    cell(...decided.map((decision) => namesOf(model, decidersOf(one, decision)))),
    cell(...decided.map(({ at }) => clock.day(at))),
  ]
}

function namesOf(model: ExportCommitment, people: readonly string[]): string {
  const between = model.locale === 'en' ? ', ' : '、'
  return people.map((person) => nameOf(model, person)).join(between)
}

function reasonOf({ reason, override }: Decision, locale: Locale): string {
  const said = !saysSomething(reason) ? words.noReason[locale] : reason
  return override ? `${said} ${words.overridden[locale]}` : said
}

function asked({ added, removed, kinds }: Suggestion, locale: Locale): string {
  if (added !== '' && removed !== '') return replaceWords(removed, added)[locale]
  if (added !== '') return addWords(added)[locale]
  if (removed !== '') return deleteWords(removed)[locale]
  return words[Object.keys(kinds).length > 0 ? 'newKind' : 'onlyBreaks'][locale]
}

/** Who took out words of it while it waited, and what its author had suggested. */
function changes(model: ExportCommitment, { changed }: Suggestion): string[] {
  if (!changed) return []
  const was = toldOf(changed.was.added, changed.was.inserted)
  return [changedWords(namesOf(model, changed.by), was)[model.locale]]
}

function whereIs(model: ExportCommitment, { number }: Suggestion): string {
  const paragraph = model.places[number]
  return paragraph === undefined
    ? words.gone[model.locale]
    : paragraphWords(paragraph)[model.locale]
}

function threads(model: ExportCommitment, clock: Clock, below: number): Piece {
  const { locale } = model
  if (model.threads.length === 0) return { is: 'paragraph', text: words.noThreads[locale] }
  return {
    is: 'table',
    caption: words.threads[locale],
    columns: columns(locale, [
      ['number', 1],
      ['about', 5],
      ['discussion', 10],
      ['outcome', 3],
    ]),
    rows: model.threads.map((thread, index) => [
      cell(String(index + 1)),
      cell(aboutOf(model, thread)),
      cell(
        ...thread.comments.map((comment) => {
          const said = comment.deleted ? words.deletedComment[locale] : comment.text
          const at = comment.brought?.at ?? comment.at
          return saidWords(speaker(model, comment), clock.day(at), said)[locale]
        }),
      ),
      cell(outcomeOf(model, thread, clock)),
    ]),
    below,
  }
}

function aboutOf(model: ExportCommitment, { anchor }: Thread): string {
  if (anchor.on === 'suggestion') {
    return `${words.suggestion[model.locale]} ${anchor.suggestion}`
  }
  const section = labelOf(model, anchor.field)
  return anchor.on === 'section' ? section : quotedWords(section, anchor.quote)[model.locale]
}

function outcomeOf(model: ExportCommitment, { resolved }: Thread, clock: Clock): string {
  if (!resolved) return words.unresolved[model.locale]
  return resolvedWords(nameOf(model, resolved.person), clock.day(resolved.at))[model.locale]
}

/** Who said it, and who put it here for them. */
function speaker(
  model: ExportCommitment,
  { person, onBehalfOf, brought }: Pick<Suggestion, 'person' | 'onBehalfOf' | 'brought'>,
): string {
  const { locale } = model
  const name = nameOf(model, person)
  if (onBehalfOf === null) return brought ? broughtWords(name)[locale] : name
  const speaker = nameOf(model, onBehalfOf)
  return (brought ? broughtForWords : typedForWords)(speaker, name)[locale]
}

/** A cell's label is its column's, as people see it in the table. */
function labelOf(model: ExportCommitment, name: string): string {
  const field = model.fields.find((one) => one.name === name)
  if (field) return field.label
  const column = name.startsWith('row.') ? name.slice(name.lastIndexOf('.') + 1) : null
  for (const { content, label } of model.fields) {
    if (content.is !== 'rows') continue
    const found = content.columns.find((one) => one.name === column)
    if (found) return found.label === label ? label : columnWords(label, found.label)[model.locale]
  }
  return name
}

function columns(locale: Locale, wanted: readonly (readonly [keyof typeof words, number])[]) {
  return wanted.map(([word, width]) => ({ label: words[word][locale], width }))
}

function cell(...lines: string[]): ExportBlock[] {
  const blocks = lines.map(
    (text): ExportBlock => ({
      id: '',
      kind: 'p',
      runs: text === '' ? [] : [{ text }],
    }),
  )
  return blocks.length > 0 ? blocks : [{ id: '', kind: 'p', runs: [] }]
}
