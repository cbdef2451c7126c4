import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
    return JSON.parse(await office(folder, 'inspect', file)) as Inspection
  })
}

/** Opens the file in LibreOffice, lets a named person append a tracked sentence, saves it again. */
export async function editAs(
  name: string,
  bytes: Uint8Array,
  edit: { readonly author: string; readonly find: string; readonly add: string },
): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const file = join(folder, name)
    await writeFile(file, bytes)
    const out = join(folder, `edited-${name}`)
    const filter = name.endsWith('.odt') ? 'writer8' : 'MS Word 2007 XML'
    await office(folder, 'edit', file, out, filter, edit.author, edit.find, edit.add)
    return new Uint8Array(await readFile(out))
  })
}

/** What poppler reads of a PDF. */
export type Reading = {
  /** In reading order. */
  readonly text: string
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
    const [text, info, structure, fonts] = await Promise.all([
      run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], big),
      run('pdfinfo', [file], big),
      run('pdfinfo', ['-struct-text', file], big),
      run('pdffonts', [file], big),
    ])
    return {
      text: text.stdout,
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

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-office-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Debian's own Python is the one that has LibreOffice's bindings. */
async function office(folder: string, ...call: string[]): Promise<string> {
  const script = fileURLToPath(new URL('./office.py', import.meta.url))
  const { stdout } = await run('/usr/bin/python3', [script, join(folder, 'profile'), ...call], {
    timeout: patience,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, TZ: 'UTC', HOME: folder },
  })
  return stdout
}
