const safe = /^(https?:\/\/|mailto:)[^\s<>"\\^`{|}]+$/i

/** Typst refuses a whole document for a link of more than 8,000 bytes, Word one of more than 2,083. */
const longest = 2000

/** A link's address if it can stand in a document; null for scripts, files, broken and endless ones. */
export function safeAddress(address: string | undefined): string | null {
  return address !== undefined && address.length <= longest && safe.test(address) ? address : null
}
