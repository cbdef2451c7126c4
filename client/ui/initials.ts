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
