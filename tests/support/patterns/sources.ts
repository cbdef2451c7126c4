import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import type { Pattern } from './work.ts'

const root = join(import.meta.dirname, '../../..')

export type Written = Pattern & { readonly at: string }

/** Every pattern that stands in the product's sources, with its place. */
export function writtenPatterns(): Written[] {
  return sourceFiles().flatMap((file) => patternsOf(file))
}

/** Files in which patterns are put together from strings; see `builtPatterns`. */
export function buildingFiles(): string[] {
  return sourceFiles().filter((file) =>
    /\bnew RegExp\(/.test(readFileSync(join(root, file), 'utf8')),
  )
}

/** The patterns that a module makes when it is read. */
export async function builtPatterns(file: string): Promise<Written[]> {
  const found: Written[] = []
  const Own = RegExp
  globalThis.RegExp = new Proxy(Own, {
    construct(target, given) {
      const made: RegExp = Reflect.construct(target, given)
      found.push({ source: made.source, flags: made.flags, at: file })
      return made
    },
  })
  try {
    await import(join(root, file))
  } finally {
    globalThis.RegExp = Own
  }
  return found
}

function sourceFiles(): string[] {
  return ['shared', 'server', 'client'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:tsx?|mjs)$/.test(file))
      .map((file) => `${folder}/${file}`),
  )
}

function patternsOf(file: string): Written[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found: Written[] = []
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('regex' in node && 'start' in node) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string }
      const line = text.slice(0, Number(node.start)).split('\n').length
      found.push({ source: pattern, flags, at: `${file}:${line}` })
      return
    }
    for (const part of Object.values(node)) look(part)
  }
  look(parseSync(file, text).program)
  return found
}
