import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { messageYjsSyncStep1, messageYjsSyncStep2 } from 'y-protocols/sync'
import { frameType } from '../../shared/wire.ts'

/** An update frame on its way out: `number` counts from 1 on each connection, as the room does. */
export type OutgoingFrame = { readonly number: number; readonly update: Uint8Array }

/**
 * A WebSocket that counts the update frames it sends (sync step 2 and updates), so that the room's
 * acknowledgements and refusals can name them.
 *
 * Step 2 always goes first: it answers the room's state vector with all that the room lacks. An
 * update before it could stand on words that were written offline and that the room has not seen;
 * it is left out, for step 2 will hold it.
 *
 * `beforeFrame` runs just before a counted frame leaves and may itself send other frames.
 */
export function countingSocket(
  Base: typeof WebSocket,
  beforeFrame: (frame: OutgoingFrame) => void,
): typeof WebSocket {
  return class CountingSocket extends Base {
    #frames = 0

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      const found = data instanceof Uint8Array ? updateOf(data) : null
      if (found) {
        if (this.#frames === 0 && !found.isStep2) return
        this.#frames += 1
        beforeFrame({ number: this.#frames, update: found.update })
      }
      super.send(data as ArrayBufferView<ArrayBuffer>)
    }
  }
}

function updateOf(frame: Uint8Array): { isStep2: boolean; update: Uint8Array } | null {
  const decoder = createDecoder(frame)
  if (readVarUint(decoder) !== frameType.sync) return null
  const step = readVarUint(decoder)
  if (step === messageYjsSyncStep1) return null
  return { isStep2: step === messageYjsSyncStep2, update: readVarUint8Array(decoder) }
}
