import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import type { Authorship } from './authorship.ts'
import { nameOf, remarksOn } from './nameOf.ts'
import { speakerOf } from './tones.ts'
import type { WhoAt } from './whoAt.ts'

/** In pixels: between a line and the card, and between the card and the window's edge. */
const gap = 6
const width = 288
const edge = 12

/** Who wrote the words beside it. A screen reader hears the same from the page's live region. */
export function WhoCard({ who, authorship }: { who: WhoAt; authorship: Authorship }) {
  const words = useWords()
  const texts = authorshipWords[words.locale]
  const { attribution, spot } = who
  const speaker = speakerOf(attribution)
  const person = authorship.person(speaker)
  const left = Math.max(edge, Math.min(spot.left, window.innerWidth - width - edge))
  const below = spot.bottom + 150 < window.innerHeight
  const place = below ? { top: spot.bottom + gap } : { bottom: window.innerHeight - spot.top + gap }
  return (
    <div
      className="who-card no-print"
      style={{ left, maxWidth: width, ...place }}
      aria-hidden="true"
    >
      <p className="who-name">
        {person && <SectorMark sector={person.sector} size={13} />}
        <strong>{nameOf(speaker, authorship, texts)}</strong>
      </p>
      {person && (
        <p>{[person.organisation, words.sectors[person.sector]].filter(Boolean).join(' · ')}</p>
      )}
      <p className="quiet">
        {attribution.how !== 'template' && `${words.format.moment(attribution.at)} · `}
        {remarksOn(attribution, authorship, texts).join(' · ')}
      </p>
    </div>
  )
}
