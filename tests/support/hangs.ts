import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server in front of another that takes some requests, and never answers them. */
export type Hanging = AsyncDisposable & {
  readonly url: string
  /** True: this address hangs. What hangs already stays so. */
  hangs: (path: string) => boolean
  /** Answers what hangs, as if the server had come back. */
  goOn(): void
}

export async function startHanging(target: string): Promise<Hanging> {
  const held: (() => void)[] = []
  const { hostname, port } = new URL(target)
  const server = createServer((asked, answer) => {
    const { method, headers, url: path = '/' } = asked
    const pass = () => {
      const onward = request({ hostname, port, method, headers, path }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers)
        got.pipe(answer)
      })
      onward.on('error', () => answer.destroy())
      asked.pipe(onward)
    }
    if (front.hangs(path)) held.push(pass)
    else pass()
  })
  server.on('upgrade', (asked, socket, head) => {
    const { method, headers, url: path } = asked
    const onward = request({ hostname, port, method, headers, path })
    onward.on('error', () => socket.destroy())
    onward.on('upgrade', (got, other, rest) => {
      const lines = got.rawHeaders.map((word, at) => (at % 2 ? `${word}\r\n` : `${word}: `))
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      socket.write(rest)
      other.write(head)
      other.pipe(socket).pipe(other)
      for (const end of [socket, other])
        end.on('error', () => [socket, other].map((e) => e.destroy()))
    })
    onward.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const front: Hanging = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hangs: () => false,
    goOn() {
      front.hangs = () => false
      for (const pass of held.splice(0)) pass()
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  return front
}
