import type { Sector } from '../../shared/roles.ts'

/** A shape per sector, so that hue is never the only sign. Drawn in a 12-unit square. */
const shapes: Readonly<Record<Sector, string>> = {
  government: 'M1.5 1.5h9v9h-9z',
  'civil-society': 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1z',
  parliament: 'M6 1 11.5 10.5H.5z',
  academia: 'M6 .5 11.5 6 6 11.5.5 6z',
  'private-sector': 'M3.2 1.2h5.6L11.6 6 8.8 10.8H3.2L.4 6z',
  public: 'M4.2 1h3.6v3.2H11v3.6H7.8V11H4.2V7.8H1V4.2h3.2z',
}

export function SectorMark({ sector, size = 12 }: { sector: Sector; size?: number }) {
  return (
    <svg
      className="sector-mark"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill={`var(--sector-${sector})`}
      aria-hidden="true"
    >
      <path d={shapes[sector]} />
    </svg>
  )
}
