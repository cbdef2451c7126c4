import type { Stroke } from './strokes.ts'

/** In pixels, as the lines of the text. */
const height = 5
const longest = 200

/** How somebody's words look in the text: tint, stroke, and initials where they are drawn by person. */
export function AuthorSign({ stroke, mark }: { stroke: Stroke; mark: string | null }) {
  const lines = Array.from(
    { length: stroke.lines },
    (_, line) => height - stroke.width / 2 - line * 3,
  )
  return (
    <span
      className="author-sign"
      data-tint={stroke.tint}
      style={{ '--hue': `var(${stroke.hue})` }}
      aria-hidden="true"
    >
      {mark}
      <svg height={height} aria-hidden="true">
        {lines.map((y) => (
          <line
            key={y}
            x2={longest}
            y1={y}
            y2={y}
            strokeWidth={stroke.width}
            strokeDasharray={stroke.dash.join(' ')}
          />
        ))}
      </svg>
    </span>
  )
}
