const han = /\p{Script=Han}/u
/** What a bracket or a quotation mark before a name is not. */
const letter = /[\p{L}\p{N}\p{Extended_Pictographic}]/u
/** Brackets at the end. */
const bracketed = /\p{Ps}[^\p{Ps}\p{Pe}]*\p{Pe}?$/u
/** Its capitals are for headings, and few fonts have them. */
const georgian = /\p{Script=Georgian}/u

/** At most two letters; of a Chinese name the last two characters, as people call each other. */
export function initials(name: string): string {
  const trimmed = name.trim()
  if (!trimmed) return '–'
  if (han.test(trimmed)) {
    const ideographs = Array.from(withoutBrackets(trimmed)).filter((one) => han.test(one))
    return ideographs.slice(-2).join('')
  }
  const parts = trimmed.split(/[\s.-]+/u).filter((part) => letter.test(part))
  const last = parts.length > 1 ? parts.at(-1) : undefined
  if (parts.length === 0) return (/\p{S}/u.exec(trimmed) ?? Array.from(trimmed))[0] ?? ''
  return [parts[0], last].map((part) => capital(letter.exec(part ?? '')?.[0] ?? '')).join('')
}

/** Without what somebody puts behind a Chinese name: another name, where they belong. */
function withoutBrackets(name: string): string {
  const before = name.replace(bracketed, '').trimEnd()
  return han.test(Array.from(before).at(-1) ?? '') ? before : name
}

function capital(letter: string): string {
  return georgian.test(letter) ? letter : letter.toUpperCase()
}
