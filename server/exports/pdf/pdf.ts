import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Layout } from '../layout.ts'
import type { Written } from '../write.ts'
import { pdfDocument } from './document.ts'
import { type Fonts, loadFonts } from './fonts.ts'

type Press = { readonly compiler: NodeCompiler; readonly fonts: Fonts; readonly template: string }

/** A compiler with its fonts costs a second to start; each process keeps one. */
let press: Press | null = null

function open(): Press {
  const fonts = loadFonts()
  return {
    fonts,
    compiler: NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts.blobs }] }),
    template: readFileSync(new URL('./template.typ', import.meta.url), 'utf8'),
  }
}

/**
 * A PDF by Typst: tagged, PDF/UA-1 as the exporter itself enforces it, with bookmarks and embedded
 * fonts. What would make that fail is repaired first and told; if it fails nevertheless, the file
 * is tagged without the claim. Throws when Typst cannot set the document at all.
 */
export function writePdf(layout: Layout): Written {
  press ??= open()
  const { compiler, fonts, template } = press
  const { document, repairs } = pdfDocument(layout, fonts)
  const source = { mainFileContent: template, inputs: { doc: JSON.stringify(document) } }
  const creationTimestamp = Math.floor(layout.date / 1000)
  try {
    const bytes = compiler.pdf(source, { pdfStandard: 'ua-1', creationTimestamp })
    return { bytes, repairs }
  } catch (error) {
    const bytes = compiler.pdf(source, { pdfTags: true, creationTimestamp })
    return { bytes, repairs: [...repairs, { what: 'not-ua', why: reason(error) }] }
  } finally {
    compiler.evictCache(0)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
