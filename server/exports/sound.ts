const unprintable = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu
const lone = /\p{Surrogate}/gu

/**
 * The same data with text that any format can carry: control characters go, half a surrogate pair
 * becomes U+FFFD. The same object comes back when nothing had to change.
 */
export function sound<Data>(data: Data): Data {
  if (typeof data === 'string') {
    return data.replace(unprintable, '').replace(lone, '\ufffd') as Data
  }
  if (Array.isArray(data)) {
    const cleaned = data.map(sound)
    return cleaned.every((each, index) => each === data[index]) ? data : (cleaned as Data)
  }
  if (typeof data !== 'object' || data === null) return data
  const entries = Object.entries(data)
  const cleaned = entries.map(([key, value]) => [key, sound(value)] as const)
  return cleaned.every(([, value], index) => value === entries[index]?.[1])
    ? data
    : (Object.fromEntries(cleaned) as Data)
}
