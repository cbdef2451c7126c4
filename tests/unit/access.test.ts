import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { isRefused } from '../../server/access/access.ts'
import { openAccess } from '../../server/access/sqlite/open.ts'
import { newFolder } from '../support/folder.ts'

const secret = 'a secret of sixteen letters'
const lin = { name: 'Lin Mei-hua', organisation: 'Harbour Union', sector: 'public' } as const

test('H13 erasing takes the name away everywhere; id and sector stay', async () => {
  await using world = await newAccess()
  const { access } = world
  const { token, person, plan } = await world.join()
  await access.people.change(plan.id, person.id, { name: 'Lin Mei-Hua' }, person.id)
  expect(await access.people.erase(person.id)).toBe('erased')

  const blank = { id: person.id, name: '', organisation: '', sector: 'public' }
  expect(await access.people.views(plan.id, [person.id])).toEqual([blank])
  expect(await access.sessionOf({ token })).toBeNull()
  expect(await access.roleInPlan(person.id, plan.id)).toBeNull()
  expect((await access.people.of(plan.id))[0]).toMatchObject({ ...blank, corrections: [] })
  expect(isRefused(await access.people.erase('nobody'))).toBe(true)
})

test('H13 an erased name is in neither the file nor its log any more', async () => {
  await using world = await newAccess()
  const { person } = await world.join()
  expect(await bytesOf(world.file)).toContain(lin.name)
  await world.access.people.erase(person.id)
  const bytes = await bytesOf(world.file)
  expect(bytes).not.toContain(lin.name)
  expect(bytes).not.toContain(lin.organisation)
})

test('H13 an erasure waits until nobody reads the log that still holds the name', async () => {
  await using world = await newAccess()
  const { person } = await world.join()
  const reader = new Database(world.file)
  const held = reader.prepare('select name from people').iterate()
  held.next()
  const heard = new Promise((hears) => world.access.watch(hears))
  const erased = world.access.people
    .erase(person.id)
    .then(async (outcome) => [outcome, (await bytesOf(world.file)).includes(lin.name)])
  await heard
  expect(await bytesOf(world.file)).toContain(lin.name)
  held.return?.()
  reader.close()
  expect(await erased).toEqual(['erased', false])
})

test('H5 the file holds no token, and another secret knows none', async () => {
  await using world = await newAccess()
  const { token } = await world.join()
  const other = openAccess(world.file, 'another secret of this length')
  expect(await other.sessionOf({ token })).toBeNull()
  await other.close()
  expect(await bytesOf(world.file)).not.toContain(token)
})

test('J32 whoever alone looks after a plan is not made somebody who does not, by whomever it is said', async () => {
  await using world = await newAccess()
  const { access } = world
  const { person, plan } = await world.join()
  const other = await access.people.enter(plan.id, { ...lin, name: 'Lin' })
  await access.people.change(plan.id, person.id, { role: 'facilitator' }, 'operator')
  const merged = await access.people.merge(plan.id, person.id, other.id, 'operator')
  expect(merged).toMatchObject({ refused: 'last-facilitator' })
  // nor is what they may lost to a mute of the other
  await access.people.change(plan.id, other.id, { muted: true }, 'operator')
  const muted = await access.people.merge(plan.id, other.id, person.id, 'operator')
  expect(muted).toMatchObject({ refused: 'last-facilitator' })
  expect(await access.people.merged(plan.id)).toEqual([])
  expect(await access.roleInPlan(person.id, plan.id)).toBe('facilitator')
})

test('H11 whoever watches hears of every change of a person', async () => {
  await using world = await newAccess()
  const heard: string[] = []
  const stop = world.access.watch((person) => heard.push(person))
  const { person, plan } = await world.join()
  await world.access.people.change(plan.id, person.id, { muted: true }, person.id)
  await world.access.people.change(plan.id, 'nobody', { muted: true }, person.id)
  stop()
  await world.access.people.erase(person.id)
  expect(heard).toEqual([person.id, person.id])
})

/** The file together with its write-ahead log. */
async function bytesOf(file: string): Promise<string> {
  return (await readFile(file, 'latin1')) + (await readFile(`${file}-wal`, 'latin1'))
}

async function newAccess() {
  const folder = await newFolder()
  const file = join(folder.path, 'accord.sqlite')
  const access = openAccess(file, secret)
  const plan = await access.plans.create({ title: 'Plan', locale: 'en' }, null)
  const { code } = await access.invitations.create(plan.id, { role: 'co-author' }, null)
  return {
    access,
    file,
    async join() {
      const entrance = await access.join({ ...lin, code }, null)
      if (isRefused(entrance)) throw new Error(entrance.refused)
      return entrance
    },
    async [Symbol.asyncDispose]() {
      await access.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
