/** A pause in the writing after which a sentence is thought of as written, in milliseconds. */
const pause = 700

/** How long a busy page may put the work off, in milliseconds. */
const patience = 3000

/** Does `work` in an idle moment after a pause; asking again begins the pause anew. */
export function whenIdle(work: () => void): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const stop = () => {
    clearTimeout(timer)
    if (typeof cancelIdleCallback === 'function') cancelIdleCallback(asked)
  }
  return {
    soon() {
      stop()
      timer = setTimeout(() => {
        // Safari has no idle callback yet.
        if (typeof requestIdleCallback !== 'function') work()
        else asked = requestIdleCallback(work, { timeout: patience })
      }, pause)
    },
    stop,
  }
}
