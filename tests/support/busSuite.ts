import { expect, test } from 'vitest'
import type { Bus, Tick } from '../../server/bus/bus.ts'
import { until } from './until.ts'

/** What every engine promises; `newBus` gives two ends of one bus (a single process: the same twice). */
export function busSuite(newBus: () => Promise<readonly [Bus, Bus]>): void {
  test('S1 ticks of a document arrive in order, with their bytes, at every end', async () => {
    const [here, there] = await newBus()
    const heard: Tick[][] = [[], []]
    here.subscribe('a', (tick) => heard[0]?.push(tick))
    there.subscribe('a', (tick) => heard[1]?.push(tick))
    const ticks = [1, 2, 3].map((seq) => tick('a', seq))
    for (const each of ticks) here.publish(each)
    await until(() => heard[1]?.length === 3)
    expect(heard).toEqual([ticks, ticks])
    await Promise.all([here.close(), there.close()])
  })

  test('S2 a subscriber hears its own document only, from its own process at once, and nothing after it stopped', async () => {
    const [here, there] = await newBus()
    const heard: Tick[] = []
    const stop = here.subscribe('a', (tick) => heard.push(tick))
    here.publish(tick('b', 1))
    here.publish(tick('a', 1))
    expect(heard).toEqual([tick('a', 1)])
    stop()
    here.publish(tick('a', 2))
    expect(heard).toEqual([tick('a', 1)])
    await Promise.all([here.close(), there.close()])
  })
}

function tick(document: string, seq: number): Tick {
  return { document, seq, frames: [Uint8Array.of(0, 2, seq), Uint8Array.of(100)] }
}
