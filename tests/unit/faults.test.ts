import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { watchFaults } from '../../server/faults.ts'

test('S71 what nobody caught is logged; a connection’s own end stops nothing, anything else closes once', () => {
  const process = new EventEmitter()
  const logged: string[] = []
  let closed = 0
  watchFaults(process, { error: (_: object, text: string) => logged.push(text) }, () => closed++)
  for (const code of ['ECONNRESET', 'EPIPE']) {
    process.emit('uncaughtException', Object.assign(new Error(code), { code }))
  }
  expect([closed, logged.length]).toEqual([0, 2])
  process.emit('uncaughtException', new RangeError('Maximum call stack size exceeded'))
  process.emit('unhandledRejection', 'no error at all')
  expect([closed, logged.length]).toEqual([1, 4])
})
