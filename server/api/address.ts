import { isIP, SocketAddress } from 'node:net'

/**
 * Where a request comes from, the same for all that is bounded by it. A proxy says it in a header that
 * the operator has named; its last value is the proxy's own, whatever came in from outside. Of IPv6 a
 * household or office has a whole network of addresses: its first half counts. What a header says and is
 * no address is not taken: one made anew for each connection would be bounded by nothing.
 */
export function addressOf(
  header: (name: string) => string | undefined,
  direct: string | undefined,
  proxyHeader: string | null,
): string {
  const said = proxyHeader === null ? undefined : header(proxyHeader)?.split(',').at(-1)
  return bareAddress(said ?? '') ?? bareAddress(direct ?? '') ?? 'unknown'
}

/**
 * However it is written: with a port as some proxies do, in brackets, in quotes, as the `for` of
 * `Forwarded`, an IPv4 address within IPv6. Null: it is none.
 */
function bareAddress(written: string): string | null {
  const named = /(?:^|;)\s*for\s*=\s*("[^"]*"|[^;]*)/i.exec(written)?.[1] ?? written
  const text = named.trim().replace(/^"(.*)"$/, '$1')
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  // a zone is the proxy's own name for its line
  const [address = ''] = bare.split('%', 1)
  const family = isIP(address)
  if (family !== 6) return family === 4 ? address : null
  const one = new SocketAddress({ address, family: 'ipv6' }).address
  return /^::ffff:(\d+\.[\d.]+)$/.exec(one)?.[1] ?? networkOf(one)
}

/** The first half of an IPv6 address, written out. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  return [...first, ...Array<string>(gap).fill('0'), ...last].slice(0, 4).join(':')
}
