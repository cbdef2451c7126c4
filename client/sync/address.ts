/** Where the rooms of this page's server are. */
export function syncAddress(): string {
  const address = new URL('/sync', window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}
