import type { CommitmentRecord, Suggestion } from '../record/record.ts'
import { adopts } from '../record/states.ts'
import { templatePerson } from './attribution.ts'
import type { AttributedRun } from './runs.ts'
import { countCharacters } from './shares.ts'

/** What one side, or one person, has put in. Numbers of different kinds are never added up. */
export type Part = {
  /** Characters of theirs in the text as it is now, suggested ones too, blanks and breaks left out. */
  readonly characters: number
  /** Of these, how many stand in suggestions that nobody has decided: no agreed text yet. */
  readonly waiting: number
  readonly suggestions: number
  /** Of their suggestions, how many were adopted, in whole or in part. */
  readonly adopted: number
  readonly comments: number
  /** Threads of theirs in which somebody else has replied, or which were resolved. */
  readonly answered: number
}

export type Parts = {
  readonly byPerson: Readonly<Record<string, Part>>
  readonly bySector: Readonly<Record<string, Part>>
  /** Characters in all, those of the template left out, and what of them is only suggested. */
  readonly characters: number
  readonly waiting: number
}

export type Section = Parts & {
  readonly name: string
  /** The only side, government or civil society, that has done anything here; null: both, or none. */
  readonly onlySide: Side | null
}

export type Side = 'government' | 'civil-society'
export type Balance = { readonly whole: Parts; readonly sections: readonly Section[] }

const nothing: Part = {
  characters: 0,
  waiting: 0,
  suggestions: 0,
  adopted: 0,
  comments: 0,
  answered: 0,
}
const sides: readonly Side[] = ['government', 'civil-society']

/**
 * Who took part, and where: by section and in all, by sector and person. A description and no score:
 * it does not say whose ideas they were, who convinced whom, or what was said in the room. Pressing
 * Enter and moving a paragraph inside a section change nothing.
 */
export function balanceOf(
  fields: readonly { readonly name: string; readonly runs: readonly AttributedRun[] }[],
  record: Pick<CommitmentRecord, 'suggestions' | 'threads'>,
  sectorOf: (person: string) => string | undefined,
  sectionOf: (field: string) => string,
): Balance {
  const whole = new Tally(sectorOf)
  const sections = new Map<string, Tally>()
  const add = (field: string, person: string, part: Partial<Part>) => {
    const section = sectionOf(field)
    const tally = sections.get(section) ?? new Tally(sectorOf)
    sections.set(section, tally)
    tally.add(person, part)
    whole.add(person, part)
  }
  for (const { name, runs } of fields) {
    if (!sections.has(sectionOf(name))) sections.set(sectionOf(name), new Tally(sectorOf))
    for (const run of runs) {
      const characters = countCharacters(run.text)
      if (run.person === templatePerson || characters === 0) continue
      const waiting = run.pending ? characters : 0
      add(name, run.onBehalfOf ?? run.person, { characters, waiting })
    }
  }
  for (const suggestion of Object.values(record.suggestions)) {
    const adopted = adopts(suggestion.status)
    const part = { suggestions: 1, adopted: adopted ? 1 : 0 }
    add(suggestion.field, suggestion.onBehalfOf ?? suggestion.person, part)
  }
  for (const { anchor, comments, resolved } of Object.values(record.threads)) {
    const field = anchor.on === 'suggestion' ? fieldOf(record, anchor.suggestion) : anchor.field
    const [first, ...replies] = comments
    if (field === null || !first) continue
    for (const comment of comments) {
      if (!comment.deleted) add(field, comment.onBehalfOf ?? comment.person, { comments: 1 })
    }
    const answered = resolved !== null || replies.some(({ person }) => person !== first.person)
    if (answered) add(field, first.onBehalfOf ?? first.person, { answered: 1 })
  }
  return {
    whole: whole.parts(),
    sections: Array.from(sections, ([name, tally]) => {
      const parts = tally.parts()
      return { name, ...parts, onlySide: onlySideOf(parts) }
    }),
  }
}

function onlySideOf({ bySector }: Parts): Side | null {
  const present = sides.filter((side) => bySector[side] !== undefined)
  return present.length === 1 ? (present[0] ?? null) : null
}

function fieldOf(
  { suggestions }: { readonly suggestions: Readonly<Record<number, Suggestion>> },
  number: number,
): string | null {
  return suggestions[number]?.field ?? null
}

class Tally {
  readonly #sectorOf: (person: string) => string | undefined
  readonly #byPerson = new Map<string, Part>()
  readonly #bySector = new Map<string, Part>()
  #characters = 0
  #waiting = 0

  constructor(sectorOf: (person: string) => string | undefined) {
    this.#sectorOf = sectorOf
  }

  add(person: string, part: Partial<Part>): void {
    this.#characters += part.characters ?? 0
    this.#waiting += part.waiting ?? 0
    const sector = this.#sectorOf(person) ?? 'unknown'
    this.#byPerson.set(person, sum(this.#byPerson.get(person) ?? nothing, part))
    this.#bySector.set(sector, sum(this.#bySector.get(sector) ?? nothing, part))
  }

  parts(): Parts {
    return {
      byPerson: Object.fromEntries(this.#byPerson),
      bySector: Object.fromEntries(this.#bySector),
      characters: this.#characters,
      waiting: this.#waiting,
    }
  }
}

function sum(part: Part, more: Partial<Part>): Part {
  return {
    characters: part.characters + (more.characters ?? 0),
    waiting: part.waiting + (more.waiting ?? 0),
    suggestions: part.suggestions + (more.suggestions ?? 0),
    adopted: part.adopted + (more.adopted ?? 0),
    comments: part.comments + (more.comments ?? 0),
    answered: part.answered + (more.answered ?? 0),
  }
}
