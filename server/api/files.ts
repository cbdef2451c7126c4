import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'hono'
import { getMimeType } from 'hono/utils/mime'
import type { Crowded } from './bounds.ts'
import { errorResponse } from './errors.ts'

/** As built: bytes by encoding, and what tells one state of it from another. */
type File = {
  readonly type: string
  readonly tag: string
  readonly bytes: ReadonlyMap<Encoding | null, Uint8Array<ArrayBuffer>>
}

type Encoding = 'br' | 'gzip'

/** The smallest first. */
const endings = { br: '.br', gzip: '.gz' } as const

/**
 * What was built into a folder, read once: to be asked for a file, or for none that is there, touches no
 * disk and holds nothing open, however often it is done.
 */
export class Files {
  readonly #files = new Map<string, File>()

  constructor(folder: string) {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    const there = new Set(names)
    for (const name of names) {
      if (Object.values(endings).some((end) => name.endsWith(end) && there.has(name.slice(0, -3))))
        continue
      // what a page was made from is in the repository; a build before may have left it
      if (name.endsWith('.map')) continue
      const read = (end: string) => new Uint8Array(readFileSync(join(folder, name + end)))
      const plain = read('')
      const bytes = new Map<Encoding | null, Uint8Array<ArrayBuffer>>()
      for (const [encoding, end] of Object.entries(endings) as [Encoding, string][])
        if (there.has(name + end)) bytes.set(encoding, read(end))
      bytes.set(null, plain)
      const tag = createHash('sha256').update(plain).digest('base64url').slice(0, 20)
      const type = getMimeType(name) ?? 'application/octet-stream'
      this.#files.set(name.replaceAll('\\', '/'), { type, tag, bytes })
    }
  }

  /** Its words, of a page; empty: it is not there. */
  text(path: string): string {
    return new TextDecoder().decode(this.#files.get(path)?.bytes.get(null))
  }

  /** Null: there is no such file. `late`: whether so many bytes are too much by now for whoever asks. */
  async answer(
    c: Context,
    path: string,
    late: (bytes: number) => Promise<Crowded | null>,
  ): Promise<Response | null> {
    const file = this.#files.get(path)
    if (!file) return null
    const taken = new Set(
      c.req
        .header('accept-encoding')
        ?.split(',')
        .map((one) => one.trim()),
    )
    for (const [encoding, bytes] of file.bytes) {
      if (encoding !== null && !taken.has(encoding)) continue
      // each form of it is another one to whoever keeps it
      const tag = `"${file.tag}${encoding === null ? '' : `-${encoding}`}"`
      const isKnown = c.req.header('if-none-match') === tag
      const crowded = isKnown ? null : await late(bytes.length)
      if (crowded) return errorResponse(c, 'too-many', undefined, crowded)
      c.header('etag', tag)
      if (file.bytes.size > 1) c.header('vary', 'Accept-Encoding')
      if (isKnown) return c.body(null, 304)
      c.header('content-type', file.type)
      if (encoding !== null) c.header('content-encoding', encoding)
      c.header('content-length', `${bytes.length}`)
      return c.body(bytes)
    }
    return null
  }
}
