import { afterEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { sendOwnPresence } from '../../../client/sync/presence.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('R6 only own presence is sent, at most ten times a second, and the last state arrives', () => {
  vi.useFakeTimers()
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const frames: Uint8Array[] = []
  const presence = sendOwnPresence(awareness, (frame) => frames.push(frame))
  for (let moment = 0; moment < 100; moment++) {
    awareness.setLocalStateField('cursor', moment)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(1000)
  expect(frames.length).toBeGreaterThanOrEqual(10)
  expect(frames.length).toBeLessThanOrEqual(11)
  expect(new TextDecoder().decode(frames.at(-1))).toContain('{"cursor":99}')

  const before = frames.length
  awareness.emit('update', [{ added: [1], updated: [2], removed: [3] }, 'room'])
  vi.advanceTimersByTime(1000)
  expect(frames.length).toBe(before)

  presence.stop()
  awareness.setLocalStateField('cursor', null)
  vi.advanceTimersByTime(1000)
  expect(frames.length).toBe(before)
  doc.destroy()
})
