import type { PersonView } from '../../shared/protocol.ts'
import { initials } from './initials.ts'
import { SectorMark } from './SectorMark.tsx'
import './avatar.css'

/** A person's initials with the sign of their sector. Decoration: name the person in words beside it. */
export function Avatar({ person, size = 32 }: { person: PersonView; size?: number }) {
  return (
    <span
      className="avatar"
      style={{ '--size': `${size}px`, '--hue': `var(--sector-${person.sector})` }}
      aria-hidden="true"
    >
      {initials(person.name)}
      <span className="avatar-sector">
        <SectorMark sector={person.sector} size={size * 0.36} />
      </span>
    </span>
  )
}
