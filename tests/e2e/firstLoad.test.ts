import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const built = join(import.meta.dirname, '../../node_modules/.cache/accord/client')
const assets = join(built, 'assets')
/** What the answer's head weighs beside each file, in bytes, with room. */
const head = 300

test('H187 a build has nothing in it of what the page was made from', async () => {
  const own = (await readFile(join(built, '../client.files'), 'utf8')).split('\n')
  expect(own.some((name) => name.startsWith('RoomPage-'))).toBe(true)
  expect(own.filter((name) => name.endsWith('.map'))).toEqual([])
})

test('U156 what a room first loads is at most 349 kB of compressed script', async () => {
  const page = await readFile(join(built, 'room.html'), 'utf8')
  const asked = [...page.matchAll(/(?:href|src)="\/assets\/([^"]+\.js)"/g)].map(([, name]) => name)
  // the build before keeps its files too: this build's room says which is its own
  const room = asked.find((name) => name?.startsWith('RoomPage-')) ?? ''
  const lazily = await readFile(join(assets, room), 'utf8')
  const around = /assets\/(RoomAround-[\w-]+\.js)|\.\/(RoomAround-[\w-]+\.js)/.exec(lazily)
  const wanted = new Set<string>()
  const want = async (name: string | undefined): Promise<void> => {
    if (!name || wanted.has(name)) return
    wanted.add(name)
    const code = await readFile(join(assets, name), 'utf8')
    for (const [, each] of code.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)) await want(each)
  }
  for (const name of [...asked, around?.[1] ?? around?.[2]]) await want(name)
  expect([...wanted].map((name) => name.replace(/-[\w-]{8}\.js$/, ''))).toEqual(
    expect.arrayContaining(['RoomPage', 'RoomAround', 'text', 'controls', 'react']),
  )
  expect(await readdir(assets)).toEqual(expect.arrayContaining([...wanted]))
  let weight = 0
  for (const name of wanted) weight += (await stat(join(assets, `${name}.br`))).size + head
  console.info(`first load: ${Math.round(weight / 100) / 10} kB in ${wanted.size} files`)
  expect(weight).toBeLessThanOrEqual(349_000)
})
