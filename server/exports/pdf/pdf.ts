import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Repair } from '../../../shared/exportStream.ts'
import { unsetWords } from '../../../shared/locale/exports.ts'
import type { Layout } from '../layout.ts'
import type { Written } from '../write.ts'
import { pdfDocument } from './document.ts'
import { type Face, Fonts } from './fonts.ts'
import { type Settable, settableOf } from './settable.ts'

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
 * is tagged without the claim. Passages that Typst refuses stand in plain words, or a note says where
 * they are, and it is told. Throws when Typst cannot set the document at all. `refuses`: what it is
 * made to refuse besides, for whoever looks what becomes of a refusal that nobody knows yet.
 */
export function writePdf(layout: Layout, refuses?: (document: string) => boolean): Written {
  const { document, faces, repairs } = pdfDocument(layout, fonts)
  const { compiler } = pressWith(faces)
  const creationTimestamp = Math.floor(layout.date / 1000)
  const set = (what: Settable, how: Parameters<NodeCompiler['pdf']>[1]) => {
    const doc = JSON.stringify(what)
    if (refuses?.(doc)) throw new Error('refused')
    const source = { mainFileContent: template, inputs: { doc } }
    return compiler.pdf(source, { ...how, creationTimestamp })
  }
  const accessible = (what: Settable) => {
    try {
      return { bytes: set(what, { pdfStandard: 'ua-1' }), repairs }
    } catch (error) {
      const bytes = set(what, { pdfTags: true })
      return { bytes, repairs: [...repairs, { what: 'not-ua' as const, why: reason(error) }] }
    }
  }
  const takes = (what: Settable) => {
    try {
      set(what, { pdfTags: true })
      return true
    } catch {
      return false
    }
  }
  try {
    return accessible(document)
  } catch (error) {
    const settable = settableOf(document, takes, unsetWords[layout.locale])
    if (!settable) throw new Error(`Typst: ${reason(error)}`, { cause: error })
    const { bytes, repairs } = accessible(settable.document)
    const unset: Repair = { what: 'unset', ...settable.found, why: reason(error) }
    return { bytes, repairs: [...repairs, unset] }
  } finally {
    compiler.evictCache(0)
  }
}

/** Typst's errors have its words for their code, and no message. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, Reflect.get(error, 'code')].filter(Boolean).join(' ') || error.name
}
