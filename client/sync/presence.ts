import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { frameType } from '../../shared/wire.ts'

type Changes = { added: number[]; updated: number[]; removed: number[] }

/** The room spreads presence no faster (sync.md), so a caret need not be told more often. */
const leastPause = 100

/**
 * Hands on this page's own presence as it changes, at most ten times a second, and nobody else's:
 * y-websocket's own handler echoes what others sent. Answers how to send at once and how to stop.
 */
export function sendOwnPresence(
  awareness: Awareness,
  send: (frame: Uint8Array<ArrayBuffer>) => void,
): { now(): void; stop(): void } {
  let pause: ReturnType<typeof setTimeout> | undefined
  let waiting = false

  const now = () => {
    waiting = false
    send(ownPresence(awareness))
    clearTimeout(pause)
    pause = setTimeout(() => {
      pause = undefined
      if (waiting) now()
    }, leastPause)
  }
  const changed = ({ added, updated, removed }: Changes) => {
    if (![...added, ...updated, ...removed].includes(awareness.clientID)) return
    if (pause === undefined) now()
    else waiting = true
  }
  awareness.on('update', changed)
  return {
    now,
    stop: () => {
      clearTimeout(pause)
      awareness.off('update', changed)
    },
  }
}

function ownPresence(awareness: Awareness): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder()
  writeVarUint(encoder, frameType.awareness)
  writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]))
  return toUint8Array(encoder)
}
