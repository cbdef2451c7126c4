import { strToU8 } from 'fflate'
import type { Repair } from '../../shared/exportStream.ts'
import { writeCsv } from './csv.ts'
import { writeDocx } from './docx/docx.ts'
import { writeHtml } from './html.ts'
import { writeJson } from './json.ts'
import { type Layout, layoutOf } from './layout.ts'
import { writeMarkdown } from './markdown.ts'
import { mentionOnce } from './mention.ts'
import type { ExportCommitment } from './model.ts'
import { writeOdt } from './odt/odt.ts'
import { writePdf } from './pdf/pdf.ts'
import { type ExportPlan, layoutOfPlan } from './planLayout.ts'
import { sound } from './sound.ts'

export const formats = ['docx', 'odt', 'pdf', 'md', 'html', 'json', 'csv'] as const
export type Format = (typeof formats)[number]

/** What a plan as a whole can be written as. */
export const planFormats = ['docx', 'odt', 'pdf'] as const
export type PlanFormat = (typeof planFormats)[number]

export const mediaTypes: Readonly<Record<Format, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
}

/** A document's bytes, and whatever had to be repaired to make it. */
export type Written = { readonly bytes: Uint8Array; readonly repairs: readonly Repair[] }

const laidOut: Readonly<Record<PlanFormat | 'md' | 'html', (layout: Layout) => Promise<Written>>> =
  {
    docx: async (layout) => whole(await writeDocx(layout)),
    odt: async (layout) => whole(writeOdt(layout)),
    pdf: async (layout) => writePdf(mentionOnce(layout)),
    md: async (layout) => whole(strToU8(writeMarkdown(mentionOnce(layout)))),
    html: async (layout) => whole(strToU8(writeHtml(mentionOnce(layout)))),
  }

/** One commitment as a file. The same model gives the same bytes, whenever and wherever. */
export async function write(model: ExportCommitment, format: Format): Promise<Written> {
  const clean = sound(model)
  if (format === 'json') return whole(strToU8(writeJson(clean)))
  if (format === 'csv') return whole(strToU8(writeCsv(clean)))
  return laidOut[format](layoutOf(clean))
}

/** A whole plan as a file. */
export async function writePlan(plan: ExportPlan, format: PlanFormat): Promise<Written> {
  return laidOut[format](layoutOfPlan(sound(plan)))
}

function whole(bytes: Uint8Array): Written {
  return { bytes, repairs: [] }
}
