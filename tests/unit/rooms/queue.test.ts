import { expect, test } from 'vitest'
import { Fairness } from '../../../server/rooms/fairness.ts'
import { limits } from '../../../server/rooms/limits.ts'
import { Queue } from '../../../server/rooms/queue.ts'
import { Worktime } from '../../../server/rooms/worktime.ts'
import { until } from '../../support/until.ts'

test('S26 what comes in one turn, or while a tick is under way, shares a tick; ticks never overlap', async () => {
  const ticks: number[] = []
  let running = 0
  let release: () => void = () => undefined
  const queue = new Queue<null>(
    async (work) => {
      expect(++running).toBe(1)
      ticks.push(await countOf(work))
      await new Promise<void>((resolve) => {
        release = resolve
      })
      running -= 1
    },
    () => 0,
  )
  for (let each = 0; each < 3; each++) queue.add(nothing(1))
  await until(() => ticks.length === 1)
  for (let each = 0; each < 5; each++) queue.add(nothing(1))
  release()
  await until(() => ticks.length === 2)
  release()
  await until(() => queue.quiet)
  expect(ticks).toEqual([3, 5])
})

test('S26 a tick that must rest comes at once when enough has gathered, or when the queue is drained', async () => {
  const ticks: number[] = []
  const forever = 1_000_000
  const queue = new Queue<null>(
    async (work) => {
      ticks.push(await countOf(work))
    },
    () => (ticks.length === 0 ? 0 : forever),
  )
  queue.add(nothing(1))
  await until(() => ticks.length === 1 && queue.quiet)
  queue.add(nothing(1))
  queue.add(nothing(limits.tickBytes))
  await until(() => ticks.length === 2)
  queue.add(nothing(1))
  expect(queue.quiet).toBe(false)
  await queue.drain()
  expect(ticks).toEqual([1, 2, 1])
  for (let each = 0; each < 3; each++) queue.add(nothing(limits.tickMost))
  await queue.drain()
  expect(ticks).toEqual([1, 2, 1, 1, 1, 1])
  let lost = 0
  queue.add({ ...nothing(1), lost: () => lost++ })
  queue.stop()
  queue.add({ ...nothing(1), lost: () => lost++ })
  expect(lost).toBe(2)
})

test('S40 whose work is dear waits for their share; everybody else’s is done meanwhile, in order', async () => {
  const done: string[] = []
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
  )
  const dear = (number: number) => () => {
    const end = performance.now() + limits.tickShare * 2
    while (performance.now() < end);
    done.push(`dear ${number}`)
  }
  for (let number = 0; number < 6; number++) queue.add({ bytes: 1, by: 'a', run: dear(number) })
  for (const by of ['b', 'c']) queue.add({ bytes: 1, by, run: () => void done.push(by) })
  await until(() => queue.quiet)
  expect(done.slice(0, 3)).toEqual(['dear 0', 'b', 'c'])
  expect(done.slice(3)).toEqual([1, 2, 3, 4, 5].map((number) => `dear ${number}`))

  queue.charge('a', limits.workBurst + limits.workPerSecond)
  queue.add({ bytes: 1, by: 'a', run: () => void done.push('a') })
  queue.add({ bytes: 1, by: 'b', run: () => void done.push('b') })
  await until(() => done.at(-1) === 'b')
  expect(queue.quiet).toBe(false)
  expect(queue.isFull('a')).toBe(false)
  for (let more = 0; more < limits.laneWorks; more++) {
    queue.add({ bytes: 1, by: 'a', run: () => void done.push('a') })
  }
  expect(queue.isFull('a')).toBe(true)
  expect(queue.isFull('b')).toBe(false)
  // a room that closes does what it has taken, whosever it is
  await queue.drain()
  expect(done.filter((by) => by === 'a')).toHaveLength(limits.laneWorks + 1)
})

test('S73 however many flood, and however dear what they send is, who wants little is served next', async () => {
  for (const [selves, takes, bytes] of [
    [8, 4, 650],
    [60, 2, 650],
    [60, 2, 30],
  ] as const) {
    const waited: number[] = []
    let over = 0
    let dear = 0
    const queue = new Queue<null>(
      async (works) => {
        for await (const { run } of works) await run(null)
      },
      () => 0,
    )
    const key = (by: string, done = () => undefined) => queue.add({ bytes: 30, by, run: done })
    key('honest')
    await until(() => queue.quiet)
    for (let self = 0; self < selves; self++) {
      for (let work = 0; work < 400 / selves; work++) {
        const run = () => {
          dear += 1
          const end = performance.now() + takes
          while (performance.now() < end);
        }
        queue.add({ bytes, by: `self ${self}`, run })
      }
    }
    const write = () => {
      const before = dear
      key('honest', () => {
        waited.push(dear - before)
        over = dear
        return undefined
      })
    }
    // a key each time that the last one is answered, while all of them wait
    while (waited.length < 20) {
      const count = waited.length
      write()
      await until(() => waited.length > count)
    }
    expect(over).toBeLessThan(400 / 2)
    // what works of that size cost is known once each of the first has been done
    expect(waited[0]).toBeLessThanOrEqual(bytes > 30 ? 2 : selves + 1)
    // but for one that this machine itself has held up
    const [longest, ...usual] = waited.slice(1).sort((a, b) => b - a)
    expect(longest).toBeLessThanOrEqual(selves + 1)
    expect(usual[4]).toBeLessThanOrEqual(2)
    queue.stop()
  }
})

test('S73 those who flood have equal parts, also after one of them had to stay away', () => {
  const fairness = new Fairness()
  const works = new Map([
    ['dear', 12],
    ['cheap', 1],
    ['between', 4],
  ])
  const had = new Map<string, number>()
  const lanes = new Map([...works.keys()].map((by) => [by, fairness.next(by, 100)]))
  const serve = (ms: number, away = '') => {
    for (let spent = 0; spent < ms; ) {
      const [first] = [...lanes]
        .filter(([by]) => by !== away)
        .sort(([a, of], [b, than]) => fairness.due(a, of) - fairness.due(b, than))
      if (!first) throw new Error('nobody waits')
      const [by, standing] = first
      const took = works.get(by) ?? 0
      fairness.done(by, standing, took)
      lanes.set(by, fairness.next(by, 100))
      had.set(by, (had.get(by) ?? 0) + took)
      spent += took
    }
  }
  const expectEqual = (part: number) => {
    for (const by of works.keys()) expect(Math.abs((had.get(by) ?? 0) - part)).toBeLessThan(25)
  }
  serve(3000)
  expectEqual(1000)
  serve(3000, 'cheap')
  had.clear()
  serve(3000)
  expectEqual(1000)
})

test('S73 what is nobody’s comes after what came before it, and waits for no backlog', async () => {
  const done: string[] = []
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
  )
  const say = (by: string | undefined, takes: number) =>
    queue.add({
      bytes: 1,
      ...(by !== undefined && { by }),
      run: () => {
        const end = performance.now() + takes
        while (performance.now() < end);
        done.push(by ?? 'nobody')
      },
    })
  for (let work = 0; work < 20; work++) for (const by of ['a', 'b', 'c']) say(by, 3)
  say('honest', 0)
  say(undefined, 0)
  await until(() => queue.quiet)
  const before = done.slice(0, done.indexOf('nobody'))
  for (const by of ['a', 'b', 'c', 'honest']) expect(before).toContain(by)
  expect(before.length).toBeLessThan(12)
})

test('H36 all who came by one code have one share together, and whoever types among them is served', async () => {
  const worktime = new Worktime()
  const done: string[] = []
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
    worktime,
    (person) => (person === 'elsewhere' ? null : 'code'),
  )
  const say = (by: string) => queue.add({ bytes: 1, by, run: () => void done.push(by) })
  // sixty selves who bring more than anybody types, none of whom has taken more than one may
  const each = (limits.workBurstByCode + 200) / 60
  for (let self = 0; self < 60; self++) queue.charge(`self ${self}`, each)
  expect(each).toBeLessThan(limits.workBurst)
  for (let self = 0; self < 60; self++)
    while (worktime.typed(`self ${self}`, limits.typedBytes * 1000) !== null);
  for (let self = 0; self < 60; self++) say(`self ${self}`)
  say('elsewhere')
  await until(() => done.includes('elsewhere'))
  expect(done).toEqual(['elsewhere'])
  await until(() => queue.quiet)
  expect(done).toHaveLength(61)

  // thirty who write at once
  const workshop = Array.from({ length: 30 }, (_, nth) => ({ person: `w ${nth}`, cameBy: 'hall' }))
  for (const who of workshop) worktime.add(who, 10)
  expect(workshop.every((who) => worktime.wait(who) === 0)).toBe(true)

  // with much of them waiting, those who hold little are not sent away
  for (let self = 0; self < 9; self++) {
    queue.charge(`self ${self}`, 2 * limits.workBurst)
    for (let work = 0; work < limits.codeWorks / 8; work++) say(`self ${self}`)
  }
  say('typing')
  expect(queue.isFull('self 3')).toBe(true)
  expect(queue.isFull('typing')).toBe(false)
  expect(queue.isFull('elsewhere')).toBe(false)
  queue.stop()
})

test('H155 whoever types and is kept waiting by others of their code is read no further, and not sent away', () => {
  const worktime = new Worktime()
  const by = () => 'shared'
  const queue = new Queue<null>(
    async () => undefined,
    () => 0,
    worktime,
    by,
  )
  const say = (person: string) => queue.add({ bytes: 1, by: person, run: () => undefined })
  for (let self = 0; self < 40; self++)
    for (let work = 0; work < limits.laneHeard; work++) say(`self ${self}`)
  // what was on its way when they were read again: half a minute of twenty keys a second
  for (let key = 0; key < limits.laneHeard / 2 + 30 * 20; key++) say('typing')
  expect(queue.isHeard('typing')).toBe(false)
  expect(queue.isFull('typing')).toBe(false)
  queue.stop()
})

test('H156 who types among sixty selves of the same code is served, whatever they have taken and still want', async () => {
  const key = 1
  const worktime = new Worktime()
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
    worktime,
    () => 'code',
  )
  let done = 0
  const say = (by: string, then: () => void = () => undefined) => {
    const run = () => {
      for (const end = performance.now() + key; performance.now() < end; );
      done += 1
      then()
    }
    queue.add({ bytes: 30, by, run })
  }
  // their code's share is used up, and what they have sent takes some ten seconds more
  for (let self = 0; self < 60; self++) {
    queue.charge(`self ${self}`, (limits.workBurstByCode + 200) / 60)
    for (let work = 0; work < 100; work++) say(`self ${self}`)
  }
  const behind: number[] = []
  const waited: number[] = []
  for (let typed = 0; typed < 30; typed++) {
    const [before, from] = [done, performance.now()]
    await new Promise<void>((resolve) => say('honest', resolve))
    behind.push(done - before)
    waited.push(performance.now() - from)
    const next = performance.now() + 60
    await until(() => performance.now() >= next)
  }
  // but for the first keys of each of them, and what had the turn when this one came
  expect(behind.toSorted((a, b) => a - b)[15]).toBeLessThanOrEqual(12)
  expect(waited.toSorted((a, b) => a - b)[15]).toBeLessThan(500)
  expect(done).toBeLessThan(6000)
  queue.stop()
})

test('H157 of two codes the one that has taken little goes first, however many selves the other has', async () => {
  const done: string[] = []
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
    new Worktime(),
    (person) => person.split(' ')[0] ?? null,
  )
  for (let self = 0; self < 60; self++) queue.charge(`flood ${self}`, 20)
  for (let one = 0; one < 5; one++) queue.charge(`hall ${one}`, limits.workMuch / 4)
  const say = (by: string) => queue.add({ bytes: 4000, by, run: () => void done.push(by) })
  for (let work = 0; work < 3; work++) for (let self = 0; self < 60; self++) say(`flood ${self}`)
  for (let work = 0; work < 3; work++) for (let one = 0; one < 5; one++) say(`hall ${one}`)
  await until(() => queue.quiet)
  expect(done.slice(0, 15).every((by) => by.startsWith('hall'))).toBe(true)
  expect(done).toHaveLength(195)
})

test('H37 a tick with a key in it does not wait for those who want much', async () => {
  const ticks: string[][] = []
  const queue = new Queue<null>(
    async (works) => {
      const tick: string[] = []
      ticks.push(tick)
      for await (const { run } of works) {
        await run(null)
        tick.push('work')
      }
    },
    () => 0,
  )
  const dear = (by: string) =>
    queue.add({
      bytes: 1,
      by,
      run: () => {
        const end = performance.now() + limits.tickMuch / 2
        while (performance.now() < end);
      },
    })
  queue.charge('much', limits.workMuch + 100)
  for (let work = 0; work < 12; work++) dear('much')
  await until(() => queue.quiet)
  expect(Math.max(...ticks.map((tick) => tick.length))).toBeLessThanOrEqual(3)
})

async function countOf(works: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of works) count++
  return count
}

function nothing(bytes: number) {
  return { bytes, run: () => undefined }
}

test('H109 who has taken little goes before those who flood, also when the loop was held up during one of their keys', async () => {
  const done: string[] = []
  const queue = new Queue<null>(
    async (works) => {
      for await (const { run } of works) await run(null)
    },
    () => 0,
    new Worktime(),
    (person) => (person === 'writer' ? null : 'code'),
  )
  const spin = (time: number) => {
    for (const end = performance.now() + time; performance.now() < end; );
  }
  const say = (by: string, time: number) =>
    queue.add({
      bytes: 1,
      by,
      run: () => {
        spin(time)
        done.push(by)
      },
    })
  for (let self = 0; self < 60; self++) queue.charge(`self ${self}`, limits.workMuch / 30)
  for (let work = 0; work < 40; work++)
    for (let self = 0; self < 60; self++) say(`self ${self}`, 0.1)
  // a collection of what nobody needs, a machine that is busy elsewhere: nothing of the writer's making
  say('writer', 60)
  await until(() => done.includes('writer'))
  const before = done.length
  say('writer', 0.1)
  await until(() => done.indexOf('writer', before) > 0)
  // as many as one tick takes of them, and not their turns of 60 ms each
  expect(done.indexOf('writer', before) - before).toBeLessThan(400)
  expect(done.length).toBeLessThan(2400)
  queue.stop()
})
