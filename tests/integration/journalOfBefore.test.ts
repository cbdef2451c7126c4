import { copyFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../server/access/sqlite/migrations.ts'
import { schema } from '../../server/access/sqlite/schema.ts'
import { Ledgers } from '../../server/authorship/ledgers.ts'
import { accord } from '../../server/cli/accord.ts'
import { verifyAll } from '../../server/cli/verify.ts'
import { attributionOf } from '../../shared/authorship/attribution.ts'
import { attributedRuns } from '../../shared/authorship/runs.ts'
import { plainOf } from '../../shared/record/plain.ts'
import { contentHash } from '../../shared/text/hash.ts'
import { accessToAll } from '../support/accessToAll.ts'
import { newFolder } from '../support/folder.ts'
import { MovingPage } from '../support/movingPage.ts'
import { type RoomServer, startRooms } from '../support/room.ts'

const fixtures = join(import.meta.dirname, '../fixtures/journals')
const fields = ['problem', 'causes']

test('A69 a journal that the version before has written opens as it is, verifies, and goes on', async () => {
  await using folder = await newFolder()
  const path = join(folder.path, 'accord.sqlite')
  await copyFile(join(fixtures, 'keptWhole.sqlite'), path)
  const told = JSON.parse(await readFile(join(fixtures, 'keptWhole.json'), 'utf8'))

  const look = async (server: RoomServer) => {
    const room = await server.rooms.open(told.commitment)
    if (!room) throw new Error('no room')
    await room.settled()
    const { doc, record, seq } = room.read()
    const ledger = await new Ledgers(server.journal).current(told.commitment)
    const attribute = attributionOf(record, ledger)
    const authors = fields.flatMap((field) => attributedRuns(doc, field, attribute))
    return { seq, record: plainOf(record), content: contentHash(doc), authors }
  }
  const findings = async (server: RoomServer) =>
    // what access would know of the commitment is not here
    (await verifyAll(server.journal, accessToAll)).filter(({ what }) => !what.includes('access'))
  const { commitment: _c, snapshot, ...all } = told

  const first = await startRooms({ path })
  expect((await first.journal.latest(told.commitment))?.seq).toBe(snapshot)
  expect(await look(first)).toEqual(all)
  expect(await findings(first)).toEqual([])
  const page = await MovingPage.open(first.url, 'eve', fields)
  page.replace('problem', 0, 0, 'And more. ')
  await page.page.saved()
  const after = await look(first)
  await page.close()
  await first.close()

  // what closing rooms keep from now on is of this version, and nothing of before is left
  const db = new Database(path, { readonly: true })
  expect(db.prepare('select count(*) from snapshots').pluck().get()).toBe(0)
  expect(db.prepare('select seq from checkpoints').pluck().all()).toEqual([after.seq])
  db.close()
  const second = await startRooms({ path })
  expect(await look(second)).toEqual(after)
  expect(await findings(second)).toEqual([])
  await second.close()
})

test.each([6, 8])(
  'J113 a data file that a version before has written verifies as it is, is left so, and verifies when it was brought up to date: %i',
  async (version) => {
    await using folder = await newFolder()
    const path = join(folder.path, 'accord.sqlite')
    await copyFile(join(fixtures, 'keptWhole.sqlite'), path)
    const db = new Database(path)
    const { commitment, record } = JSON.parse(
      await readFile(join(fixtures, 'keptWhole.json'), 'utf8'),
    )
    const { plan, template, templateVersion, locale, clients, merged } = record
    db.exec(schema)
    db.prepare('insert into plans values (?, ?, ?, 0)').run(plan, 'Plan', locale)
    db.prepare('insert into commitments values (?, ?, ?, ?, ?, ?, 0)').run(
      ...[commitment, plan, template, templateVersion, locale, 'Commitment'],
    )
    const people = new Set<string>(
      db.prepare('select distinct person from entries').pluck().all() as string[],
    )
    for (const each of Object.values(clients as Record<string, { person: string }>))
      people.add(each.person)
    for (const person of people) {
      db.prepare("insert into people values (?, ?, '', 'government')").run(person, person)
      db.prepare(
        "insert into members (plan, person, role, joined_at) values (?, ?, 'facilitator', 0)",
      ).run(plan, person)
    }
    migrate(db, version)
    for (const [person, { into }] of Object.entries<{ into: string }>(merged))
      db.prepare('insert into merged_people values (?, ?, ?, ?, 0)').run(plan, person, into, into)
    db.close()
    const run = async (...args: string[]) => {
      const lines: string[] = []
      await accord(args, { ACCORD_DATA: folder.path }, (line) => lines.push(line))
      return lines.join('\n')
    }
    const tables = () => {
      const db = new Database(path, { readonly: true })
      const all = db.prepare('select sql from sqlite_schema order by name').pluck().all()
      db.close()
      return all
    }
    const before = tables()
    const first = await run('verify')
    expect(first).toMatch(/, 297 entries: 0 findings$/)
    expect(first).toContain('was made by an older version of Accord')
    expect(tables()).toEqual(before)
    expect(await readdir(folder.path)).not.toContainEqual(expect.stringContaining('looked'))
    // whatever works with it brings it up to date, as a start does
    await run('links')
    const second = await run('verify')
    expect(second).toMatch(/, 297 entries: 0 findings$/)
    expect(second).not.toContain('older')
  },
)
