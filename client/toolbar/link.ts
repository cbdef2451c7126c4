/** An address that opens a page or a letter; a bare host gets https. Null for anything else. */
export function asLink(typed: string): string | null {
  const trimmed = typed.trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!trimmed || !URL.canParse(whole)) return null
  const { protocol, hostname, href } = new URL(whole)
  if (protocol === 'mailto:') return href
  const web = protocol === 'https:' || protocol === 'http:'
  return web && hostname.includes('.') ? href : null
}
