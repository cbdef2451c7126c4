import type { ExportCommitment } from '../exports/model.ts'
import { readDocx } from './docx.ts'
import type { ImportResult, Section } from './draft.ts'
import { readJson } from './json.ts'
import { readMarkdown } from './markdown.ts'
import { readOdt } from './odt.ts'
import type { ProposalResult } from './proposal.ts'
import { propose } from './propose.ts'

export const importFormats = ['docx', 'odt', 'md', 'json'] as const
export type ImportFormat = (typeof importFormats)[number]

/** A file, and the commitment as a tracked copy shows it that it is compared with. */
export type Reading = {
  readonly file: Uint8Array
  readonly format: ImportFormat
  readonly base: ExportCommitment
  /** Every label of a section, in every language. */
  readonly sections: readonly Section[]
  /** IANA name of the zone in which the file's times are meant where it does not say. */
  readonly zone: string
}

/** What the file would add; a value with a code where it is none. */
export function readProposal({ file, format, base, sections, zone }: Reading): ProposalResult {
  const result = readers[format](file, sections, zone)
  return result.ok ? { ok: true, proposal: propose(result.draft, base) } : result
}

type Reader = (file: Uint8Array, sections: readonly Section[], zone: string) => ImportResult

const readers: Readonly<Record<ImportFormat, Reader>> = {
  docx: readDocx,
  odt: readOdt,
  md: (file, sections) => readMarkdown(textOf(file), sections),
  json: (file) => readJson(textOf(file)),
}

function textOf(file: Uint8Array): string {
  return new TextDecoder().decode(file)
}
