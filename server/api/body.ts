/**
 * Reads a body of at most `most` bytes within `patience` ms. Whoever sends more, or slowly, is not
 * read any further; whoever goes away meanwhile is `gone`. Call it only when it is known who asks, and that they may.
 */
export async function bodyOf(
  request: Request,
  most: number,
  patience: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large' | 'too-slow' | 'gone'> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return 'too-large'
  const reader = readerOf(request)
  if (reader === 'gone') return 'gone'
  if (!reader) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  let late = false
  const stop = (reason: 'too-large' | 'too-slow') => {
    // given up, it would end the connection before anybody is told why
    reader.releaseLock()
    return reason
  }
  const timer = setTimeout(() => {
    late = true
    stop('too-slow')
  }, patience)
  try {
    for (;;) {
      // it fails when the connection ends, or says what is no HTTP: no error of ours
      const read = await reader.read().catch(() => null)
      if (late) return 'too-slow'
      if (!read) return 'gone'
      const { done, value } = read
      if (done) return new Uint8Array(Buffer.concat(chunks))
      length += value.length
      if (length > most) return stop('too-large')
      chunks.push(value)
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Whoever went away while their turn was waited for has left no body that could be read. */
function readerOf(request: Request): ReadableStreamDefaultReader<Uint8Array> | null | 'gone' {
  try {
    return request.body?.getReader() ?? null
  } catch {
    return 'gone'
  }
}
