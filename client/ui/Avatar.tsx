import type { PersonView } from '../../shared/protocol.ts'
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

const han = /\p{Script=Han}/u

/** At most two letters; of a Chinese name the last two characters, as people call each other. */
export function initials(name: string): string {
  const trimmed = name.trim()
  if (!trimmed) return '–'
  const letters = Array.from(trimmed.replaceAll(/\s/g, ''))
  if (han.test(trimmed)) return letters.slice(-2).join('')
  const parts = trimmed.split(/[\s.-]+/u).filter(Boolean)
  const last = parts.length > 1 ? parts.at(-1) : undefined
  return [parts[0], last]
    .map((part) => Array.from(part ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}
