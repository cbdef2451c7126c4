import { forbiddenCharacters } from './characters.ts'

/** Longer addresses are not links but payloads; browsers cut at about this length too. */
const maxLink = 2000
const linkScheme = /^(https?:\/\/|mailto:)\S+$/i

/** True for an address that a link may have: http, https or mailto, without blanks. */
export function isLinkAddress(address: unknown): address is string {
  return (
    typeof address === 'string' &&
    address.length <= maxLink &&
    linkScheme.test(address) &&
    !forbiddenCharacters.test(address)
  )
}

/** True for one of our four marks with a value that it can have, or with null, which ends it. */
export function isMark(key: string, value: unknown): boolean {
  switch (key) {
    case 'bold':
    case 'italic':
    case 'underline':
      return value === true || value === null
    case 'link':
      return value === null || isLinkAddress(value)
    default:
      return false
  }
}
