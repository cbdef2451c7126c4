import type { ErrorBody } from '../../shared/api.ts'
import type { ExportLine, Repair } from '../../shared/exportStream.ts'
import { progressType } from '../../shared/exportType.ts'

export type Reached = Extract<ExportLine, { is: 'progress' }>

export type Made =
  | {
      readonly is: 'file'
      readonly name: string
      readonly file: Blob
      readonly repairs: readonly Repair[]
    }
  /** `message`: the server's own words, in the reader's language. */
  | { readonly is: 'failed'; readonly message: string }
  /** `silent`: it was reached, and says nothing. */
  | { readonly is: 'unreachable' | 'silent' | 'stopped' }

/** In ms; a server that is at work says so, or how many wait before this, far more often. */
const silence = 120_000

/** Asks the server for a file and tells where the work is; aborting `signal` cancels the work. */
export async function orderFile(
  path: string,
  locale: string,
  signal: AbortSignal,
  reached: (progress: Reached) => void,
): Promise<Made> {
  // what says nothing for so long does not come
  const end = new AbortController()
  const stop = () => end.abort()
  let timer = setTimeout(stop, silence)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(stop, silence)
  }
  signal.addEventListener('abort', stop)
  try {
    const headers = { accept: progressType, 'accept-language': locale }
    const response = await fetch(path, { headers, signal: end.signal })
    if (!response.ok || !response.body) {
      const { error }: ErrorBody = await response.json()
      return { is: 'failed', message: error.message }
    }
    return await read(heeding(response.body.getReader(), heard), reached)
  } catch {
    if (signal.aborted) return { is: 'stopped' }
    return { is: end.signal.aborted ? 'silent' : 'unreachable' }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

type Reading = { readonly read: ReadableStreamDefaultReader<Uint8Array>['read'] }

/** The same, which says whenever something has come. */
function heeding(reader: Reading, heard: () => void): Reading {
  const read = async () => {
    const next = await reader.read()
    heard()
    return next
  }
  return { read: read as Reading['read'] }
}

/** Lines until the one that names the file; all that follows is the file. */
async function read(reader: Reading, reached: (progress: Reached) => void): Promise<Made> {
  let kept = new Uint8Array()
  for (;;) {
    const end = kept.indexOf(10)
    if (end < 0) {
      const { done, value } = await reader.read()
      if (done) return { is: 'unreachable' }
      kept = joined([kept, value])
      continue
    }
    const line: ExportLine = JSON.parse(new TextDecoder().decode(kept.subarray(0, end)))
    kept = kept.slice(end + 1)
    if (line.is === 'progress') reached(line)
    else if (line.is === 'failed') return { is: 'failed', message: line.error.message }
    else {
      const file = await rest(reader, kept)
      if (file.length !== line.length) return { is: 'unreachable' }
      const { name, type, repairs } = line
      return { is: 'file', name, repairs, file: new Blob([file], { type }) }
    }
  }
}

async function rest(reader: Reading, first: Uint8Array) {
  const parts = [first]
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(parts)
    parts.push(value)
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
