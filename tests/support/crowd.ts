import type { Editor } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import * as Y from 'yjs'
import type { History } from '../../client/editor/commands.ts'
import { type Act, acts, perform } from './crowdActs.ts'
import { charactersOf, type Person } from './crowdPerson.ts'
import { seeded } from './textWorld.ts'

/** One person's page, whatever binding it stands on. */
export type CrowdPage = {
  readonly doc: Y.Doc
  readonly editor: Editor
  readonly undo: History
  /** The id that this person's characters are born under, and the one where only suggestions are taken. */
  readonly client: number
  readonly suggests?: number
  /** The characters that this person suggests to bring in. */
  own?(): ReadonlySet<string>
  /** What is kept aside, because it was written where nothing is taken. */
  untaken?(): string
  /** Whether something of what is selected is where nothing is taken. */
  takesNothing?(): boolean
  /** How a binding is told of a composition; null: it need not be. */
  readonly composition: {
    begin(): void
    end(): void
    /** An event of the browser, as it is where nothing is composed any more. */
    hears(event: 'compositionstart' | 'keydown'): void
  } | null
  /** Find and replace, where there is such a thing and this person may use it. */
  readonly find?: Finder
  /** How changes are shown, where this person may choose. */
  readonly views?: Views
  /** Says of what is put in by the transaction that it is what stands between two positions now. */
  clipping?(from: number, to: number): (tr: Transaction) => Transaction
  /** What would stand between two positions if everything were adopted, `¶` where a block starts. */
  meant(from: number, to: number): string
  /** Whether the view shows what the document holds. */
  isShown(): boolean
  destroy(): void
}

/** The bar in which somebody looks for words and replaces them. */
export type Finder = {
  /** Marks all places and goes to the first. */
  look(query: string): void
  replaceOne(query: string, replacement: string): void
  replaceAll(query: string, replacement: string): void
}

/** A page whose text holds suggestions, and can be shown without what is struck. */
export type Views = {
  /** Does something as a suggestion. */
  suggesting(act: () => void): void
  /** What the selection is as plain text when it is copied, or cut. */
  taken(how: 'copy' | 'cut'): string
  /** The browser is about to delete; true: the editor has done it. */
  input(inputType: string): boolean
  /** The characters that somebody suggests to take out. */
  struck(): ReadonlySet<string>
  simple: boolean
}

/** A binding to be judged. */
export type Peer = {
  readonly name: string
  /** Makes an empty document that pages can be opened on, and that a relay may hold. */
  blank(): Y.Doc
  open(number: number, from: Y.Doc): CrowdPage
  /** What the room says to an honest update of `page`; null: it lets it in. */
  refuses?(update: Uint8Array, page: CrowdPage): string | null
  /** Somebody closes a section, opens it, or lets it take suggestions only. */
  setSection?(random: () => number): SectionNews
  /** Somebody answers a suggestion. Null: nothing waits for an answer. */
  decide?(random: () => number): Decided | null
  /** The text once everything that is suggested has been adopted, and what it is meant to be then. */
  adopted?(): { readonly text: string; readonly meant: string }
  /** Live characters of the document, in order, with the ids that they were born under. */
  characters(doc: Y.Doc): readonly { readonly character: string; readonly client: number }[]
}

/** What is told of a section. */
export type SectionNews = {
  /** The page hears of it. */
  hear(page: CrowdPage): void
  /** The room hears that it has, in the order in which the page says things. */
  seen(page: CrowdPage): void
}

/** What the room made of an answer. */
export type Decided = {
  readonly update: Uint8Array
  /** Which answer, to which suggestion. */
  readonly answer: string
  /** Characters that left the text with it. */
  readonly gone: readonly string[]
  /** Those of which it says that they do, and which stand nevertheless. */
  readonly stay: readonly string[]
  /** Those of `gone` of which it does not say so. */
  readonly besides: readonly string[]
}

/** What must all be empty or zero at the end of a session. */
export type Verdict = {
  lost: string[]
  /** What a replacement made of the text, where it was meant to make something else. */
  swallowed: string[]
  /** Decisions of which the words that they took out, or others, tell otherwise. */
  untrue: string[]
  doubled: string[]
  /** Characters that do not stand between those that they were typed between. */
  misplaced: string[]
  wrongOwner: string[]
  /** Half-typed characters that left a page. */
  leaked: number
  /** What the room would not have let in. */
  refused: string[]
  unequal: number
  notShown: number
  invalid: number
  errors: string[]
}

export type CrowdOptions = {
  readonly people?: number
  /** What they do; default: everything. */
  readonly only?: readonly Act[]
  /** Sections close and open while they do. */
  readonly sections?: boolean
}

type Seat = {
  page: CrowdPage
  /** What is under way, and what happens when it arrives. */
  out: (Uint8Array | (() => void))[]
  in: (Uint8Array | (() => void))[]
  offline: number
}

/** The verdict on a session in which nothing went wrong. */
export const sound = (): Verdict => ({
  lost: [],
  swallowed: [],
  untrue: [],
  doubled: [],
  misplaced: [],
  wrongOwner: [],
  leaked: 0,
  refused: [],
  unequal: 0,
  notShown: 0,
  invalid: 0,
  errors: [],
})

const preedit = /[ㄅㄆㄇ]/

/**
 * Several people write at random, every character of theirs another one, over a relay that delays
 * and parts them. What a person takes out is read off their own view before they do it, so the
 * verdict knows of every character whether it may be gone.
 */
export class Crowd {
  readonly random: () => number
  readonly verdict = sound()
  readonly #peer: Peer
  readonly #acts: readonly (readonly [Act, number])[]
  readonly #seats: readonly Seat[]
  readonly #relay: Y.Doc
  readonly #typedBy = new Map<string, CrowdPage>()
  readonly #closes: boolean
  readonly #mayBeGone = new Set<string>()
  /** Moved or undone: the documented races may double these, and they change their id. */
  readonly #recreated = new Set<string>()
  /** Stood twice at some time, or were typed anew over themselves: an answer is about one of them. */
  readonly #copied = new Set<string>()
  /** Pairs that were typed one behind the other. */
  readonly #pairs: (readonly [left: string, right: string])[] = []
  /** Where a word is being composed. */
  readonly #composing = new Set<Seat>()
  #next = 0x4e00

  constructor(seed: number, peer: Peer, { people = 3, only, sections = false }: CrowdOptions = {}) {
    this.random = seeded(seed)
    this.#closes = sections
    this.#peer = peer
    this.#relay = peer.blank()
    this.#acts = (Object.entries(acts) as [Act, number][]).filter(
      ([act]) => !only || only.includes(act),
    )
    this.#seats = Array.from({ length: people }, (_, number) => {
      const page = peer.open(number * 1000 + Math.floor(this.random() * 900), this.#relay)
      const seat: Seat = { page, out: [], in: [], offline: 0 }
      page.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'remote') seat.out.push(update)
      })
      return seat
    })
    this.#relay.on('update', (update: Uint8Array, from: unknown) => {
      for (const seat of this.#seats) if (seat !== from) seat.in.push(update)
    })
  }

  /** Characters typed so far. */
  get typed(): number {
    return this.#typedBy.size
  }

  /** Characters whose owner was judged in the end: those there that nobody moved or brought back. */
  owned = 0

  /** `count` random acts, each checked, then everything delivered and judged. */
  run(count: number): Verdict {
    for (let at = 0; at < count; at++) {
      this.#act(this.#one(this.#seats))
      if (this.random() < 0.04) this.#decide()
      if (this.#closes && this.random() < 0.06) this.#setSection()
      this.#deliver()
    }
    this.#settle()
    this.#judge()
    for (const { page } of this.#seats) page.destroy()
    return this.verdict
  }

  #act(seat: Seat): void {
    const { page } = seat
    const act = this.#chosen()
    const before = new Set(charactersOf(page.editor.state.doc))
    let wanted: string | null = null
    const whole = () => page.meant(0, page.editor.state.doc.content.size)
    const means = (text: string) => {
      const { doc, selection } = page.editor.state
      const end = doc.content.size
      wanted = page.meant(0, selection.from) + text + page.meant(selection.to, end)
    }
    try {
      perform(this.#person(seat, means), act)
    } catch (error) {
      this.verdict.errors.push(`${act}: ${error instanceof Error ? error.stack : error}`)
    }
    if (wanted !== null && whole() !== wanted) {
      this.verdict.swallowed.push(`${act} ${wanted} became ${whole()}`)
    }
    const standing = charactersOf(page.editor.state.doc)
    const after = new Set(standing)
    this.#noteCopies(standing)
    const history = act === 'Mod-z' || act === 'Mod-y'
    for (const character of before) {
      if (after.has(character)) continue
      if (history) {
        this.#mayBeGone.add(character)
        this.#recreated.add(character)
      } else if (!this.#mayBeGone.has(character)) this.verdict.lost.push(`${character} by ${act}`)
    }
    // also what another has brought back before: it stands twice now
    if (history)
      for (const [at, one] of standing.entries())
        if (!before.has(one) || standing.indexOf(one) !== at) this.#recreated.add(one)
    if (!page.isShown()) this.verdict.notShown++
    if (this.random() < 0.15) page.undo.cut()
  }

  #person(seat: Seat, means: Person['means']): Person {
    const { page } = seat
    return {
      page,
      below: (count) => this.#below(count),
      chance: (of) => this.random() < of,
      fresh: (length) => {
        const from = this.#next
        this.#next += length
        const text = String.fromCodePoint(...Array.from({ length }, (_, at) => from + at))
        for (const one of text) this.#typedBy.set(one, page)
        return text
      },
      typed: (text) => this.#notePlace(page, text),
      between: (left, text, right) => {
        if (left !== undefined) this.#pairs.push([left, text[0] ?? ''])
        if (right !== undefined) this.#pairs.push([text.at(-1) ?? '', right])
      },
      takes: (characters) => {
        for (const one of characters) this.#mayBeGone.add(one)
      },
      moves: (characters) => {
        for (const one of characters) this.#recreated.add(one)
      },
      again: (characters) => {
        for (const one of characters) this.#copied.add(one)
      },
      means: (text) => {
        if (!page.takesNothing?.()) means(text)
      },
      meanwhile: () => {
        this.#composing.add(seat)
        const others = this.#seats.filter((other) => !this.#composing.has(other))
        if (this.random() < 0.5 && others.length > 0) this.#act(this.#one(others))
        this.#deliver()
        this.#composing.delete(seat)
      },
    }
  }

  /** Remembers what the typed characters stand between, in the typist's own view. */
  #notePlace({ editor }: CrowdPage, text: string): void {
    for (const field of editor.state.doc.children) {
      const there = charactersOf(field)
      const at = there.indexOf(text[0] ?? '')
      if (at < 0) continue
      const around = there.slice(Math.max(0, at - 1), at + text.length + 1)
      for (const [index, left] of around.entries()) {
        const right = around[index + 1]
        if (right !== undefined) this.#pairs.push([left, right])
      }
    }
  }

  #noteCopies(standing: readonly string[]): void {
    const seen = new Set<string>()
    for (const one of standing) {
      if (seen.has(one)) this.#copied.add(one)
      seen.add(one)
    }
  }

  #decide(): void {
    const { decide, characters } = this.#peer
    if (!decide) return
    this.#noteCopies(characters(this.#relay).map(({ character }) => character))
    const done = decide(this.random)
    if (!done) return
    for (const one of done.gone) this.#mayBeGone.add(one)
    const untrue = [
      ...done.stay.filter((one) => !this.#copied.has(one)).map((one) => `${one} stands`),
      ...done.besides.map((one) => `${one} went, too`),
    ]
    this.verdict.untrue.push(...untrue.map((what) => `${done.answer}: ${what}`))
    Y.applyUpdate(this.#relay, done.update, 'room')
  }

  #setSection(): void {
    const news = this.#peer.setSection?.(this.random)
    if (!news) return
    for (const { page, in: coming, out } of this.#seats) {
      coming.push(() => {
        news.hear(page)
        out.push(() => news.seen(page))
      })
    }
  }

  #deliver(): void {
    for (const seat of this.#seats) {
      if (seat.offline > 0) seat.offline--
      else if (this.random() < 0.01) seat.offline = 10 + this.#below(60)
      if (seat.offline > 0) continue
      if (this.random() < 0.35) this.#send(seat, 1 + this.#below(4))
      if (this.random() < 0.35) this.#receive(seat, 1 + this.#below(4))
    }
  }

  #settle(): void {
    while (this.#seats.some((seat) => seat.in.length > 0 || seat.out.length > 0)) {
      for (const seat of this.#seats) {
        this.#send(seat, seat.out.length)
        this.#receive(seat, seat.in.length)
      }
    }
  }

  #send(seat: Seat, count: number): void {
    for (const update of seat.out.splice(0, count)) {
      if (typeof update === 'function') {
        update()
        continue
      }
      if (preedit.test(new TextDecoder().decode(update))) this.verdict.leaked++
      const refusal = this.#peer.refuses?.(update, seat.page) ?? null
      if (refusal !== null) this.verdict.refused.push(refusal)
      Y.applyUpdate(this.#relay, update, seat)
    }
  }

  #receive(seat: Seat, count: number): void {
    for (const update of seat.in.splice(0, count)) {
      try {
        if (typeof update === 'function') update()
        else Y.applyUpdate(seat.page.doc, update, 'remote')
      } catch (error) {
        this.verdict.errors.push(`receiving: ${error instanceof Error ? error.stack : error}`)
      }
    }
    if (!this.#composing.has(seat) && !seat.page.isShown()) this.verdict.notShown++
  }

  #judge(): void {
    const fresh = this.#peer.open(9999, this.#relay)
    const characters = this.#peer.characters(this.#relay)
    const wanted = JSON.stringify(characters)
    const shown = JSON.stringify(fresh.editor.state.doc.toJSON())
    for (const { page } of this.#seats) {
      const same = JSON.stringify(this.#peer.characters(page.doc)) === wanted
      if (!same || JSON.stringify(page.editor.state.doc.toJSON()) !== shown) this.verdict.unequal++
      try {
        page.editor.state.doc.check()
      } catch {
        this.verdict.invalid++
      }
    }
    fresh.destroy()
    const end = this.#peer.adopted?.()
    if (end && end.text !== end.meant) {
      this.verdict.swallowed.push(`adopted: ${end.meant} became ${end.text}`)
    }
    const offered = new Set(this.#seats.flatMap(({ page }) => [...(page.untaken?.() ?? '')]))
    const live = new Set(characters.map(({ character }) => character))
    const places = new Map<string, number>()
    for (const [place, { character, client }] of characters.entries()) {
      const typist = this.#typedBy.get(character)
      if (typist === undefined || this.#recreated.has(character)) continue
      if (places.has(character) || offered.has(character)) this.verdict.doubled.push(character)
      else if (typist.client !== client && typist.suggests !== client)
        this.verdict.wrongOwner.push(character)
      places.set(character, place)
      this.owned = places.size
    }
    for (const one of this.#typedBy.keys()) {
      const kept = live.has(one) || offered.has(one)
      if (!kept && !this.#mayBeGone.has(one)) this.verdict.lost.push(one)
    }
    for (const [left, right] of this.#pairs) {
      const from = places.get(left)
      const to = places.get(right)
      if (from !== undefined && to !== undefined && from > to) this.verdict.misplaced.push(right)
    }
  }

  #chosen(): Act {
    let left = this.random() * this.#acts.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [act, weight] of this.#acts) {
      left -= weight
      if (left < 0) return act
    }
    return 'type'
  }

  #one<Of>(many: readonly Of[]): Of {
    return many[this.#below(many.length)] as Of
  }

  #below(count: number): number {
    return Math.floor(this.random() * count)
  }
}
