import type { z } from 'zod'
import type { ImportedAuthor, importDone, importPreview } from '../../shared/apiImport.ts'
import { type Answer, callWith } from '../api.ts'

/** Where this page's people read their clocks: files do not say. */
function zone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Compared with the text of the entry `base`; without, with what the file says it was made from. */
export function previewImport(commitment: string, file: File, base: number | undefined) {
  const about = { zone: zone(), ...(base === undefined ? {} : { base }) }
  return send<typeof importPreview>(`/commitments/${commitment}/import/preview`, file, about)
}

export function agreeToImport(
  commitment: string,
  file: File,
  base: number,
  people: Readonly<Record<string, ImportedAuthor>>,
) {
  const about = { zone: zone(), base, people }
  return send<typeof importDone>(`/commitments/${commitment}/import`, file, about)
}

function send<Schema extends z.ZodType>(
  path: string,
  file: File,
  about: object,
): Promise<Answer<z.output<Schema>>> {
  const body = new FormData()
  body.set('file', file)
  body.set('about', JSON.stringify(about))
  return callWith<Schema>('POST', path, { body })
}
