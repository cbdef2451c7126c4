/** In ms; without an answer until then nothing is known. */
const patience = 20_000

/**
 * True: the server has another build of the page than this one. Compares what the page began with; a
 * server that is not reached, or answers with something else, says nothing.
 */
export async function newerIsHere(): Promise<boolean> {
  const began = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src
  if (!began) return false
  try {
    const signal = AbortSignal.timeout(patience)
    const headers = { accept: 'text/html' }
    const response = await fetch('/', { cache: 'no-store', headers, signal })
    const page = await response.text()
    return response.ok && page.includes('id="root"') && !page.includes(new URL(began).pathname)
  } catch {
    return false
  }
}
