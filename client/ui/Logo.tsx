/** A square and a circle, government and civil society; what they share is the text. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true" fill="none">
      <path d="M3 3h13v13H3z" stroke="var(--sector-government)" strokeWidth="1.6" />
      <circle cx="16" cy="16" r="7" stroke="var(--sector-civil-society)" strokeWidth="1.6" />
      <path d="M16 9v7H9a7 7 0 0 1 7-7z" fill="currentColor" />
    </svg>
  )
}
