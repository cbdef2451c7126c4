import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { SqliteJournal } from '../../../server/journal/sqlite.ts'
import { newFolder } from '../../support/folder.ts'
import { all, entry, journalSuite } from '../../support/journalSuite.ts'

describe('sqlite', () => {
  journalSuite(async () => {
    const folder = await newFolder()
    return {
      open: async () => new SqliteJournal(join(folder.path, 'accord.db')),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    }
  })
})

const tampering = [
  `update entries set person = 'somebody else' where seq = 3`,
  `update entries set at = at + 1 where seq = 3`,
  `update entries set body = x'00' where seq = 2`,
  `update entries set events = '[]' where seq = 3`,
  `delete from entries where seq = 3`,
]

test.each(tampering)('J7 verify finds what was changed behind its back: %s', async (statement) => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const journal = new SqliteJournal(path)
  await journal.append([1, 2, 3, 4, 5].map((seq) => entry('a', seq)))
  await journal.append([entry('b', 1)])
  const sound = await journal.verify()
  expect(sound).toMatchObject([
    { document: 'a', entries: 5, broken: null },
    { document: 'b', entries: 1, broken: null },
  ])
  using other = disposable(new Database(path))
  other.db.exec(statement)
  const [a, b] = await journal.verify()
  expect(a?.broken).not.toBeNull()
  expect(b?.broken).toBeNull()
  await journal.close()
})

test('J8 a backup taken while writing goes on is a whole, verifiable journal', async () => {
  await using folder = await newFolder()
  const journal = new SqliteJournal(join(folder.path, 'accord.db'))
  await journal.append([entry('a', 1), entry('a', 2)])
  const copy = join(folder.path, 'copy.db')
  await Promise.all([journal.backup(copy), journal.append([entry('a', 3)])])
  await journal.close()
  const copied = new SqliteJournal(copy)
  const entries = await all(copied.read('a'))
  expect(entries.length).toBeGreaterThanOrEqual(2)
  expect(await copied.verify()).toMatchObject([{ broken: null }])
  await copied.close()
})

test('J9 a locked or full file rejects, writes nothing, and takes the same entries later', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.db')
  const journal = new SqliteJournal(path, { busy: 20, maxPages: 40 })
  await journal.append([entry('a', 1)])
  using other = disposable(new Database(path))
  other.db.exec('begin immediate')
  await expect(journal.append([entry('a', 2)])).rejects.toThrow(/locked/)
  other.db.exec('rollback')
  await journal.append([entry('a', 2)])
  const huge = { ...entry('a', 3), update: new Uint8Array(1_000_000) }
  await expect(journal.append([huge])).rejects.toThrow(/full/)
  await journal.append([entry('a', 3)])
  expect(await all(journal.read('a'))).toEqual([entry('a', 1), entry('a', 2), entry('a', 3)])
  await journal.close()
})

function disposable(db: Database.Database): { db: Database.Database } & Disposable {
  return { db, [Symbol.dispose]: () => db.close() }
}
