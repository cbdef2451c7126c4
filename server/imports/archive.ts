import { unzipSync } from 'fflate'
import { Refused } from './draft.ts'

/** A plan of 400 pages has about 8 MB of XML; a bomb has gigabytes. */
const mostUnpacked = 64 * 1024 * 1024
const mostPacked = 16 * 1024 * 1024

/** The wanted parts of a zip. Refuses what is none, or is larger than any document. */
export function unpack(file: Uint8Array, wanted: readonly string[]): ReadonlyMap<string, string> {
  if (file.length > mostPacked) throw new Refused('too-large')
  let total = 0
  const parts = open(() =>
    unzipSync(file, {
      filter: ({ name, originalSize }) => {
        if (!wanted.includes(name)) return false
        total += originalSize
        if (total > mostUnpacked) throw new Refused('too-large')
        return true
      },
    }),
  )
  const decoder = new TextDecoder()
  return new Map(Object.entries(parts).map(([name, bytes]) => [name, decoder.decode(bytes)]))
}

function open<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('not-a-document')
  }
}
