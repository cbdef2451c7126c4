/** What was sent and had no answer; the server does once what it is sent again under the same sign. */
const prefix = 'accord.attempt.'

/** Longer than the server remembers any; what is older was given up. */
const kept = 60 * 60 * 1000

/** The sign of something to do: the one it was sent under, where it was sent and no answer came. */
export function attemptOf(what: string, by = ''): string {
  const open = find(what)
  if (open?.by === digest(by)) return open.sign
  const drawn = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  write(prefix + digest(what), [drawn, Date.now(), digest(by)].join(' '))
  return drawn
}

/** The sign under which it was sent and not answered, whoever it was. */
export function openAttempt(what: string): string | undefined {
  return find(what)?.sign
}

/** It was answered: whoever does the same again does it anew. */
export function answered(what: string): void {
  write(prefix + digest(what), null)
}

function find(what: string) {
  const [sign, at, by] = (read(prefix + digest(what)) ?? '').split(' ')
  return sign && Date.now() - Number(at) < kept ? { sign, by } : undefined
}

/** A sum, so that words are kept nowhere a second time; the server tells those apart that share one. */
function digest(what: string): string {
  let sum = 0x811c9dc5
  for (let at = 0; at < what.length; at += 1) sum = Math.imul(sum ^ what.charCodeAt(at), 0x01000193)
  return `${(sum >>> 0).toString(36)}.${what.length}`
}

const here = new Map<string, string>()

/** Of this tab, over a reload too, where the browser keeps anything. */
function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? here.get(key) ?? null
  } catch {
    return here.get(key) ?? null
  }
}

function write(key: string, value: string | null): void {
  if (value === null) here.delete(key)
  else here.set(key, value)
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // kept with the page alone
  }
}
