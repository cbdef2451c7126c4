import { type AST, RegExpParser } from '@eslint-community/regexpp'

/**
 * How much work a pattern makes, counted and not timed, so that a busy machine changes nothing: a
 * backtracking matcher as the standard describes it, which counts its steps. Engines skip some of
 * them; none makes fewer of a kind that grows.
 */
export type Pattern = { readonly source: string; readonly flags: string }

type Step =
  | { readonly is: 'unit'; readonly holds: (unit: string) => boolean; readonly back: boolean }
  | { readonly is: 'fork'; readonly first: number; readonly second: number }
  | { readonly is: 'go'; readonly to: number }
  | { readonly is: 'edge'; readonly holds: (text: string, at: number) => boolean }
  | { readonly is: 'look'; readonly program: Program; readonly negate: boolean }
  | { readonly is: 'save'; readonly slot: number }
  | { readonly is: 'moved'; readonly slot: number }
  | { readonly is: 'again'; readonly from: number; readonly to: number; readonly back: boolean }
type Program = readonly Step[]

/** A pattern made ready to be counted. */
export class Counted {
  readonly #program: Step[] = []
  readonly #flags: string
  readonly #global: boolean
  readonly #slots = new Map<unknown, number>()

  constructor({ source, flags }: Pattern) {
    this.#flags = flags.replace(/[gyd]/g, '')
    this.#global = flags.includes('g')
    const ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
      unicode: flags.includes('u'),
      unicodeSets: flags.includes('v'),
    })
    this.#alternatives(this.#program, ast.alternatives, false)
  }

  /** Steps to find the first match, or with `g` all of them; infinite when more than `most`. */
  steps(text: string, most: number): number {
    const counter = { left: most }
    let from = 0
    while (from <= text.length && counter.left > 0) {
      const end = run(this.#program, text, from, this.#slots.size, counter)
      if (end !== null && !this.#global) break
      from = end !== null && end > from ? end : from + 1
    }
    return counter.left > 0 ? most - counter.left : Number.POSITIVE_INFINITY
  }

  #slot(of: unknown): number {
    const slot = this.#slots.get(of) ?? this.#slots.size
    this.#slots.set(of, slot)
    return slot
  }

  #alternatives(program: Step[], alternatives: readonly AST.Alternative[], back: boolean) {
    const ends: number[] = []
    alternatives.forEach((alternative, index) => {
      const fork = program.length
      const last = index === alternatives.length - 1
      if (!last) program.push({ is: 'go', to: 0 })
      const elements = back ? alternative.elements.toReversed() : alternative.elements
      for (const element of elements) this.#element(program, element, back)
      if (last) return
      ends.push(program.length)
      program.push({ is: 'go', to: 0 })
      program[fork] = { is: 'fork', first: fork + 1, second: program.length }
    })
    for (const end of ends) program[end] = { is: 'go', to: program.length }
  }

  #element(program: Step[], element: AST.Element, back: boolean): void {
    switch (element.type) {
      case 'Group':
        this.#alternatives(program, element.alternatives, back)
        return
      case 'CapturingGroup': {
        const [from, to] = [this.#slot(element), this.#slot(`${element.start}`)]
        program.push({ is: 'save', slot: back ? to : from })
        this.#alternatives(program, element.alternatives, back)
        program.push({ is: 'save', slot: back ? from : to })
        return
      }
      case 'Backreference': {
        const group = [element.resolved].flat()[0]
        if (!group) return
        const [from, to] = [this.#slot(group), this.#slot(`${group.start}`)]
        program.push({ is: 'again', from, to, back })
        return
      }
      case 'Quantifier':
        this.#quantifier(program, element, back)
        return
      case 'Assertion':
        this.#assertion(program, element)
        return
      default:
        program.push({
          is: 'unit',
          holds: memo(new RegExp(`^${element.raw}$`, this.#flags)),
          back,
        })
    }
  }

  #quantifier(program: Step[], { element, min, max, greedy }: AST.Quantifier, back: boolean) {
    for (let nth = 0; nth < min; nth += 1) this.#element(program, element, back)
    const enter = (fork: number, out: number): Step =>
      greedy
        ? { is: 'fork', first: fork + 1, second: out }
        : { is: 'fork', first: out, second: fork + 1 }
    if (max === Number.POSITIVE_INFINITY) {
      const fork = program.length
      const slot = this.#slot({})
      program.push({ is: 'go', to: 0 }, { is: 'save', slot })
      this.#element(program, element, back)
      program.push({ is: 'moved', slot }, { is: 'go', to: fork })
      program[fork] = enter(fork, program.length)
      return
    }
    const forks: number[] = []
    for (let nth = min; nth < max; nth += 1) {
      forks.push(program.length)
      program.push({ is: 'go', to: 0 })
      this.#element(program, element, back)
    }
    for (const fork of forks) program[fork] = enter(fork, program.length)
  }

  #assertion(program: Step[], assertion: AST.Assertion) {
    if (assertion.kind === 'lookahead' || assertion.kind === 'lookbehind') {
      const inner: Step[] = []
      this.#alternatives(inner, assertion.alternatives, assertion.kind === 'lookbehind')
      program.push({ is: 'look', program: inner, negate: assertion.negate })
      return
    }
    const lines = this.#flags.includes('m')
    if (assertion.kind === 'word') {
      const { negate } = assertion
      program.push({
        is: 'edge',
        holds: (text, at) => (isWord(text[at - 1]) !== isWord(text[at])) !== negate,
      })
    } else if (assertion.kind === 'start') {
      program.push({
        is: 'edge',
        holds: (text, at) => at === 0 || (lines && lineEnd(text[at - 1])),
      })
    } else {
      program.push({
        is: 'edge',
        holds: (text, at) => at === text.length || (lines && lineEnd(text[at])),
      })
    }
  }
}

/** Where the match that begins at `from` ends; null without one. Backtracks on a stack of its own. */
function run(
  program: Program,
  text: string,
  from: number,
  slots: number,
  counter: { left: number },
): number | null {
  const stack: { step: number; at: number; saved: readonly number[] }[] = []
  let [step, at] = [0, from]
  let saved: readonly number[] = new Array(slots).fill(-1)
  for (;;) {
    counter.left -= 1
    if (counter.left <= 0) return null
    const here = program[step]
    if (!here) return at
    let holds = true
    step += 1
    if (here.is === 'unit') {
      const unit = text[here.back ? at - 1 : at]
      holds = unit !== undefined && here.holds(unit)
      at += here.back ? -1 : 1
    } else if (here.is === 'fork') {
      stack.push({ step: here.second, at, saved })
      step = here.first
    } else if (here.is === 'go') step = here.to
    else if (here.is === 'edge') holds = here.holds(text, at)
    else if (here.is === 'save') saved = saved.with(here.slot, at)
    else if (here.is === 'moved') holds = saved[here.slot] !== at
    else if (here.is === 'look') {
      holds = (run(here.program, text, at, slots, counter) !== null) !== here.negate
    } else {
      const [start = -1, end = -1] = [saved[here.from], saved[here.to]]
      const said = start < 0 || end < 0 ? '' : text.slice(start, end)
      const place = here.back ? at - said.length : at
      holds = text.startsWith(said, place)
      at = here.back ? place : at + said.length
    }
    if (holds) continue
    const back = stack.pop()
    if (!back) return null
    step = back.step
    at = back.at
    saved = back.saved
  }
}

function memo(pattern: RegExp): (unit: string) => boolean {
  const known = new Map<string, boolean>()
  return (unit) => {
    const answer = known.get(unit) ?? pattern.test(unit)
    known.set(unit, answer)
    return answer
  }
}

function lineEnd(unit: string | undefined): boolean {
  return unit !== undefined && /[\n\r\u2028\u2029]/.test(unit)
}

function isWord(unit: string | undefined): boolean {
  return unit !== undefined && /\w/.test(unit)
}
