import { type Config, readConfig } from '../../server/config.ts'
import { type RunningServer, startServer as start } from '../../server/main.ts'
import { type Joined, joined } from '../../shared/api.ts'
import type { Role } from '../../shared/roles.ts'
import { newFolder } from './folder.ts'
import { signed } from './signed.ts'

/** A real server on a free port with a folder of its own; `await using` closes both. */
export type TestServer = RunningServer &
  AsyncDisposable & {
    readonly config: Config
    /** The body of a JSON request is given as a value. */
    request(method: string, path: string, options?: RequestOptions): Promise<Response>
    /** A new person of this role in the oldest plan. */
    join(role: Role, who?: Partial<Who>): Promise<Joined>
  }

export type RequestOptions = {
  readonly body?: unknown
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

const quiet = { PORT: '0', ACCORD_LOG: 'silent', ACCORD_SAMPLE: 'texts' } as const

type Environment = Readonly<Record<string, string>> & { readonly ACCORD_DATA?: string }
type Who = Pick<Joined['person'], 'name' | 'organisation' | 'sector'>

/**
 * `env` is what an operator would set; a given `ACCORD_DATA` is kept when the server closes. The sample is
 * its texts alone unless it is asked for: nobody has been there, and nothing has to be played.
 */
export async function startServer(env: Environment = {}): Promise<TestServer> {
  const folder = env.ACCORD_DATA ? null : await newFolder()
  const data = folder ? { ACCORD_DATA: folder.path } : {}
  const config = readConfig({ ...quiet, ...data, ...env })
  const server = await start(config)

  async function request(method: string, path: string, options: RequestOptions = {}) {
    const { token, headers } = options
    const to = (place: string) => `http://127.0.0.1:${server.port}${place}`
    const known = { ...(token && { authorization: `Bearer ${token}` }), ...headers }
    const body = await signed(path, options.body, (asked) => fetch(to(asked), { headers: known }))
    return fetch(to(path), {
      method,
      headers: known,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  async function joinAs(role: Role, who: Partial<Who> = {}) {
    const link = (await server.links()).find((each) => each.role === role)
    if (!link) throw new Error(`No open invitation for ${role}`)
    const person = { name: 'Lin', organisation: 'Accord', sector: 'public' as const, ...who }
    const response = await request('POST', '/api/join', { body: { code: link.code, ...person } })
    if (!response.ok) throw new Error(await response.text())
    return joined.parse(await response.json())
  }

  let closed: Promise<void> | null = null
  const close = () => {
    closed ??= server.close().then(() => folder?.[Symbol.asyncDispose]())
    return closed
  }
  return {
    ...server,
    config,
    close,
    request,
    join: joinAs,
    [Symbol.asyncDispose]: close,
  }
}
