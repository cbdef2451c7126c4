const han = /\p{Script=Han}/u
/** What a bracket or a quotation mark before a name is not. */
const letter = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** At most two letters; of a Chinese name the last two characters, as people call each other. */
export function initials(name: string): string {
  const trimmed = name.trim()
  if (!trimmed) return '–'
  const letters = Array.from(trimmed.replaceAll(/\s/g, ''))
  if (han.test(trimmed)) return letters.slice(-2).join('')
  const parts = trimmed.split(/[\s.-]+/u).filter((part) => letter.test(part))
  const last = parts.length > 1 ? parts.at(-1) : undefined
  if (parts.length === 0) return letters[0] ?? ''
  return [parts[0], last]
    .map((part) => letter.exec(part ?? '')?.[0] ?? '')
    .join('')
    .toUpperCase()
}
