import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { orderFile } from '../../../client/exports/order.ts'

test('U218 an export that hangs is said to have no answer, one that cannot be asked for is not reached', async () => {
  let heard: () => void = () => undefined
  const asked = new Promise<void>((resolve) => {
    heard = resolve
  })
  const server = createServer(() => heard())
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const order = orderFile(url, 'en', new AbortController().signal, () => undefined)
    await asked
    vi.advanceTimersByTime(120_000)
    expect(await order).toEqual({ is: 'silent' })
  } finally {
    vi.useRealTimers()
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  const none = await orderFile(url, 'en', new AbortController().signal, () => undefined)
  expect(none).toEqual({ is: 'unreachable' })
})
