import { createHmac, randomBytes, randomInt } from 'node:crypto'

/** No 0, 1, I, L, O, U: nothing that is misread, misheard or rude. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 30^10 codes: at ten thousand guesses a second, one of a thousand open ones falls in two years. */
const codeLength = 10

/** An id for anything that is stored: 80 bits, safe in addresses. */
export function drawId(): string {
  return randomBytes(10).toString('hex')
}

/** A new invitation's code, in its plain form. */
export function drawCode(): string {
  return Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
}

/** A code as it is shown and read out: `ABCDE-FGHJK`. */
export function shownCode(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`
}

/** The form in which codes are stored: people type them in any case, with and without hyphen. */
export function plainCode(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

export function drawToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: who reads the file cannot enter with it. */
export function hashToken(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64url')
}
