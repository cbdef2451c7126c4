const safe = /^(https?:\/\/|mailto:)[^\s<>"\\^`{|}]+$/i

/** A link's address if it can stand in a document; null for scripts, files and broken ones. */
export function safeAddress(address: string | undefined): string | null {
  return address !== undefined && safe.test(address) ? address : null
}
