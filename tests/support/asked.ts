import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

declare global {
  interface Window {
    readonly happyDOM: { setURL(url: string): void }
  }
}

/** A server for a piece of the page: what it says at each address, and how often it was asked there. */
export type Asked = AsyncDisposable & {
  readonly says: Map<string, unknown>
  readonly asked: string[]
}

/** The page of the test asks it from now on. */
export async function askedServer(says: Readonly<Record<string, unknown>>): Promise<Asked> {
  const known = new Map(Object.entries(says))
  const asked: string[] = []
  const server = createServer((request, response) => {
    const what = `${request.method} ${request.url}`
    asked.push(what)
    const answer = known.get(what)
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  window.happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    says: known,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
