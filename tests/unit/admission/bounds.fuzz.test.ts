import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyRoots } from '../../../shared/text/body.ts'
import { twin } from '../../../shared/text/identity.ts'
import { maxItems } from '../../../shared/wire.ts'
import { type ForgedItem, forge } from '../../support/forge.ts'
import { seeds } from '../../support/seeds.ts'
import { type Person, seeded, World } from '../../support/textWorld.ts'

/** 100,000 updates at the whole size: each of so many worlds is sent as many. */
const worlds = 500
const tries = 200

let random = seeded(0)
const below = (count: number) => Math.floor(random() * count)
const chance = (share: number) => random() < share
const oneOf = <T>(values: readonly T[]): T => values[below(values.length)] as T
/** Mostly few, now and then as many as there may be, and more. */
const size = (most: number) => Math.max(1, Math.floor(most ** (random() ** 2)))

let world: World

function fresh(): World {
  const begun = World.start(random)
  begun.play(random, 60)
  begun.settle()
  return begun
}

/** Somebody's id, mostly the sender's; and how far it is known. */
function clientOf(sender: Person): number {
  const whose = chance(0.9) ? sender : oneOf(world.people)
  const id = oneOf([whose.ids.editing, whose.ids.suggesting])
  return chance(0.1) ? twin(id) : id
}

const state = (client: number) => Y.getState(world.room.store, client)

/** A unit that is there, or may be. */
function unit(): readonly [number, number] {
  const client = oneOf([...world.room.store.clients.keys()])
  return [client, below(state(client) + (chance(0.02) ? 3 : 0)) || 0]
}

function itemsOf(client: number): ForgedItem[] {
  const count = chance(0.01) ? maxItems + below(3) - 1 : size(40)
  const names = chance(0.3)
  let clock = state(client)
  return Array.from({ length: count }, (): ForgedItem => {
    const behind = clock > 0 && chance(0.5) ? ([client, clock - 1] as const) : unit()
    const item: ForgedItem = names
      ? {
          client,
          clock,
          parent: bodyRoots.deletions,
          any: Array.from({ length: size(20) }, () => [...unit(), size(2 ** 17)]),
        }
      : { client, clock, text: 'x'.repeat(size(200)), [oneOf(['origin', 'rightOrigin'])]: behind }
    clock += item.any?.length ?? item.text?.length ?? 1
    return item
  })
}

function deletions(): [number, [number, number][]][] {
  return Array.from({ length: chance(0.4) ? size(4) : 0 }, () => {
    const [client, first] = unit()
    let clock = first
    const ranges = Array.from({ length: size(30) }, (): [number, number] => {
      const range: [number, number] = [clock, size(5)]
      clock += range[1] + below(3)
      return range
    })
    return [client, ranges]
  })
}

const stateOf = () => Buffer.from(Y.encodeStateVector(world.room)).toString('hex')

test('A24 whatever is sent, in whatever size: what is admitted is within the bounds and waits for nothing, what is refused changes nothing', () => {
  let admitted = 0
  const codes = new Map<string, number>()
  const played = seeds('bounds', worlds, 14)
  for (const seed of played) {
    random = seeded(seed)
    world = fresh()
    for (let time = 0; time < tries; time++) {
      try {
        const code = send()
        if (code === null) admitted++
        else codes.set(code, (codes.get(code) ?? 0) + 1)
      } catch (error) {
        throw new Error(`seed ${seed}, update ${time}`, { cause: error })
      }
    }
  }
  console.info(`${admitted} admitted, refused: ${JSON.stringify(Object.fromEntries(codes))}`)
  expect(admitted).toBeGreaterThan((tries * played.length) / 50)
})

/** One update of somebody; the code of a refusal. */
function send(): string | null {
  const sender = oneOf(world.people)
  const clients = new Set(Array.from({ length: size(3) }, () => clientOf(sender)))
  const sections = chance(0.85) ? [...clients].map(itemsOf) : []
  const update = forge(sections, deletions())
  const before = stateOf()
  // where numbers after it are not what they would be if all were read anew, this throws
  const verdict = world.takeUpdate(sender, update, sender.mode)
  const { pendingStructs, pendingDs } = world.room.store
  expect([pendingStructs, pendingDs]).toEqual([null, null])
  if (!verdict.admitted) {
    expect(stateOf()).toBe(before)
    return verdict.code
  }
  expect(sections.flat().length).toBeLessThanOrEqual(maxItems)
  const named = sections.flat().flatMap(({ any = [] }) => any as number[][])
  const reach = named.reduce((sum, [, , length = 0]) => sum + length, 0)
  expect(reach).toBeLessThanOrEqual(2 ** 17)
  return null
}
