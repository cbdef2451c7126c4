/** A pause in the writing after which a sentence is thought of as written, in milliseconds. */
const pause = 700

/** How long a busy page may put the work off, in milliseconds. */
const patience = 3000

/** Work for idle moments. */
type Idle = {
  /** In one behind a pause; asking again begins the pause anew. */
  readonly soon: () => void
  /** In the next. */
  readonly next: () => void
  readonly stop: () => void
}

/**
 * Does `work` in idle moments. Work that answers 'more' goes on in the next one, so that a key which
 * is pressed meanwhile gets in between.
 */
export function whenIdle(work: () => 'more' | 'done'): Idle {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const stop = () => {
    clearTimeout(timer)
    if (typeof cancelIdleCallback === 'function') cancelIdleCallback(asked)
  }
  const act = () => {
    if (work() === 'more') next()
  }
  const next = () => {
    stop()
    // Safari has no idle callback yet.
    if (typeof requestIdleCallback !== 'function') timer = setTimeout(act)
    else asked = requestIdleCallback(act, { timeout: patience })
  }
  return {
    soon() {
      stop()
      timer = setTimeout(next, pause)
    },
    next,
    stop,
  }
}
