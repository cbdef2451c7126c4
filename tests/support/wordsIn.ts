import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'

const run = promisify(execFile)

/** All that a file says, through archives in archives, and a PDF's words. */
export async function wordsIn(bytes: Uint8Array): Promise<string> {
  const head = strFromU8(bytes.slice(0, 4), true)
  if (head === '%PDF') {
    const reading = run('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'])
    reading.child.stdin?.end(bytes)
    return (await reading).stdout
  }
  if (!head.startsWith('PK')) return strFromU8(bytes)
  const parts = Object.values(unzipSync(bytes))
  return (await Promise.all(parts.map(wordsIn))).join('\n')
}
