import * as Y from 'yjs'
import { isOwnSuggestion, isPending } from '../../client/text/own.ts'
import type { Entry } from '../../server/journal/journal.ts'
import { decideTogether } from '../../server/rooms/decisions.ts'
import type { Claim, Origin } from '../../shared/record/origin.ts'
import type { FieldText } from '../../shared/text/body.ts'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { type ClientIds, drawClientIds } from '../../shared/text/identity.ts'
import { suggestReplace } from '../../shared/text/suggest.ts'
import { insertText, remove } from '../../shared/text/write.ts'
import { MemoryRoom } from './memoryRoom.ts'
import { moveUnits } from './recreating.ts'
import { seeded } from './textWorld.ts'

/** What a commitment has lived through. */
export type Age = {
  /** Entries of its journal, about. */
  readonly entries: number
  /** Pages that were opened, by so many people. */
  readonly openings: number
  readonly people: number
  /** Suggestions, and how many of them stay open. */
  readonly suggestions: number
  readonly open: number
  readonly threads: number
  /** Passages that were put elsewhere. */
  readonly moved: number
  /** Characters that live in the end, about. */
  readonly characters: number
  readonly seed?: number
}

/** The fields that are written in. */
export const agedFields = ['problem', 'causes', 'solution', 'results']
const words = [
  '公開',
  'budgets ',
  '資料',
  'every quarter ',
  '參與',
  'by 2027 ',
  '每季',
  'publish ',
  '公民',
]
const host = {
  person: 'host',
  alike: new Set<string>(),
  sector: 'public',
  facilitates: true,
} as const

/**
 * A commitment that many people have worked on for long, made by the room's own code: pages open and
 * write, suggest, move, and are answered. `keep`: told of the room now and then, with its new entries.
 */
export async function growOld(
  age: Age,
  keep: (entries: readonly Entry[], room: MemoryRoom) => Promise<void>,
): Promise<MemoryRoom> {
  const room = new MemoryRoom()
  const random = seeded(age.seed ?? 16)
  const below = (count: number) => Math.floor(random() * count)
  const one = <Of>(of: readonly Of[]): Of => of[below(of.length)] as Of
  const person = () => `p${below(age.people)}`
  const pen = new Pen(room)
  let kept = 0
  const counts = { openings: 0, suggestions: 0, answered: 0, threads: 0, moved: 0 }
  const due = (count: number, of: number) => count < (of * room.entries.length) / age.entries

  while (room.entries.length < age.entries) {
    const field = one(agedFields)
    const { length } = fieldText(pen.doc, field)
    const at = below(length + 1)
    if (due(counts.openings, age.openings) || !pen.isOpen) {
      pen.open(person())
      counts.openings += 1
    } else if (due(counts.threads, age.threads)) {
      const thread = `t${counts.threads}`
      const anchor = { on: 'section', field } as const
      room.say([{ type: 'thread-opened', thread, anchor, text: one(words), mentions: [] }])
      if (counts.threads % 20 > 0) room.say([{ type: 'thread-resolved', thread }])
      counts.threads += 1
    } else if (due(counts.suggestions, age.suggestions) && length > 20) {
      await pen.suggest(field, Math.min(at, length - 4), 1 + below(3), one(words))
      counts.suggestions += 1
    } else if (due(counts.answered, age.suggestions - age.open)) {
      const open = Object.values(room.document.record.suggestions).find(
        ({ status }) => status === 'open',
      )
      if (open) pen.answer(open.number, random() < 0.6 ? 'adopted' : 'declined')
      counts.answered += 1
    } else if (due(counts.moved, age.moved) && length > 20) {
      await pen.move(field, Math.min(at, length - 6), 2 + below(4), one(agedFields), random())
      counts.moved += 1
    } else if (length > age.characters / agedFields.length)
      await pen.write((tx) => remove(tx, fieldText(pen.doc, field), Math.min(at, length - 12), 12))
    else
      await pen.write((tx) =>
        insertText(tx, fieldText(pen.doc, field), at, one(words) + one(words), null),
      )
    if (room.entries.length - kept < 500) continue
    await keep(room.entries.slice(kept), room)
    kept = room.entries.length
  }
  await keep(room.entries.slice(kept), room)
  return room
}

/** The same text, written by one person today. */
export async function writtenAnew(
  text: readonly FieldText[],
  keep: (entries: readonly Entry[], room: MemoryRoom) => Promise<void>,
): Promise<MemoryRoom> {
  const room = new MemoryRoom()
  const pen = new Pen(room)
  pen.open('p0')
  for (const { name, blocks } of text)
    for (const { runs } of blocks) {
      const words = runs.map((run) => run.text).join('')
      await pen.write((tx) => insertText(tx, fieldText(pen.doc, name), 0, words, null))
    }
  await keep(room.entries, room)
  return room
}

/** The page that was opened last: it has what all have written. */
class Pen {
  readonly doc = new Y.Doc()
  readonly #room: MemoryRoom
  #person = ''
  #ids: ClientIds | null = null
  #written: Uint8Array[] = []
  claims: readonly Claim[] = []

  constructor(room: MemoryRoom) {
    this.#room = room
    guardBody(this.doc)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#written.push(update)
    })
  }

  get isOpen(): boolean {
    return this.#ids !== null
  }

  open(person: string): void {
    this.#person = person
    this.#ids = drawClientIds()
    this.#room.join(person, this.#ids)
  }

  /** Writes at once; `together` is for who writes several times before it leaves. */
  async write(write: (transaction: Y.Transaction) => void, mode: keyof ClientIds = 'editing') {
    this.#draw(write, mode)
    await this.#send()
  }

  suggest(field: string, from: number, length: number, said: string): Promise<void> {
    const record = () => this.#room.document.record
    const suggester = {
      isOwn: (client: number) => isOwnSuggestion(record(), this.#person, client),
      isPending: (client: number, clock: number) => isPending(record(), client, clock),
      origins: () => record().origins,
    }
    const text = fieldText(this.doc, field)
    return this.write(
      (tx) => suggestReplace(tx, text, from, from + length, [{ text: said }], suggester),
      'suggesting',
    )
  }

  async move(field: string, start: number, length: number, into: string, place: number) {
    const mover = {
      ...{ doc: this.doc, claims: [] as readonly Origin[] },
      write: (write: (transaction: Y.Transaction) => void) => this.#draw(write, 'editing'),
    }
    moveUnits(mover, { field, start, end: start + length }, { field: into, place }, true)
    this.claims = mover.claims
    await this.#send()
  }

  answer(number: number, outcome: 'adopted' | 'declined'): void {
    const said = { outcome, reason: 'as agreed', override: false }
    const update = this.#room.act(host.person, ({ doc, record }) =>
      decideTogether(doc, record, [number], host, said),
    )
    if (update) Y.applyUpdate(this.doc, update, this)
  }

  #draw(write: (transaction: Y.Transaction) => void, mode: keyof ClientIds): void {
    if (!this.#ids) throw new Error('no page is open')
    this.doc.clientID = this.#ids[mode]
    this.doc.transact(write)
  }

  async #send(): Promise<void> {
    const [updates, claims] = [this.#written, this.claims]
    this.#written = []
    this.claims = []
    if (updates.length === 0) return
    this.#room.sees(this.#person)
    await this.#room.take(this.#person, Y.mergeUpdates(updates), claims)
    const [refused] = this.#room.refused
    if (refused) throw new Error(refused)
  }
}
