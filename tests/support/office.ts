import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A cold start on a busy machine takes many seconds; a hang takes forever. */
const patience = 180_000

/** `level` is of the list that the paragraph is in; null: none. */
export type Shown = {
  readonly style: string
  readonly level: number | null
  readonly text: string
}

/** What LibreOffice makes of a document. Paragraphs of the body and of tables, top to bottom. */
export type Inspection = {
  readonly changes: readonly {
    readonly type: string
    readonly author: string
    readonly at: string
  }[]
  readonly comments: readonly {
    readonly author: string
    readonly at: string
    readonly text: string
    readonly resolved: boolean
  }[]
  readonly accepted: readonly Shown[]
  readonly rejected: readonly Shown[]
}

/** Opens the file in LibreOffice: lists changes and comments, accepts all, and again rejects all. */
export async function inspect(name: string, bytes: Uint8Array): Promise<Inspection> {
  return inFolder(async (folder) => {
    const file = join(folder, name)
    await writeFile(file, bytes)
    return (await office('inspect', file)) as Inspection
  })
}

/** What LibreOffice says a document is. */
export type Description = {
  readonly title: string
  readonly subject: string
  readonly description: string
  readonly own: Readonly<Record<string, string>>
  /** Of each table: whether its first row comes again on each page. */
  readonly headerRows: readonly boolean[]
  /** Of all words: of Latin letters, and of Chinese ones. */
  readonly languages: readonly string[]
  readonly outline: readonly { readonly level: number; readonly text: string }[]
}

export async function describeFile(name: string, bytes: Uint8Array): Promise<Description> {
  return inFolder(async (folder) => {
    const file = join(folder, name)
    await writeFile(file, bytes)
    return (await office('describe', file)) as Description
  })
}

/** The document on paper, as LibreOffice lays it out. */
export async function printed(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const [file, target] = [join(folder, name), join(folder, 'printed.pdf')]
    await writeFile(file, bytes)
    await office('print', file, target)
    return new Uint8Array(await readFile(target))
  })
}

/** Opens the file in LibreOffice, lets a named person append a tracked sentence, saves it again. */
export function editAs(
  name: string,
  bytes: Uint8Array,
  edit: { readonly author: string; readonly find: string; readonly add: string },
): Promise<Uint8Array> {
  return saved('edit', name, bytes, [edit.author, edit.find, edit.add])
}

/** The same for the rows of its first table; cells by name, as `B2`. */
export function editRowsAs(
  name: string,
  bytes: Uint8Array,
  {
    author,
    ...changes
  }: {
    readonly author: string
    readonly set: Readonly<Record<string, string>>
    readonly add: readonly string[]
    readonly remove: number
  },
): Promise<Uint8Array> {
  return saved('rows', name, bytes, [author, JSON.stringify(changes)])
}

function saved(call: string, name: string, bytes: Uint8Array, asked: readonly string[]) {
  return inFolder(async (folder) => {
    const [file, target] = [join(folder, name), join(folder, `edited-${name}`)]
    await writeFile(file, bytes)
    const filter = name.endsWith('.odt') ? 'writer8' : 'MS Word 2007 XML'
    await office(call, file, target, filter, ...asked)
    return new Uint8Array(await readFile(target))
  })
}

/** What poppler reads of a PDF. */
export type Reading = {
  /** In reading order. */
  readonly text: string
  /** The same, page by page. */
  readonly pages: readonly string[]
  /** Where its links lead, within the file left out. */
  readonly links: readonly string[]
  /** Pieces of lines, in points from the top of their page. */
  readonly lines: readonly { readonly top: number; readonly size: number; readonly text: string }[]
  readonly bookmarks: readonly { readonly page: number; readonly text: string }[]
  readonly info: string
  readonly structure: string
  /** Of each font: whether it is in the file, and whether its signs can be searched for. */
  readonly fonts: readonly { readonly embedded: boolean; readonly searchable: boolean }[]
}

export async function readPdf(bytes: Uint8Array): Promise<Reading> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.pdf')
    await writeFile(file, bytes)
    const big = { maxBuffer: 64 * 1024 * 1024 }
    const [text, info, structure, fonts, hypertext] = await Promise.all([
      run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], big),
      run('pdfinfo', [file], big),
      run('pdfinfo', ['-struct-text', file], big),
      run('pdffonts', [file], big),
      run('pdftohtml', ['-xml', '-i', '-stdout', file], big),
    ])
    return {
      text: text.stdout,
      pages: text.stdout.split('\f').slice(0, -1),
      links: [...hypertext.stdout.matchAll(/<a href="(\w+:[^"]*)">/g)].map(([, link = '']) => link),
      lines: linesOf(hypertext.stdout),
      bookmarks: [...hypertext.stdout.matchAll(/<item page="(\d+)">(.*?)<\/item>/gs)].map(
        ([, page, text = '']) => ({ page: Number(page), text: unescaped(text) }),
      ),
      info: info.stdout,
      structure: structure.stdout,
      fonts: fonts.stdout
        .trim()
        .split('\n')
        .slice(2)
        .map((line) => {
          // name, type, encoding, then emb, sub, uni, object
          const [emb, , uni] = line.trim().split(/\s+/).slice(-5)
          return { embedded: emb === 'yes', searchable: uni === 'yes' }
        }),
    }
  })
}

/** A PDF's text alone, in the order in which it was set: what else is read of one takes minutes for a long one. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.pdf')
    await writeFile(file, bytes)
    const big = { maxBuffer: 64 * 1024 * 1024 }
    return (await run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], big)).stdout
  })
}

/** Words of a PDF where they stand, and its text in the order of reading, right to left as well. */
export async function pdfWords(bytes: Uint8Array) {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.pdf')
    await writeFile(file, bytes)
    const [text, boxes] = await Promise.all([
      run('pdftotext', ['-enc', 'UTF-8', file, '-']),
      run('pdftotext', ['-bbox', '-enc', 'UTF-8', file, '-']),
    ])
    const found = boxes.stdout.matchAll(
      /<word xMin="([\d.]+)".*? xMax="([\d.]+)".*?>(.*?)<\/word>/g,
    )
    return {
      text: text.stdout,
      width: Number(/<page width="([\d.]+)"/.exec(boxes.stdout)?.[1]),
      words: Array.from(found, ([, left, right, word = '']) => ({
        ...{ left: Number(left), right: Number(right), text: unescaped(word) },
      })),
    }
  })
}

/** `pdftohtml` draws a point as one and a half. */
const drawn = 1.5

function linesOf(xml: string): Reading['lines'] {
  const specs = xml.matchAll(/<fontspec id="(\d+)" size="(\d+)"/g)
  const sizes = new Map(Array.from(specs, ([, id, size]) => [id, Number(size) / drawn]))
  const pieces = xml.matchAll(/<text top="(-?\d+)"[^>]* font="(\d+)">(.*?)<\/text>/g)
  return Array.from(pieces, ([, top, font, text = '']) => ({
    ...{ top: Number(top) / drawn, size: sizes.get(font) ?? 0 },
    text: unescaped(text.replace(/<[^>]*>/g, '')),
  }))
}

function unescaped(xml: string): string {
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' }
  return xml.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => signs[name] ?? '')
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-office-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The LibreOffice of this worker, over all its files: started by its first call, it ends with the worker. */
let started: Promise<Office> | null = null
/** One document after the other: a user's name is of the whole office. */
let calls: Promise<unknown> = Promise.resolve()

function office(...call: string[]): Promise<unknown> {
  started ??= startOffice()
  const running = started
  const answer = calls.then(async () => (await running).ask(call))
  calls = answer.catch(() => {})
  return answer
}

type Office = { ask(call: readonly string[]): Promise<unknown> }

/** Debian's own Python is the one that has LibreOffice's bindings. */
async function startOffice(): Promise<Office> {
  const profile = await mkdtemp(join(tmpdir(), 'accord-office-'))
  const script = fileURLToPath(new URL('./office.py', import.meta.url))
  const python = spawn('/usr/bin/python3', [script, profile], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TZ: 'UTC', HOME: profile },
  })
  // its input ends with this process, and it then takes its profile and LibreOffice away
  python.unref()
  python.once('exit', () => {
    started = null
  })
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  return {
    async ask(call) {
      python.stdin.write(`${JSON.stringify(call)}\n`)
      const hung = setTimeout(() => python.kill(), patience)
      const { value, done } = await answers.next()
      clearTimeout(hung)
      if (done) throw new Error(`LibreOffice ended at ${call[0]}`)
      const { found, failed } = JSON.parse(value)
      if (failed) throw new Error(failed)
      return found
    },
  }
}
