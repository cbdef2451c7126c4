import { describe } from 'vitest'
import { LocalBus } from '../../../server/bus/local.ts'
import { busSuite } from '../../support/busSuite.ts'

describe('local', () => {
  busSuite(async () => {
    const bus = new LocalBus()
    return [bus, bus]
  })
})
