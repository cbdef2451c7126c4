import { expect, test, vi } from 'vitest'
import { addressOf } from '../../server/api/address.ts'
import { Bounds, bounds, isCrowded } from '../../server/api/bounds.ts'
import { Pace } from '../../server/api/pace.ts'

const at = (person: string | null, address = '192.0.2.1') => ({ person, address })

test('H51 what one person asks for is bounded, and is no other’s affair', async () => {
  const door = new Bounds()
  const ask = async (person: string | null, address?: string) => {
    const leave = await door.request(at(person, address), { heavy: true })
    if (isCrowded(leave)) return leave.retryAfter
    leave()
    return 0
  }
  for (let asked = 0; asked < bounds.person / bounds.heavy; asked++) expect(await ask('an')).toBe(0)
  const wait = await ask('an')
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(bounds.seconds)
  expect(await ask('bo')).toBe(0)
  for (let asked = 0; asked < bounds.address / bounds.heavy; asked++) await ask(null)
  expect(await ask(null)).toBeGreaterThan(0)
  expect(await ask(null, '192.0.2.2')).toBe(0)
  // who is known is not held to what strangers do at the same address
  expect(await ask('bo')).toBe(0)
})

test('H51 what is under way is bounded, and makes room when it ends', async () => {
  const door = new Bounds()
  const kinds = [
    { most: bounds.personAtOnce, take: () => door.request(at('an'), {}) },
    { most: bounds.addressAtOnce, take: () => door.request(at(null), {}) },
    { most: bounds.personSockets, take: () => door.socket(at('bo')) },
    { most: bounds.personUploads, take: () => door.request(at('cy'), { uploads: true }) },
  ]
  for (const { most, take } of kinds) {
    const held = []
    for (let index = 0; index < most; index++) held.push(await take())
    expect(held.some(isCrowded)).toBe(false)
    expect(isCrowded(await take())).toBe(true)
    for (const leave of held) {
      if (isCrowded(leave)) continue
      leave()
      leave()
    }
    expect(isCrowded(await take())).toBe(false)
  }
})

test('H51 all uploads together are bounded', async () => {
  const door = new Bounds()
  const upload = (person: string) => door.request(at(person), { uploads: true })
  for (let one = 0; one < bounds.uploads; one++) {
    expect(isCrowded(await upload(`p${one}`))).toBe(false)
  }
  expect(isCrowded(await upload('late'))).toBe(true)
  expect(isCrowded(await door.request(at('late'), {}))).toBe(false)
})

test('H100 whoever watches is counted by what they ask and from where, and by nothing else', async () => {
  const door = new Bounds()
  const watch = async (path: string, address = '192.0.2.1') =>
    isCrowded(await door.watch(path, address))
  for (let asked = 0; asked < bounds.watching; asked++) expect(await watch('/metrics')).toBe(false)
  expect(await watch('/metrics')).toBe(true)
  expect(await watch('/healthz')).toBe(false)
  expect(await watch('/metrics', '192.0.2.2')).toBe(false)
  expect(isCrowded(await door.request(at(null), {}))).toBe(false)
})

test('H102 by one code from one address a hall comes in, faster ones wait a moment, and hear it when that is long', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const pace = new Pace(bounds.joins)
    const { burst, perSecond } = bounds.joins
    const late = async (whose: string) => (await pace.pass(whose))?.retryAfter ?? 0
    for (let one = 0; one < burst; one++) expect(await late('hall')).toBe(0)
    const waiting: Promise<unknown>[] = []
    for (let one = 0; one < (bounds.joins.patience / 1000) * perSecond; one++)
      waiting.push(pace.pass('hall'))
    expect(await late('hall')).toBeGreaterThan(0)
    expect(await late('hall')).toBeLessThan(10)
    expect(await late('another hall')).toBe(0)
    // three hundred in five minutes never hear of it
    vi.advanceTimersByTime(120_000)
    for (let one = 0; one < 300; one++) {
      expect(await late('hall')).toBe(0)
      vi.advanceTimersByTime(1000)
    }
  } finally {
    vi.useRealTimers()
  }
})

test('H154 what one code adds to a record in a minute is bounded; the first few of each get through, other codes and commitments go on', async () => {
  for (const what of ['threads', 'replies', 'dismissals'] as const) {
    const door = new Bounds()
    const add = async (person: string, code: string | null, commitment = 'c') =>
      (await door.adding(what, commitment, { person, code })) === null
    const { person, code } = bounds.adding[what]
    for (let self = 0; self * person < code; self++)
      for (let nth = 0; nth < person; nth++) expect(await add(`self ${self}`, 'shared')).toBe(true)
    // their own is used up, and with it their code's
    expect(await add('self 0', 'shared')).toBe(false)
    const late = await door.adding(what, 'c', { person: 'self 1', code: 'shared' })
    expect(late?.retryAfter).toBeGreaterThan(0)
    expect(late?.retryAfter).toBeLessThanOrEqual(bounds.addingSeconds)
    for (let nth = 0; nth < bounds.adding[what].own; nth++)
      expect(await add('honest', 'shared')).toBe(true)
    expect(await add('honest', 'shared')).toBe(false)
    expect(await add('honest', 'shared', 'another')).toBe(true)
    for (let nth = 0; nth < person; nth++) expect(await add('guest', 'other')).toBe(true)
    for (let nth = 0; nth < person; nth++) expect(await add('host', null)).toBe(true)
    expect(await add('host', null)).toBe(false)
  }
})

test('H131 a right code is let in whatever is guessed at its address, and guesses are answered late and few', async () => {
  const door = new Bounds()
  const here = '192.0.2.1'
  for (let one = 0; one < bounds.guesses.burst; one++) expect(await door.guess(here)).toBe(null)
  const late = await Promise.all(
    Array.from({ length: 50 }, async () => (await door.guess(here))?.retryAfter ?? 0),
  )
  expect(late.filter((wait) => wait > 0).length).toBeGreaterThan(30)
  expect(await door.join('RIGHT', here)).toBe(null)
})

test('H132 of bodies that do not come the oldest makes room, at its own address only', async () => {
  const door = new Bounds()
  const ended: number[] = []
  const slow = (nth: number, comes = false) =>
    door.request(at(null), { end: () => !comes && ended.push(nth) > 0 })
  for (let nth = 0; nth < bounds.addressAtOnce; nth++) await slow(nth, nth === 0)
  expect(isCrowded(await slow(bounds.addressAtOnce))).toBe(false)
  expect(isCrowded(await door.request(at(null), {}))).toBe(false)
  expect(ended).toEqual([1, 2])
})

test('H104 what one person does again and again is bounded, each kind of its own, and is no other’s affair', async () => {
  const door = new Bounds()
  for (const kind of ['speakers', 'edits', 'names', 'threads'] as const) {
    const late = async (person: string) => (await door.often(kind, person))?.retryAfter ?? 0
    for (let done = 0; done < bounds.often[kind]; done++) expect(await late('eve')).toBe(0)
    expect(await late('eve')).toBeGreaterThan(0)
    expect(await late('ann')).toBe(0)
  }
})

test('H52 where somebody comes from is the network’s word, or the last of a header that the operator trusts', () => {
  const said = (name: string) => (name === 'x-forwarded-for' ? '203.0.113.9, 198.51.100.7' : '')
  expect(addressOf(said, '192.0.2.1', null)).toBe('192.0.2.1')
  expect(addressOf(said, '192.0.2.1', 'x-forwarded-for')).toBe('198.51.100.7')
  expect(addressOf(said, '192.0.2.1', 'x-real-ip')).toBe('192.0.2.1')
  const plain = (address: string) => addressOf(() => undefined, address, null)
  expect(plain('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(plain('2001:db8:1:2:3:4:5:6')).toBe(plain('2001:db8:1:2::9'))
  expect(plain('2001:db8:1:2::9')).not.toBe(plain('2001:db8:1:3::9'))
  expect(plain('::1')).toBe(plain('0:0:0:0:9:9:9:9'))
})

test('H174 of very many who ask by a code at one address nobody is refused: they wait, all of them together', async () => {
  const door = new Bounds()
  const begun = performance.now()
  const asked = Array.from({ length: 600 }, async () => {
    const leave = await door.request({ person: null, address: 'hall' }, { entrance: true })
    if (isCrowded(leave)) return false
    leave()
    return true
  })
  expect((await Promise.all(asked)).filter((isIn) => !isIn)).toEqual([])
  const { entrances, addressConnections } = bounds
  expect(performance.now() - begun).toBeGreaterThan(900)
  // with every connection that an address may have
  const longest = ((addressConnections - entrances.burst) / entrances.perSecond) * 1000
  expect(longest).toBeLessThanOrEqual(entrances.patience)
  // and elsewhere nobody waits
  const leave = await door.request({ person: null, address: 'office' }, { entrance: true })
  expect(isCrowded(leave)).toBe(false)
})

test('H172 an address is one however a proxy writes it, and what is none makes nobody another', () => {
  const by = (said: string) => addressOf(() => said, '192.0.2.1', 'x-forwarded-for')
  for (const said of ['198.51.100.7:4711', '198.51.100.7:9', '"198.51.100.7:4711"', '198.51.100.7'])
    expect(by(`203.0.113.9, ${said}`)).toBe('198.51.100.7')
  for (const said of ['::ffff:cb00:7101', '[::FFFF:CB00:7101]:80', '0:0:0:0:0:ffff:cb00:7101'])
    expect(by(said)).toBe('203.0.113.1')
  expect(by('::ffff:cb00:7102')).toBe('203.0.113.2')
  const network = by('2001:db8:1:3::5')
  for (const said of ['[2001:db8:1:3::5]:4711', '"[2001:DB8:1:3::6]:12"', '2001:0db8:1:3:0:0:0:9'])
    expect(by(said)).toBe(network)
  expect(by('[2001:db8:1:4::5]:4711')).not.toBe(network)
  expect(by('for="[2001:db8:1:3::5]:4711";proto=https')).toBe(network)
  expect(by('proto=https; for=198.51.100.7')).toBe('198.51.100.7')
  expect(by('fe80::1%eth0')).toBe(by('fe80::2%7'))
  // bounded together, as whoever comes straight from the proxy
  for (const said of ['unknown', '_hidden', '_hidden:17', '[', '1.2.3', ''])
    expect(by(said)).toBe('192.0.2.1')
})

test('H107 a request weighs what its body takes to read: what pages and scripts send is far within that', async () => {
  const door = new Bounds()
  const ask = async (person: string, body: number) => {
    const leave = await door.request(at(person), { body })
    if (isCrowded(leave)) return false
    leave()
    return true
  }
  // a plan filed by a script: some hundred texts of ten pages
  for (let text = 0; text < 300; text++) expect(await ask('an', 30_000)).toBe(true)
  let taken = 0
  while (await ask('bo', 2 ** 20)) taken += 1
  expect(taken).toBe(Math.floor(bounds.person / (1 + 2 ** 20 / bounds.bodyPoint)))
  expect(await ask('cy', 2 ** 20)).toBe(true)
})
