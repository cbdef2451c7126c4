import { descentOf } from '../../shared/authorship/descent.ts'
import {
  isFieldOf,
  sectionOf,
  type Template,
  templateOf,
} from '../../shared/commitment/template.ts'
import { type Binding, bindingOf } from '../../shared/record/bindings.ts'
import { isSamePerson } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import type { SectionState } from '../../shared/record/states.ts'
import { may } from '../../shared/roles.ts'
import { reservedEnd } from '../../shared/text/identity.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { extendsList } from '../../shared/text/lists.ts'
import type { IdRange } from '../../shared/text/ranges.ts'
import type { Ground, Writer } from './admission.ts'
import type { Document } from './document.ts'
import type { Member } from './member.ts'
import type { Waiting } from './waiting.ts'

/** What admission asks about a document, answered from its record. */
export function groundOf(document: Document, waiting: Waiting): Ground {
  const accepted = cached((ranges: readonly IdRange[]) => new IdSet(ranges))
  const template = cached((record: CommitmentRecord) =>
    templateOf(record.template, record.templateVersion),
  )
  return {
    get doc() {
      return document.doc
    },
    get accepted() {
      return accepted(document.record.accepted)
    },
    get roots() {
      waiting.follow(document.record)
      return waiting.roots
    },
    get descent() {
      return descentOf(document.record.origins)
    },
    isField(name) {
      const form = template(document.record)
      return form !== null && isFieldOf(form, name)
    },
    section: (field) => sectionState(document.record, template(document.record), field),
  }
}

/**
 * The ground as a page may still take it to be: open wherever it was lately, and words where they stood,
 * as far as the page has not heard of it.
 */
export function groundFor(member: Member, document: Document, ground: Ground): Ground {
  // A stock client is told of no section, and says of nothing that it has seen it.
  const former = member.greeting === 'none' ? [] : document.grace.unseen(member.seen)
  const [oldest] = former
  if (!oldest) return ground
  const { record } = document
  const form = templateOf(record.template, record.templateVersion)
  const others = new Set(former.map(({ sections }) => sections))
  others.delete(record.sections)
  const unheard = cached(
    (origins: CommitmentRecord['origins']) =>
      new IdSet(origins.slice(oldest.origins).map(({ to }) => to)),
  )
  const untold = cached((accepted: readonly IdRange[]) => {
    if (extendsList(accepted, oldest.accepted))
      return new IdSet(accepted.slice(oldest.accepted.length))
    const known = new Set(oldest.accepted)
    return new IdSet(accepted.filter((range) => !known.has(range)))
  })
  return {
    ...ground,
    get unheard() {
      return unheard(record.origins)
    },
    get untold() {
      return untold(record.accepted)
    },
    section(field) {
      const states = [...others].map((sections) =>
        sectionState({ ...record, sections }, form, field),
      )
      return [...states, ground.section(field)].reduce(freer)
    },
  }
}

/** What of these a sender must know to be agreed text. */
export function agreedIn(
  { accepted, untold }: Pick<Ground, 'accepted' | 'untold'>,
  [client, clock, length]: IdRange,
): IdRange[] {
  return accepted
    .within(client, clock, clock + length)
    .map(([from, to]): IdRange => [client, from, to - from])
    .flatMap((range) => untold?.missing(range) ?? [range])
}

function freer(a: SectionState, b: SectionState): SectionState {
  return freedom.indexOf(a) > freedom.indexOf(b) ? a : b
}

const freedom: readonly SectionState[] = ['closed', 'suggesting', 'open']

/** A final commitment is closed; the cells of milestones have the state of their table. */
export function sectionState(
  { state, sections }: CommitmentRecord,
  template: Template | null,
  field: string,
): SectionState {
  if (state === 'final') return 'closed'
  return sections[template ? sectionOf(template, field) : field] ?? 'open'
}

/** Who sends, as admission sees them: their ids, whichever of their sessions they were drawn in. */
export function writerOf(member: Member, record: CommitmentRecord): Writer {
  return {
    mayEdit: may(member.role, 'edit'),
    maySuggest: may(member.role, 'suggest'),
    owner(client) {
      if (client < reservedEnd) return 'foreign'
      const binding = bindingOf(record.clients, client)
      if (!binding) return 'unbound'
      return binding.person === member.person.id ? binding.mode : 'foreign'
    },
    takesBack(client) {
      const binding = client < reservedEnd ? undefined : bindingOf(record.clients, client)
      return binding?.mode === 'suggesting' && isTheirs(record, binding, member.person.id)
    },
    names(client) {
      const binding = client < reservedEnd ? undefined : bindingOf(record.clients, client)
      if (binding?.mode !== 'suggesting') return false
      return isSamePerson(record, binding.person, member.person.id)
    },
  }
}

/** Whoever has written it, or in whose name it was written, takes it back. */
export function isTheirs(
  record: CommitmentRecord,
  { person, onBehalfOf }: Pick<Binding, 'person' | 'onBehalfOf'>,
  whose: string,
): boolean {
  return [person, onBehalfOf ?? person].some((id) => isSamePerson(record, id, whose))
}

/** The last answer, as long as the question is the same object. */
function cached<Question extends object, Answer>(answer: (question: Question) => Answer) {
  let last: { question: Question; answer: Answer } | null = null
  return (question: Question): Answer => {
    if (last?.question !== question) last = { question, answer: answer(question) }
    return last.answer
  }
}
