import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'

/** Plain JavaScript, which has no types. */
const builder = new URL('../../server/run/build.mjs', import.meta.url).href
type Keeping = (assets: string, before: string, own: string) => void

test('R43 a build keeps the files of the one before it, for pages that are still open, and no older', async () => {
  const { setAside, bringBack }: Record<'setAside' | 'bringBack', Keeping> = await import(builder)
  await using folder = await newFolder()
  const at = (name: string) => join(folder.path, name)
  const [assets, before, own] = [at('assets'), at('before'), at('own')]
  const build = async (...names: string[]) => {
    setAside(assets, before, own)
    await rm(assets, { recursive: true, force: true })
    await mkdir(assets)
    for (const name of names) await writeFile(join(assets, name), name)
    bringBack(assets, before, own)
    return (await readdir(assets)).sort()
  }
  expect(await build('text-1.js', 'room-1.js')).toEqual(['room-1.js', 'text-1.js'])
  expect(await build('text-1.js', 'room-2.js')).toEqual(['room-1.js', 'room-2.js', 'text-1.js'])
  expect(await build('text-3.js', 'room-3.js')).toEqual([
    'room-2.js',
    'room-3.js',
    'text-1.js',
    'text-3.js',
  ])
})
