import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { clientMessage, serverMessage } from '../../../shared/protocol.ts'
import { closeCode, frameType, protocolVersion } from '../../../shared/wire.ts'

/**
 * What each version looks like on the wire. When this fails, a message has changed: raise
 * `protocolVersion` unless pages of the last version understand it, and write the new hash here.
 */
const hashes: Readonly<Record<number, string>> = {
  1: '0bc52e8492e4cbf4',
  2: '9cb6e169dad795ad',
  3: '3c1dacad5e327df1',
}

test('S28 whoever changes what stands on the wire is asked for a new version of the protocol', () => {
  const messages = [clientMessage, serverMessage].map((each) => z.toJSONSchema(each))
  const wire = JSON.stringify([frameType, closeCode, ...messages])
  expect(createHash('sha256').update(wire).digest('hex').slice(0, 16)).toBe(hashes[protocolVersion])
})
