import { suggestions, threads } from '../../shared/apiRecord.ts'
import type { Anchor } from '../../shared/record/events.ts'
import type { Outcome } from '../../shared/record/states.ts'
import { fieldNames, readBlocks } from '../../shared/text/read.ts'
import { sliceOf, unitsOf } from '../filing/placing.ts'
import type { Room } from '../rooms/room.ts'
import type { Guest, Guests } from './guests.ts'
import { Seat } from './seat.ts'

/** Asks the interface for something in somebody's name; throws what it refuses. */
export type Ask = (
  token: string | null,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
) => Promise<unknown>

/** What stands in a field: its words, block by block. */
type Words = Readonly<Record<string, readonly string[]>>

/** A sample commitment that people have worked on. */
export type Story = {
  /** Of the commitment. */
  readonly id: string
  /** Words of the commitment that come in by a guest: it begins without them. */
  readonly later: Words
  play(scene: Scene): Promise<void>
}

/** One commitment, and what its guests do there, one after the other. */
export class Scene {
  readonly #room: Room
  readonly #ask: Ask
  readonly #guests: Guests
  readonly #seats = new Map<Guest, Seat>()
  /** The whole words of the fields that begin without some. */
  readonly #whole: Words

  constructor(room: Room, ask: Ask, guests: Guests, whole: Words) {
    this.#room = room
    this.#ask = ask
    this.#guests = guests
    this.#whole = whole
  }

  /** Words that the commitment has begun without, at the place where they belong. */
  async writes(guest: Guest, field: string, words: string): Promise<void> {
    await this.#seat(guest).write(field, this.#homeOf(field, words), words)
  }

  /** The same as a suggestion; gives its number. */
  async brings(guest: Guest, field: string, words: string): Promise<number> {
    const at = this.#homeOf(field, words)
    return this.#suggested(guest, field, at, at, words)
  }

  /** Suggests words for others: the only ones of the text that read so. */
  async suggests(guest: Guest, instead: string, words: string): Promise<number> {
    const { field, from, to } = this.#find(instead)
    return this.#suggested(guest, field, from, to, words)
  }

  /** Suggests words behind others. */
  async adds(guest: Guest, behind: string, words: string): Promise<number> {
    const { field, to } = this.#find(behind)
    return this.#suggested(guest, field, to, to, words)
  }

  /** Answers a suggestion; where two keys are asked for, turns one. */
  async answers(guest: Guest, number: number, outcome: Outcome, reason = ''): Promise<void> {
    const shown = (await this.#suggestions(guest)).find((each) => each.number === number)
    const answer = { outcome, reason, sign: shown?.sign }
    await this.#post(guest, `suggestions/${number}/decision`, answer)
  }

  async asksTwoKeys(guest: Guest, field: string): Promise<void> {
    await this.#post(guest, 'two-keys', { field, on: true })
  }

  async names(guest: Guest, version: string): Promise<void> {
    await this.#post(guest, 'versions', { name: version })
  }

  /** Opens a thread on words, on a suggestion or on a section; gives its id. */
  async remarks(guest: Guest, on: string | number | { section: string }, text: string) {
    await this.#post(guest, 'threads', { anchor: this.#anchor(on), ...this.#said(text) })
    const found = await this.#ask(this.#guests.tokenOf(guest), 'GET', this.#path('threads'))
    return threads.parse(found).threads.at(-1)?.id ?? ''
  }

  async replies(guest: Guest, thread: string, text: string): Promise<void> {
    await this.#post(guest, `threads/${thread}/replies`, this.#said(text))
  }

  async resolves(guest: Guest, thread: string): Promise<void> {
    const path = this.#path(`threads/${thread}`)
    await this.#ask(this.#guests.tokenOf(guest), 'PATCH', path, { resolved: true })
  }

  /** Everybody goes. */
  leave(): void {
    for (const seat of this.#seats.values()) seat.leave()
  }

  #said(text: string): { readonly text: string; readonly mentions: readonly string[] } {
    return { text, mentions: this.#guests.namedIn(text) }
  }

  #seat(guest: Guest): Seat {
    const seat = this.#seats.get(guest) ?? new Seat(this.#room, this.#guests.placeOf(guest))
    this.#seats.set(guest, seat)
    return seat
  }

  async #suggested(guest: Guest, field: string, from: number, to: number, words: string) {
    await this.#seat(guest).suggest(field, from, to, words)
    return Math.max(...(await this.#suggestions(guest)).map(({ number }) => number))
  }

  async #suggestions(guest: Guest) {
    const found = await this.#ask(this.#guests.tokenOf(guest), 'GET', this.#path('suggestions'))
    return suggestions.parse(found).suggestions
  }

  async #post(guest: Guest, path: string, body: unknown): Promise<void> {
    await this.#ask(this.#guests.tokenOf(guest), 'POST', this.#path(path), body)
  }

  #path(rest: string): string {
    return `/api/commitments/${this.#room.id}/${rest}`
  }

  #anchor(on: string | number | { section: string }): Anchor {
    if (typeof on === 'number') return { on: 'suggestion', suggestion: on }
    if (typeof on !== 'string') return { on: 'section', field: on.section }
    const { field, from, to } = this.#find(on)
    const ranges = sliceOf(unitsOf(this.#room.read().doc, field).ranges, from, to)
    return { on: 'text', field, ranges, quote: on }
  }

  /** Behind what stands before the words in the whole text. */
  #homeOf(field: string, words: string): number {
    const block = this.#whole[field]?.find((each) => each.includes(words)) ?? ''
    const before = block.slice(0, block.indexOf(words)).slice(-12)
    const at = this.#unitsIn(field).indexOf(before)
    if (before === '' || at < 0) throw new Error(`The sample has no place for: ${words}`)
    return at + before.length
  }

  #find(words: string): { field: string; from: number; to: number } {
    for (const field of fieldNames(this.#room.read().doc)) {
      const from = this.#unitsIn(field).indexOf(words)
      if (from >= 0) return { field, from, to: from + words.length }
    }
    throw new Error(`The sample does not say: ${words}`)
  }

  /** A field's live units: its characters, with a line break where a block starts. */
  #unitsIn(field: string): string {
    return readBlocks(this.#room.read().doc, field)
      .map(({ runs }) => runs.map(({ text }) => text).join(''))
      .join('\n')
  }
}
