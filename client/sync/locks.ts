import { uuidv4 } from 'lib0/random'

/** Answers how to let go. */
export type Release = () => void

/**
 * Takes what only one tab of this browser may have. Null: another has it, and did not let go within
 * `patience` milliseconds.
 */
export function takeLock(name: string, patience: number): Promise<Release | null> {
  const locks = globalThis.navigator?.locks
  return locks ? fromBrowser(locks, name, patience) : fromTabs(name, patience)
}

function fromBrowser(locks: LockManager, name: string, patience: number): Promise<Release | null> {
  const options = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
  return new Promise((resolve) => {
    const held = (lock: Lock | null) =>
      new Promise<void>((release) => {
        if (lock) return resolve(release)
        release()
        resolve(null)
      })
    locks.request(name, options, held).catch(() => resolve(null))
  })
}

/** What this tab has, or is about to have, and under which sign it asked for it. */
const taken = new Map<string, string>()

type Asked = { readonly asked: string; readonly sign: string }
type Said = Asked | { readonly mine: string }

let tabs: BroadcastChannel | null = null

/**
 * Without `https` a browser lends no locks: the other tabs are asked. Of two that ask at once, the one
 * with the smaller sign has it.
 */
async function fromTabs(name: string, patience: number): Promise<Release | null> {
  for (const end = performance.now() + patience; ; ) {
    const sign = uuidv4()
    if (!taken.has(name)) {
      taken.set(name, sign)
      if (await nobodyHas(name, sign)) {
        taken.set(name, smallest)
        return () => taken.delete(name)
      }
      taken.delete(name)
    }
    if (performance.now() >= end) return null
    await new Promise((resolve) => setTimeout(resolve, hearing))
  }
}

async function nobodyHas(name: string, sign: string): Promise<boolean> {
  // a program without a page has no tabs
  if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return true
  tabs ??= listening()
  const channel = tabs
  channel.postMessage({ asked: name, sign } satisfies Said)
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<Said>) => {
      if ('mine' in data && data.mine === name) end(false)
    }
    const end = (free: boolean) => {
      clearTimeout(timer)
      channel.removeEventListener('message', hear)
      resolve(free)
    }
    const timer = setTimeout(end, hearing, true)
    channel.addEventListener('message', hear)
  })
}

function listening(): BroadcastChannel {
  const channel = new BroadcastChannel('accord/locks')
  channel.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (!('asked' in data)) return
    const mine = taken.get(data.asked)
    if (mine !== undefined && mine < data.sign) {
      channel.postMessage({ mine: data.asked } satisfies Said)
    }
  })
  return channel
}

/** The sign of whoever has it already. */
const smallest = ''

/** Another tab says within this time that it has something, in milliseconds. */
const hearing = 100
