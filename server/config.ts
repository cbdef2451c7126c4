import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { drawToken } from './access/draw.ts'
import { secretInBackup } from './backupSecret.ts'

/** Everything that an operator may choose. Read once, here, and handed on. */
export type Config = {
  readonly port: number
  readonly host: string
  /** Folder, as an absolute path. */
  readonly data: string
  /** Without a slash at the end; null: the address that the server listens on. */
  readonly publicUrl: string | null
  readonly secret: string
  /** False: the operator has set the secret, and keeps it. */
  readonly secretIsKept: boolean
  readonly sample: 'whole' | 'texts' | 'none'
  readonly log: LogLevel
  /** The header in which a proxy before the server says who asks, in lower case; null: none. */
  readonly proxyHeader: string | null
  /** What one document may take: seconds without progress, and MB of its process. */
  readonly exports: { readonly seconds: number; readonly megabytes: number }
  /** For how long a connection is kept on which nothing is asked, in seconds. */
  readonly keepAlive: number
}

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

type Setting = {
  readonly name: string
  /** As an operator reads it. */
  readonly fallback: string
  readonly help: string
}

/** What `npm run accord -- config` and the README list, in this order. */
export const settings = [
  { name: 'PORT', fallback: '8080', help: 'Port to listen on; 0 takes a free one.' },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    help: 'Address to listen on; 0.0.0.0 for everybody who can reach this machine.',
  },
  {
    name: 'ACCORD_DATA',
    fallback: './data',
    help: 'Folder for everything that is kept: one SQLite file, backups, exports.',
  },
  {
    name: 'ACCORD_PUBLIC_URL',
    fallback: 'http://HOST:PORT',
    help: 'Address that people type; links and codes lead there. With https, cookies are secure.',
  },
  {
    name: 'ACCORD_PROXY_HEADER',
    fallback: 'none',
    help: 'Header in which a proxy says who asks, like x-forwarded-for; only if one always sets it.',
  },
  {
    name: 'ACCORD_SECRET',
    fallback: 'kept in the data folder',
    help: 'Seals sessions, at least 16 characters. Another one ends all sessions.',
  },
  {
    name: 'ACCORD_SAMPLE',
    fallback: 'whole',
    help: 'On an empty data folder a sample plan is opened: whole, its texts alone, or none.',
  },
  {
    name: 'ACCORD_EXPORT_SECONDS',
    fallback: '30',
    help: 'What needs longer is stopped, with a message: a document, or one file of a record.',
  },
  {
    name: 'ACCORD_EXPORT_MB',
    fallback: '2048',
    help: 'Memory of the process that makes documents; what needs more is stopped alike.',
  },
  {
    name: 'ACCORD_KEEP_ALIVE_SECONDS',
    fallback: '75',
    help: 'How long a silent connection stays open; longer than a proxy before this server keeps its own.',
  },
  { name: 'ACCORD_LOG', fallback: 'info', help: `One of ${logLevels.join(', ')}.` },
] as const satisfies readonly Setting[]

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  ACCORD_DATA: z.string().min(1).default('./data'),
  ACCORD_PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be a whole address, like https://accord.example.org',
    })
    .optional(),
  ACCORD_PROXY_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header, like x-forwarded-for, or none')
    .default('none'),
  ACCORD_SECRET: z.string().min(16).optional(),
  ACCORD_SAMPLE: z.string().default('whole'),
  ACCORD_EXPORT_SECONDS: z.coerce.number().positive().max(3600).default(30),
  ACCORD_EXPORT_MB: z.coerce.number().positive().default(2048),
  ACCORD_KEEP_ALIVE_SECONDS: z.coerce.number().positive().max(3600).default(75),
  ACCORD_LOG: z.enum(logLevels).default('info'),
})

/**
 * Reads the environment. An empty variable counts as not set. Throws `ConfigError` with one line per
 * setting that is wrong. Creates the data folder, and in it the secret unless one is given.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(given)
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    )
  }
  const { PORT, HOST, ACCORD_PUBLIC_URL, ACCORD_SECRET, ACCORD_SAMPLE, ACCORD_LOG } = read.data
  const { ACCORD_PROXY_HEADER } = read.data
  const data = resolve(read.data.ACCORD_DATA)
  makeFolder(data)
  return {
    port: PORT,
    host: HOST,
    data,
    publicUrl: ACCORD_PUBLIC_URL?.replace(/(?<!\/)\/+$/, '') ?? null,
    proxyHeader: ACCORD_PROXY_HEADER === 'none' ? null : ACCORD_PROXY_HEADER.toLowerCase(),
    secret: ACCORD_SECRET ?? keptSecret(data),
    secretIsKept: ACCORD_SECRET === undefined,
    sample: sampleAsked(ACCORD_SAMPLE),
    log: ACCORD_LOG,
    exports: {
      seconds: read.data.ACCORD_EXPORT_SECONDS,
      megabytes: read.data.ACCORD_EXPORT_MB,
    },
    keepAlive: read.data.ACCORD_KEEP_ALIVE_SECONDS,
  }
}

/** Whatever else it says, as `yes`, asks for all of it. */
function sampleAsked(said: string): Config['sample'] {
  return said === 'none' || said === 'texts' ? said : 'whole'
}

function makeFolder(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw new ConfigError(
      `ACCORD_DATA: ${data} is no folder and cannot be made one (${code}). Choose another, or make it and let this process write in it.`,
    )
  }
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The SQLite file that holds the journal and access. */
export function dataFile({ data }: Pick<Config, 'data'>): string {
  return join(data, 'accord.sqlite')
}

/** Whether only this machine can reach the server, as far as its settings say: no address for others. */
export function isAtHome({ publicUrl, host }: Config): boolean {
  return publicUrl === null && ['127.0.0.1', 'localhost', '::1'].includes(host)
}

/** Where people reach the server when it listens on `port`, without a slash at the end. */
export function publicUrlOf({ publicUrl, host }: Config, port: number): string {
  return publicUrl ?? `http://${shownHost(host)}:${port}`
}

/** Leaves a note for the command line of where a server on this data folder listens. */
export function noteUrl({ data }: Config, url: string): void {
  const file = join(data, 'address')
  writeFileSync(file, url, { mode: 0o600 })
  chmodSync(file, 0o600)
}

/** Where people reach the server that listens, or last listened, on this data folder. */
export function notedUrl(config: Config): string {
  const file = join(config.data, 'address')
  const noted = existsSync(file) ? readFileSync(file, 'utf8') : publicUrlOf(config, config.port)
  return config.publicUrl ?? noted
}

/** The address to type into a browser on this machine, when the server listens on all of them. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** From its file; on a folder that a backup was put into, from the backup. */
function keptSecret(data: string): string {
  const file = join(data, 'secret')
  try {
    if (!existsSync(file)) {
      const secret = secretInBackup(dataFile({ data })) ?? drawToken()
      writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
    }
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!exists) throw error
  }
  return readFileSync(file, 'utf8').trim()
}
