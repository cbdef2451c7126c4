/** From where an address leads to this server, as far as it shows. */
export type Reach = 'onlyHere' | 'onlyNearby' | 'everywhere'

/** Every machine means itself by these. */
const ownMachine = /^(localhost|.+\.localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])$/

/** Numbers and endings that are given out within a house, and mean something else in another. */
const house =
  /^(10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[f[cd].*\]|\[fe[89ab].*\]|.+\.(local|lan|home|home\.arpa|internal|intranet|corp|localdomain))$/

/** Whether a phone gets here by an address. A name without a dot is one that only a house knows. */
export function reachOf(url: string): Reach {
  const name = new URL(url).hostname.replace(/\.$/, '')
  if (ownMachine.test(name)) return 'onlyHere'
  return house.test(name) || !/[.:]/.test(name) ? 'onlyNearby' : 'everywhere'
}
