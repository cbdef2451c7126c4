/** Writes moments as the people of a plan read them on their wall. */
export type Clock = {
  /** `2026-11-24` */
  readonly day: (at: number) => string
  /** `2026-11-24T08:30:00`, without a zone, as OpenDocument wants it. */
  readonly local: (at: number) => string
}

/** The clock of an IANA time zone; of UTC when the name is unknown. */
export function clockOf(timeZone: string): Clock {
  const zone = isZone(timeZone) ? timeZone : 'UTC'
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const local = (at: number) => format.format(at).replace(' ', 'T')
  return { local, day: (at) => local(at).slice(0, 'yyyy-mm-dd'.length) }
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('sv-SE', { timeZone })
    return true
  } catch {
    return false
  }
}
