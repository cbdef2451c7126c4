import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify as verifySignature,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { wallClock } from '../clock.ts'
import type { Verification } from '../journal/sqliteThread.ts'
import { type Command, UsageError } from './command.ts'

const told = z.object({
  /** When it was said, ISO 8601. */
  at: z.string(),
  /** Of each document its newest entry, and the hash that covers all entries up to it. */
  heads: z.record(z.string(), z.object({ seq: z.int(), hash: z.string() })),
  /** Ed25519, PEM; with it the signature over `at` and `heads`, base64. */
  publicKey: z.string().optional(),
  signature: z.string().optional(),
})
export type Heads = z.infer<typeof told>

export const heads: Command = {
  name: 'heads',
  looks: true,
  usage: 'heads [--key FILE]',
  help: 'Prints what `verify --heads` compares with; keep it elsewhere. --key signs, and makes a key if there is none.',
  async run({ journal, print }, args) {
    const { key } = parseArgs({ args: [...args], options: { key: { type: 'string' } } }).values
    const chains = await journal.verify()
    const broken = chains.find((chain) => chain.broken !== null)
    if (broken) {
      print(`${broken.document} ${broken.broken} the chain of hashes breaks: nothing is signed`)
      return 1
    }
    const unsigned = { at: new Date(wallClock()).toISOString(), heads: headsOf(chains) }
    print(JSON.stringify(key === undefined ? unsigned : signed(unsigned, key), null, 1))
    return 0
  },
}

export function headsOf(chains: readonly Verification[]): Heads['heads'] {
  return Object.fromEntries(
    chains
      .map(({ document, entries, head }) => [document, { seq: entries, hash: head }] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/**
 * Reads what `heads` printed. Throws `UsageError` when it is no such file, when its signature is not of
 * its own content, or not by the key whose public half is in the file `by`.
 */
export function readHeads(file: string, by: string | undefined): Heads {
  const read = told.safeParse(jsonOf(file))
  if (!read.success) throw new UsageError(`${file} holds nothing that \`heads\` has printed.`)
  const { publicKey, signature, ...unsigned } = read.data
  if (by !== undefined && publicKeyIn(by) !== publicKey)
    throw new UsageError(`${file} is not signed with the key of ${by}.`)
  if (publicKey === undefined || signature === undefined) return read.data
  const holds = verifySignature(
    null,
    bytesOf(unsigned),
    publicKey,
    Buffer.from(signature, 'base64'),
  )
  if (!holds) throw new UsageError(`The signature in ${file} is not of what stands there.`)
  return read.data
}

function signed(unsigned: Pick<Heads, 'at' | 'heads'>, file: string): Heads {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  }
  const key = createPrivateKey(readFileSync(file))
  const signature = sign(null, bytesOf(unsigned), key).toString('base64')
  return { ...unsigned, publicKey: publicKeyIn(file), signature }
}

/** Of a private or a public key's file. */
function publicKeyIn(file: string): string {
  try {
    return createPublicKey(readFileSync(file)).export({ type: 'spki', format: 'pem' }).toString()
  } catch {
    throw new UsageError(`${file} holds no key.`)
  }
}

function bytesOf({ at, heads: each }: Pick<Heads, 'at' | 'heads'>): Buffer {
  const sorted = Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.from(JSON.stringify([at, sorted.map(([id, { seq, hash }]) => [id, seq, hash])]))
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new UsageError(`${file} cannot be read.`)
  }
}
