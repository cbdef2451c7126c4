import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Replica, ReplicaState, Status } from '../../../client/sync/state.ts'
import { useStatus } from '../../../client/sync/useReplica.ts'
import { render } from '../../support/page.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** As much of a replica as its save state is told from. */
function saving(first: Status) {
  let state = { status: first } as ReplicaState
  const listeners = new Set<() => void>()
  const replica: Replica = {
    get state() {
      return state
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    speakFor() {},
    announceOrigins() {},
    putAside() {},
    placeNow: (place) => place,
    hold: () => () => {},
    holdBack() {},
    dismiss() {},
    unsentWords: () => [],
    close() {},
  }
  const turn = (status: Status) =>
    act(async () => {
      state = { status } as ReplicaState
      for (const listener of listeners) listener()
    })
  return { replica, turn }
}

function Told({ replica }: { replica: Replica }) {
  return useStatus(replica).type
}

test('U27 a word that is not saved is told at once, that all is saved when it stays so', async () => {
  const { replica, turn } = saving({ type: 'saved' })
  using page = await render(<Told replica={replica} />)
  expect(page.text()).toBe('saved')
  for (let key = 0; key < 3; key++) {
    await turn({ type: 'saving' })
    expect(page.text()).toBe('saving')
    await turn({ type: 'saved' })
    expect(page.text()).toBe('saving')
    await act(async () => vi.advanceTimersByTime(100))
    expect(page.text()).toBe('saving')
  }
  await act(async () => vi.advanceTimersByTime(1000))
  expect(page.text()).toBe('saved')
  await turn({ type: 'saving' })
  await turn({ type: 'saved' })
  await turn({ type: 'offline', unsent: 2 })
  expect(page.text()).toBe('offline')
  await act(async () => vi.advanceTimersByTime(1000))
  expect(page.text()).toBe('offline')
})
