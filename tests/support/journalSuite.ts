import { expect, test } from 'vitest'
import { type Entry, type Journal, JournalConflict } from '../../server/journal/journal.ts'

/** A journal on empty ground, and the same ground opened again as after a restart. */
export type JournalGround = AsyncDisposable & { open(): Promise<Journal> }

/** What every engine promises; call it once per engine. */
export function journalSuite(newGround: () => Promise<JournalGround>): void {
  test('J1 what was appended is read back in order, whole, also after a restart', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    const entries = [1, 2, 3].map((seq) => entry('a', seq))
    await journal.append(entries)
    expect(await all(journal.read('a'))).toEqual(entries)
    await journal.close()
    const again = await ground.open()
    expect(await all(again.read('a'))).toEqual(entries)
    expect(await all(again.read('a', 2))).toEqual([entry('a', 3)])
    expect(await all(again.read('b'))).toEqual([])
    await again.close()
  })

  test('J2 a taken number, a gap and a first entry that is not 1 are conflicts, and nothing is written', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    await journal.append([entry('a', 1)])
    await expect(journal.append([entry('a', 1)])).rejects.toThrow(JournalConflict)
    await expect(journal.append([entry('a', 3)])).rejects.toThrow(JournalConflict)
    await expect(journal.append([entry('b', 2)])).rejects.toThrow(JournalConflict)
    await expect(journal.append([entry('a', 2), entry('a', 4)])).rejects.toThrow(JournalConflict)
    expect(await all(journal.read('a'))).toEqual([entry('a', 1)])
    expect(await journal.documents()).toEqual(['a'])
    await journal.close()
  })

  test('J3 appends of many documents at once are all durable, and one conflict hurts nobody else', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    await journal.append([entry('taken', 1)])
    const documents = Array.from({ length: 20 }, (_, index) => `document ${index}`)
    const results = await Promise.allSettled([
      journal.append([entry('taken', 1)]),
      ...documents.map((document) => journal.append([entry(document, 1), entry(document, 2)])),
    ])
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      ...documents.map(() => 'fulfilled'),
    ])
    for (const document of documents) expect(await all(journal.read(document))).toHaveLength(2)
    expect([...(await journal.documents())].sort()).toEqual([...documents, 'taken'].sort())
    await journal.close()
  })

  test('J4 a long history is read to its end', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    const long = Array.from({ length: 5000 }, (_, index) => entry('a', index + 1))
    await journal.append(long)
    expect((await all(journal.read('a'))).map(({ seq }) => seq)).toEqual(long.map(({ seq }) => seq))
    await journal.close()
  })

  test('J5 the newest snapshot of a document is kept, an older one never replaces it', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    expect(await journal.latest('a')).toBeNull()
    const record = { record: '{"seq":7}', bindings: '{}', origins: '[]' }
    const snapshot = { document: 'a', seq: 7, state: Uint8Array.of(1, 2), ...record }
    await journal.snapshot(snapshot)
    await journal.snapshot({ ...snapshot, seq: 5, record: '{}' })
    expect(await journal.latest('a')).toEqual(snapshot)
    await journal.snapshot({ ...snapshot, seq: 9 })
    expect((await journal.latest('a'))?.seq).toBe(9)
    await journal.close()
  })

  test('J119 of older snapshots those are kept that stand far enough apart, and the newest of up to an entry is found', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    const light = { document: 'a', record: '{}', bindings: '{}', origins: '[]' }
    const keep = (seq: number, bytes = 2) =>
      journal.snapshot({ ...light, seq, state: new Uint8Array(bytes) })
    const foundAt = async (...seqs: readonly number[]) =>
      Promise.all(seqs.map(async (seq) => (await journal.latest('a', seq))?.seq ?? null))
    for (let seq = 500; seq <= 3500; seq += 500) await keep(seq)
    expect(await foundAt(999, 1000, 1999, 2500, 3499, 3500, 9999)).toEqual([
      null,
      1000,
      1000,
      2000,
      3000,
      3500,
      3500,
    ])
    // heavy ones stand farther apart
    for (let seq = 4000; seq <= 7000; seq += 500) await keep(seq, 2_000_000)
    expect(await foundAt(4999, 5999, 6999, 7000)).toEqual([3000, 5000, 5000, 7000])
    expect(await journal.latest('b', 9999)).toBeNull()
    await journal.close()
  })

  test('J6 what was under way when the journal was closed is durable', async () => {
    await using ground = await newGround()
    const journal = await ground.open()
    const appended = journal.append([entry('a', 1)])
    await journal.close()
    await appended
    const again = await ground.open()
    expect(await all(again.read('a'))).toEqual([entry('a', 1)])
    await again.close()
  })
}

export function entry(document: string, seq: number): Entry {
  return {
    document,
    seq,
    at: 1_790_000_000_000 + seq,
    person: 'p1',
    onBehalfOf: seq % 2 ? null : 'p2',
    update: seq % 3 ? Uint8Array.of(seq % 256, 1, 2) : null,
    events: seq % 3 ? [] : [{ type: 'state-set', state: 'discussion', reason: '開始討論' }],
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
