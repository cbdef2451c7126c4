import { expect, test } from 'vitest'
import { Ledger } from '../../../client/sync/ledger.ts'

const frame = (number: number, clocks: readonly (readonly [number, number])[] = []) => ({
  number,
  update: Uint8Array.of(number),
  origins: [],
  sentAt: 0,
  clocks: new Map(clocks),
})

test('R2 a change counts as unsent until a frame that holds it is acknowledged', () => {
  const ledger = new Ledger()
  ledger.made()
  ledger.made()
  ledger.sent(frame(1))
  ledger.made()
  expect(ledger.unsent).toBe(3)
  ledger.acknowledged(1)
  expect(ledger.unsent).toBe(1)
  ledger.sent(frame(2))
  ledger.acknowledged(2)
  expect(ledger.unsent).toBe(0)
})

test('R2 an acknowledgement covers all earlier frames, and a repeated one changes nothing', () => {
  const ledger = new Ledger()
  for (const number of [1, 2, 3]) {
    ledger.made()
    ledger.sent(frame(number))
  }
  ledger.acknowledged(2)
  ledger.acknowledged(1)
  expect(ledger.unsent).toBe(1)
  expect(ledger.oldest?.number).toBe(3)
})

test('R2 frames that were never acknowledged are unsent again when the socket is gone', () => {
  const ledger = new Ledger()
  ledger.made()
  ledger.sent(frame(1))
  ledger.acknowledged(1)
  ledger.made()
  ledger.sent(frame(2))
  ledger.disconnected()
  ledger.acknowledged(2)
  expect(ledger.unsent).toBe(1)
  ledger.sent(frame(1))
  ledger.acknowledged(1)
  expect(ledger.unsent).toBe(0)
})

test('R2 the origins told with unacknowledged frames come back when the socket is gone', () => {
  const ledger = new Ledger()
  const origin = { to: [1, 0, 5], how: 'pasted' } as const
  ledger.sent({ ...frame(1), origins: [{ ...origin, to: [...origin.to] }] })
  expect(ledger.disconnected()).toEqual([origin])
  expect(ledger.disconnected()).toEqual([])
})

test('R8 unacknowledged identities are those between the last acknowledged clock and the reach', () => {
  const ledger = new Ledger()
  ledger.resume(4, new Map([[7, 10]]))
  expect(ledger.unsent).toBe(4)
  const reach = new Map([
    [7, 14],
    [8, 3],
  ])
  expect(ledger.unacknowledged(reach)).toEqual([
    [7, 10, 4],
    [8, 0, 3],
  ])
  ledger.sent(frame(1, [...reach]))
  ledger.acknowledged(1)
  expect(ledger.unacknowledged(reach)).toEqual([])
  expect(ledger.unsent).toBe(0)
})
