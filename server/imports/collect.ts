import { exportWords } from '../../shared/locale/exports.ts'
import type { Kind, Marks } from '../../shared/text/body.ts'
import {
  type ImportDraft,
  type ImportedBlock,
  type ImportedChange,
  type ImportedRun,
  type ImportedThread,
  type Lost,
  Refused,
  type Section,
} from './draft.ts'

type OpenBlock = { -readonly [Key in keyof ImportedBlock]: ImportedBlock[Key] } & {
  runs: ImportedRun[]
}

/** Paragraphs of a file, empty ones too: those of 400 pages many times over. */
const mostBlocks = 50_000

/** LibreOffice puts a joiner of no width in cells of rows that it tracks as inserted or deleted. */
const rowSign = /^\u200d+/

/** What a reader of any format tells, one thing after the other, put together as a draft. */
export class Collector {
  readonly #sections: readonly Section[]
  readonly #fields: Record<string, OpenBlock[]> = {}
  readonly #tables: Record<string, ImportedBlock[][][]> = {}
  readonly #threadSections = new Map<string, string>()
  readonly #lost = new Map<Lost['what'], number>()
  #field: string | null = null
  #level = 1
  #into: OpenBlock[] | null = null
  #ended = false
  #blocks = 0

  constructor(sections: readonly Section[]) {
    this.#sections = sections
  }

  /**
   * A heading. Known by its bookmark or label it begins a section; else inside a section a deeper
   * one is text of its own kind (answered), and a higher one ends the section.
   */
  heading(
    level: number,
    text: string,
    bookmarks: readonly string[],
    threads: readonly string[],
  ): Kind | null {
    if (bookmarks.includes('field_annex')) {
      this.#ended = true
      this.#field = null
    }
    const section = this.#sections.find(
      ({ name, labels }) =>
        bookmarks.includes(`field_${name.replace(/[^A-Za-z0-9_]/g, '_')}`.slice(0, 40)) ||
        (bookmarks.length === 0 && labels.some((label) => label.trim() === text.trim())),
    )
    if (this.#ended) return null
    if (section && !(section.name in this.#fields)) {
      this.#field = section.name
      this.#level = level
      this.#fields[section.name] = []
      for (const thread of threads) this.#threadSections.set(thread, section.name)
      return null
    }
    if (this.#field !== null && level > this.#level) return level === this.#level + 1 ? 'h1' : 'h2'
    this.#field = null
    return null
  }

  block(block: Omit<ImportedBlock, 'runs'>): void {
    if (++this.#blocks > mostBlocks) throw new Refused('too-large')
    const fresh: OpenBlock = { ...block, runs: [] }
    if (this.#into) this.#into.push(fresh)
    else if (this.#field !== null) this.#fields[this.#field]?.push(fresh)
    else this.#outside = fresh
  }
  /** What stands outside of every section is read, counted and dropped. */
  #outside: OpenBlock = { kind: 'p', runs: [] }

  run(text: string, marks: Marks, about: Omit<ImportedRun, 'text' | 'marks'>): void {
    const runs = this.#current().runs
    const first = this.#into !== null && runs.length === 0
    const words = first ? text.replace(rowSign, '') : text
    if (words === '') return
    const run = { text: words, ...(Object.keys(marks).length > 0 && { marks }), ...about }
    const last = runs.at(-1)
    const alike = last && JSON.stringify({ ...last, text: words }) === JSON.stringify(run)
    if (alike) runs[runs.length - 1] = { ...last, text: last.text + words }
    else runs.push(run)
  }

  lose(what: Lost['what']): void {
    if (!this.#ended) this.#lost.set(what, (this.#lost.get(what) ?? 0) + 1)
  }

  /** Cells of a table under a section, read by `fill`, line by line; the first line is its header. */
  table(lines: readonly (readonly (() => void)[])[]): void {
    if (this.#ended) return
    if (this.#field === null || this.#into) {
      this.lose('table')
      return
    }
    this.#tables[this.#field] = lines.slice(1).map((cells) =>
      cells.map((fill) => {
        const blocks: OpenBlock[] = []
        this.#into = blocks
        fill()
        this.#into = null
        return blocks
      }),
    )
  }

  get inSection(): boolean {
    return (this.#field !== null || this.#into !== null) && !this.#ended
  }

  draft(threads: readonly Omit<ImportedThread, 'section'>[]): ImportDraft {
    const fields = Object.fromEntries(
      Object.entries(this.#fields)
        .filter(([name]) => !(name in this.#tables))
        .map(([name, blocks]) => [name, isPlaceholder(blocks) ? [] : blocks]),
    )
    const all = [...Object.values(fields).flat(), ...Object.values(this.#tables).flat(3)]
    const changes = all.flatMap((block): (ImportedChange | undefined)[] => [
      block.inserted,
      block.deleted,
      block.proposed,
      ...block.runs.flatMap(({ inserted, deleted }) => [inserted, deleted]),
    ])
    const authors = new Set([
      ...changes.flatMap((change) => change?.author ?? []),
      ...threads.flatMap(({ comments }) => comments.map(({ author }) => author)),
    ])
    return {
      fields,
      tables: this.#tables,
      threads: threads.map((thread) => ({
        ...thread,
        section: this.#threadSections.get(thread.id) ?? null,
      })),
      authors: [...authors].sort(),
      lost: [...this.#lost].map(([what, count]) => ({ what, count })),
    }
  }

  #current(): OpenBlock {
    const blocks = this.#into ?? (this.#field === null ? null : this.#fields[this.#field])
    return blocks?.at(-1) ?? this.#outside
  }
}

/** Our own documents say in words that a section is empty. */
function isPlaceholder(blocks: readonly ImportedBlock[]): boolean {
  const [only] = blocks
  if (!only || blocks.length > 1 || only.runs.length !== 1) return false
  const said = [exportWords.empty, exportWords.noRows].flatMap((words) => Object.values(words))
  return said.includes(only.runs[0]?.text as never)
}
