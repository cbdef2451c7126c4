import type { Line } from './lines.ts'

/** Of the initials, and the room between them and a line's letters, in pixels. */
const height = 9
const over = 2

/** Words of one line, and where they begin in it, in pixels. */
type Word = { readonly left: number; readonly text: string }

/** The letters that initials are set in. */
export type Letters = {
  /** One text that holds the words at their places, exact to half a space. */
  spread(words: readonly Word[]): string
  /** They may be others than before. */
  refresh(): void
}

/** Letters of the font that is set now. */
export function lettersOf(font: () => string): Letters {
  const context = document.createElement('canvas').getContext('2d')
  const widths = new Map<string, number>()
  const widthOf = (text: string) => {
    const known = widths.get(text)
    if (known !== undefined) return known
    // asked for as late as can be: for an answer, a browser brings the page's styles up to date
    if (widths.size === 0 && context) context.font = font()
    const width = context?.measureText(text).width ?? 0
    widths.set(text, width)
    return width
  }
  return {
    refresh: () => widths.clear(),
    spread(words) {
      const space = widthOf(' ') || 1
      let end = 0
      let spread = ''
      for (const { left, text } of words) {
        const spaces = Math.max(end > 0 ? 1 : 0, Math.round((left - end) / space))
        end += spaces * space + widthOf(text)
        spread += ' '.repeat(spaces) + text
      }
      return spread
    },
  }
}

/** A line of initials as it is in the page. */
type Row = { readonly dom: HTMLElement; readonly words: Text; top: number }

/**
 * The initials over a block's lines: one text for each line, since each text in a page has its price.
 * They follow each other down the block, and only what differs is written.
 */
export class Names {
  /** All of them; to set text is dear, so who owns them says when they are put into the page. */
  readonly dom = document.createElement('div')
  readonly #letters: Letters
  readonly #rows: Row[] = []

  constructor(letters: Letters) {
    this.#letters = letters
    this.dom.className = 'author-names'
  }

  draw(lines: readonly Line[]): void {
    const words = new Map<number, Word[]>()
    for (const { initials, faded, left, top } of lines) {
      if (initials === null || faded) continue
      const word = { left, text: initials }
      const others = words.get(top)
      if (others) others.push(word)
      else words.set(top, [word])
    }
    let count = 0
    let end = 0
    for (const [top, row] of words) {
      const start = top - over - height
      this.#write(count++, start - end, this.#letters.spread(row))
      end = start + height
    }
    for (const { dom } of this.#rows.splice(count)) dom.remove()
  }

  #write(index: number, top: number, words: string): void {
    const row = this.#rows[index] ?? this.#add()
    if (row.top !== top) row.dom.style.marginBlockStart = `${top.toFixed(1)}px`
    if (row.words.data !== words) row.words.data = words
    row.top = top
  }

  #add(): Row {
    const [dom, words] = [document.createElement('div'), new Text()]
    dom.append(words)
    this.dom.append(dom)
    const row = { dom, words, top: Number.NaN }
    this.#rows.push(row)
    return row
  }
}
