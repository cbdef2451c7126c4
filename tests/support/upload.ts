import type { Joined } from '../../shared/api.ts'
import {
  type ImportAgreement,
  type ImportDone,
  type ImportPreview,
  importDone,
  importPreview,
} from '../../shared/apiImport.ts'
import type { TestServer } from './server.ts'

export type FileToSend = { readonly name: string; readonly bytes: Uint8Array }

/** Sends a file to a commitment, with what is asked of it. */
export function upload(
  server: TestServer,
  { token }: Joined,
  path: string,
  { name, bytes }: FileToSend,
  about: object,
): Promise<Response> {
  const body = new FormData()
  body.set('file', new File([bytes as Uint8Array<ArrayBuffer>], name))
  body.set('about', JSON.stringify(about))
  return fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body,
  })
}

export async function previewOf(
  server: TestServer,
  who: Joined,
  commitment: string,
  file: FileToSend,
  about: { base?: number; zone?: string } = {},
): Promise<ImportPreview> {
  const path = `/api/commitments/${commitment}/import/preview`
  const answer = await upload(server, who, path, file, about)
  if (!answer.ok) throw new Error(await answer.text())
  return importPreview.parse(await answer.json())
}

export async function bringIn(
  server: TestServer,
  who: Joined,
  commitment: string,
  file: FileToSend,
  about: ImportAgreement,
): Promise<ImportDone> {
  const answer = await upload(server, who, `/api/commitments/${commitment}/import`, file, about)
  if (!answer.ok) throw new Error(await answer.text())
  return importDone.parse(await answer.json())
}
