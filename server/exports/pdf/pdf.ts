import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Layout } from '../layout.ts'
import type { Written } from '../write.ts'
import { pdfDocument } from './document.ts'
import { type Face, Fonts } from './fonts.ts'

type Press = {
  readonly compiler: NodeCompiler
  readonly faces: readonly Face[]
}

const fonts = new Fonts()
const template = readFileSync(new URL('./template.typ', import.meta.url), 'utf8')

/** A compiler with its fonts costs a second to start; each process keeps one, for all it has met. */
let press: Press | null = null

function pressWith(needed: readonly Face[]): Press {
  if (press && needed.every((face) => press?.faces.includes(face))) return press
  const faces = [...new Set([...(press?.faces ?? []), ...needed])]
  press = {
    faces,
    compiler: NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts.blobs(faces) }] }),
  }
  return press
}

/**
 * A PDF by Typst: tagged, PDF/UA-1 as the exporter itself enforces it, with bookmarks and embedded
 * fonts. What would make that fail is repaired first and told; if it fails nevertheless, the file
 * is tagged without the claim. Throws when Typst cannot set the document at all.
 */
export function writePdf(layout: Layout): Written {
  const { document, faces, repairs } = pdfDocument(layout, fonts)
  const { compiler } = pressWith(faces)
  const source = { mainFileContent: template, inputs: { doc: JSON.stringify(document) } }
  const creationTimestamp = Math.floor(layout.date / 1000)
  try {
    const bytes = compiler.pdf(source, { pdfStandard: 'ua-1', creationTimestamp })
    return { bytes, repairs }
  } catch (error) {
    const bytes = tagged(compiler, source, creationTimestamp)
    return { bytes, repairs: [...repairs, { what: 'not-ua', why: reason(error) }] }
  } finally {
    compiler.evictCache(0)
  }
}

function tagged(
  compiler: NodeCompiler,
  source: Parameters<NodeCompiler['pdf']>[0],
  creationTimestamp: number,
) {
  try {
    return compiler.pdf(source, { pdfTags: true, creationTimestamp })
  } catch (error) {
    throw new Error(`Typst: ${reason(error)}`, { cause: error })
  }
}

/** Typst's errors have its words for their code, and no message. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, Reflect.get(error, 'code')].filter(Boolean).join(' ') || error.name
}
