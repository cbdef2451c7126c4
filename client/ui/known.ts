const mark = 'accord.known'

/** Somebody is signed in on this device. */
export function noteKnown(): void {
  try {
    localStorage.setItem(mark, '1')
  } catch {
    // Where storage is forbidden, a session that has ended is told as if there had been none.
  }
}

/** Whether anybody ever was: a session that is missing then has ended. */
export function wasKnown(): boolean {
  try {
    return localStorage.getItem(mark) !== null
  } catch {
    return false
  }
}
