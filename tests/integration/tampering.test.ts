import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accord } from '../../server/cli/accord.ts'
import { chainHash, chainStart } from '../../server/journal/chain.ts'
import type { Entry } from '../../server/journal/journal.ts'
import { newFolder } from '../support/folder.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

const field = 'problem'
const folder = await newFolder()
const whole = join(folder.path, 'whole.sqlite')
const kept = join(folder.path, 'heads.json')
const key = join(folder.path, 'key.pem')
let id = ''
let other = ''

async function run(data: string, ...args: string[]) {
  const lines: string[] = []
  const code = await accord(args, { ACCORD_DATA: data }, (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

/** An honest plan: words, a suggestion that is answered, comments, a named version, a text gone back to, a closed section. */
beforeAll(async () => {
  await using server = await startServer()
  const ann = await server.join('facilitator', { name: 'Ann', sector: 'government' })
  const bo = await server.join('suggester', { name: 'Bo', sector: 'civil-society' })
  const commitment = await firstCommitment(server, ann)
  id = commitment.id
  const post = async (path: string, token: string, body: object) => {
    const at = `/api/commitments/${id}/${path}`
    const response = await server.request('POST', at, { token, body })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return response.json()
  }
  using anns = await penOf(server, ann, id)
  using bos = await penOf(server, bo, id)
  await anns.write(field, ' Records are closed. Fees are high. Nobody answers.')
  await bos.suggest(field, 'closed', 'open')
  await bos.suggest(field, 'high', 'low')
  await post('suggestions/1/decision', ann.token, { outcome: 'adopted', reason: 'agreed in March' })
  await post('threads', bo.token, { anchor: { on: 'section', field }, text: 'Which fees?' })
  const { seq } = await post('versions', ann.token, { name: 'First draft' })
  await anns.erase(field, ' Nobody answers.')
  await post('restore', ann.token, { seq, reason: 'it was true' })
  await post(`sections/${field}/state`, ann.token, { state: 'suggesting', reason: '' })
  await post('two-keys', ann.token, { field: null, on: true })
  // one key: the other sector's is missing, and it stays open
  await post('suggestions/2/decision', ann.token, { outcome: 'adopted', reason: 'yes' })
  const list = await server.request('GET', `/api/plans/${ann.plan.id}/commitments`, {
    token: ann.token,
  })
  other = (await list.json()).commitments[1].id
  const backup = await run(server.config.data, 'backup', whole)
  if (backup.code !== 0) throw new Error(backup.said)
})
afterAll(() => folder[Symbol.asyncDispose]())

let copies = 0
/** A copy of the plan that somebody has been at. */
async function tampered(tamper: (db: Database.Database) => void): Promise<string> {
  const data = join(folder.path, `copy${copies++}`)
  await mkdir(data)
  await copyFile(whole, join(data, 'accord.sqlite'))
  const db = new Database(join(data, 'accord.sqlite'))
  tamper(db)
  db.close()
  return data
}

type Row = {
  seq: number
  at: number
  person: string
  on_behalf_of: string | null
  body: Buffer | null
  events: string
}

const rowsOf = (db: Database.Database) =>
  db.prepare('select * from entries where document = ? order by seq').all(id) as Row[]
const seqOf = (db: Database.Database, type: string) =>
  rowsOf(db).find(({ events }) => events.includes(`"${type}"`))?.seq ?? 0
const set = (db: Database.Database, seq: number, change: Partial<Row>) => {
  for (const [column, value] of Object.entries(change)) {
    db.prepare(`update entries set ${column} = ? where document = ? and seq = ?`).run(
      value,
      id,
      seq,
    )
  }
}
/** Somebody who knows how the chain is made, and makes it anew. */
const rechain = (db: Database.Database) => {
  let hash: Uint8Array = chainStart
  for (const { seq, at, person, on_behalf_of, body, events } of rowsOf(db)) {
    const entry: Entry = {
      ...{ document: id, seq, at, person, onBehalfOf: on_behalf_of },
      update: body && new Uint8Array(body),
      events: JSON.parse(events),
    }
    hash = chainHash(hash, entry)
    db.prepare('update entries set hash = ? where document = ? and seq = ?').run(hash, id, seq)
  }
  db.prepare('delete from checkpoints where document = ?').run(id)
}
const change = (db: Database.Database, type: string, to: (event: string) => string) => {
  const seq = seqOf(db, type)
  const row = rowsOf(db).find((each) => each.seq === seq)
  if (!row) throw new Error(`no ${type}`)
  const events = to(row.events)
  if (events === row.events) throw new Error(`${type} was not changed`)
  set(db, seq, { events })
}
const authorOf = (db: Database.Database, type: string) =>
  rowsOf(db).find(({ events }) => events.includes(`"${type}"`))?.person ?? ''
const cut = (db: Database.Database) => {
  const last = rowsOf(db).at(-1)?.seq
  db.prepare('delete from entries where document = ? and seq = ?').run(id, last)
  db.prepare('delete from checkpoints where document = ?').run(id)
}

/** Each with what `verify` says, and whether it needs heads that were kept elsewhere to say it. */
const tamperings: readonly [string, (db: Database.Database) => void, RegExp, 'alone' | 'heads'][] =
  [
    [
      'a byte of a text',
      (db) => {
        const row = rowsOf(db).find(({ seq, body }) => seq > 1 && body && body.length > 20)
        const body = Buffer.from(row?.body ?? [])
        body[body.length - 6] = (body[body.length - 6] ?? 0) ^ 1
        set(db, row?.seq ?? 0, { body })
      },
      /chain of hashes breaks/,
      'alone',
    ],
    [
      'a reason',
      (db) => change(db, 'suggestion-decided', (e) => e.replace('March', 'April')),
      /chain of hashes breaks/,
      'alone',
    ],
    [
      'the person of an entry',
      (db) => set(db, seqOf(db, 'thread-opened'), { person: 'nobody' }),
      /chain of hashes breaks/,
      'alone',
    ],
    ['a moment', (db) => set(db, 2, { at: 5 }), /chain of hashes breaks/, 'alone'],
    [
      'an entry in the middle is gone',
      (db) => db.prepare('delete from entries where document = ? and seq = 3').run(id),
      /chain of hashes breaks/,
      'alone',
    ],
    ['events that are no JSON', (db) => set(db, 3, { events: '{' }), /3 cannot be read/, 'alone'],
    [
      'a snapshot of another text',
      (db) => {
        db.prepare('delete from checkpoints').run()
        db.prepare(
          `insert into checkpoints select document, seq, x'0000', '{}', '{"speakers":[],"ids":[]}', '[]'
           from entries where document = ? order by seq desc limit 1`,
        ).run(id)
      },
      /snapshot of another/,
      'alone',
    ],
    [
      'who decided, chain made anew: its own author',
      (db) => {
        set(db, seqOf(db, 'suggestion-decided'), { person: authorOf(db, 'suggestion-opened') })
        rechain(db)
      },
      /its person’s own/,
      'alone',
    ],
    [
      'who commented, chain made anew: nobody',
      (db) => {
        set(db, seqOf(db, 'thread-opened'), { person: 'nobody' })
        rechain(db)
      },
      /nobody, whom access does not know/,
      'alone',
    ],
    [
      'words under somebody else’s id, chain made anew',
      (db) => {
        const row = rowsOf(db).find(({ seq, body }) => seq > 2 && body)
        set(db, row?.seq ?? 0, {
          person:
            row?.person === authorOf(db, 'thread-opened')
              ? authorOf(db, 'suggestion-decided')
              : authorOf(db, 'thread-opened'),
        })
        rechain(db)
      },
      /may not \(|not its person's|somebody else's/,
      'alone',
    ],
    [
      'a decision without a reason, chain made anew',
      (db) => {
        change(db, 'suggestion-decided', (e) =>
          e.replace('"adopted"', '"declined"').replace('agreed in March', ''),
        )
        rechain(db)
      },
      /without a reason/,
      'alone',
    ],
    [
      'a decision about what never was, chain made anew',
      (db) => {
        change(db, 'suggestion-decided', (e) => e.replace(/"suggestion":1/, '"suggestion":9'))
        rechain(db)
      },
      /never was/,
      'alone',
    ],
    [
      'a decision twice, chain made anew',
      (db) => {
        const { events, person, at } = rowsOf(db).find((row) =>
          row.events.includes('suggestion-decided'),
        ) as Row
        const seq = (rowsOf(db).at(-1)?.seq ?? 0) + 1
        db.prepare('insert into entries values (?, ?, ?, ?, null, null, ?, ?)').run(
          id,
          seq,
          at + 100000000,
          person,
          events,
          chainStart,
        )
        rechain(db)
      },
      /awaits no answer/,
      'alone',
    ],
    [
      'who went back to a text, chain made anew: a suggester',
      (db) => {
        set(db, seqOf(db, 'restored'), { person: authorOf(db, 'suggestion-opened') })
        rechain(db)
      },
      /needs the right to facilitate/,
      'alone',
    ],
    [
      'which text was gone back to, chain made anew: one without these words',
      (db) => {
        change(db, 'restored', (e) => e.replace(/"from":\d+/, '"from":1'))
        rechain(db)
      },
      /in the room’s own hand what was not to be put back/,
      'alone',
    ],
    [
      'the text that a version names, chain made anew',
      (db) => {
        change(db, 'version-named', (e) => e.replace(/"hash":"../, '"hash":"00'))
        rechain(db)
      },
      /names a text/,
      'alone',
    ],
    [
      'two keys that were never turned, chain made anew',
      (db) => {
        change(db, 'created', (e) =>
          e.replace(/]$/, ',{"type":"two-keys-set","field":null,"on":true}]'),
        )
        rechain(db)
      },
      /with one key/,
      'alone',
    ],
    [
      'an event of no kind, chain made anew',
      (db) => {
        change(db, 'thread-opened', (e) => e.replace('thread-opened', 'thread-invented'))
        rechain(db)
      },
      /malformed event/,
      'alone',
    ],
    [
      'a reason of 20,000 signs, chain made anew',
      (db) => {
        change(db, 'suggestion-decided', (e) => e.replace('agreed in March', 'x'.repeat(20_000)))
        rechain(db)
      },
      /malformed event/,
      'alone',
    ],
    [
      'the plan of a commitment',
      (db) => {
        db.prepare("insert into plans values ('another', 'Another', 'en', 1)").run()
        db.prepare("update commitments set plan = 'another' where id = ?").run(id)
      },
      /another plan than access has/,
      'alone',
    ],
    [
      'the form of a commitment',
      (db) => db.prepare("update commitments set template = 'tw-nap' where id = ?").run(id),
      /another template/,
      'alone',
    ],
    [
      'a person who is gone from access',
      (db) => {
        db.pragma('foreign_keys = OFF')
        const person = authorOf(db, 'thread-opened')
        for (const table of ['members', 'sessions'])
          db.prepare(`delete from ${table} where person = ?`).run(person)
        db.prepare('delete from people where id = ?').run(person)
      },
      /whom access does not know/,
      'alone',
    ],
    [
      'a commitment gone from access',
      (db) => {
        db.pragma('foreign_keys = OFF')
        db.prepare('delete from commitments where id = ?').run(id)
      },
      /belongs to no plan/,
      'alone',
    ],
    [
      'a commitment gone from the journal',
      (db) => db.prepare('delete from entries where document = ?').run(other),
      /has no journal/,
      'alone',
    ],
    [
      'the words of a suggestion, chain made anew',
      (db) => {
        change(db, 'suggestion-opened', (e) => e.replace('"added":"open"', '"added":"shut"'))
        rechain(db)
      },
      /says other words of № 1/,
      'alone',
    ],
    [
      'what was adopted, chain made anew',
      (db) => {
        change(db, 'suggestion-decided', (e) =>
          e.replace(/"accepted":\[\[.*?\]\]/, '"accepted":[]'),
        )
        rechain(db)
      },
      /without all of its words/,
      'alone',
    ],
    [
      'who turned a key, chain made anew: its own author',
      (db) => {
        set(db, seqOf(db, 'suggestion-agreed'), { person: authorOf(db, 'suggestion-opened') })
        rechain(db)
      },
      /turns a key of № 2, its person’s own/,
      'alone',
    ],
    [
      'the sector of somebody who has turned a key',
      (db) => {
        const person = authorOf(db, 'suggestion-agreed')
        db.prepare("update members set sector = 'civil-society' where person = ?").run(person)
      },
      /of another sector in access/,
      'alone',
    ],
    [
      'a reason changed, chain made anew',
      (db) => {
        change(db, 'suggestion-decided', (e) => e.replace('March', 'April'))
        rechain(db)
      },
      /was another on/,
      'heads',
    ],
    ['the tail is cut', cut, /ended before it/, 'heads'],
    [
      'a commitment gone from both',
      (db) => {
        db.pragma('foreign_keys = OFF')
        db.prepare('delete from entries where document = ?').run(other)
        db.prepare('delete from checkpoints where document = ?').run(other)
        db.prepare('delete from commitments where id = ?').run(other)
      },
      /ended before it/,
      'heads',
    ],
  ]

test('O25 an honest journal has no findings, and its signed heads are its own', async () => {
  const data = await tampered(() => {})
  const heads = await run(data, 'heads', '--key', key)
  expect(heads.code).toBe(0)
  await writeFile(kept, heads.said)
  const checked = await run(data, 'verify', '--heads', kept, '--by', key)
  expect(checked.said).toMatch(/: 0 findings$/)
  expect(checked.code).toBe(0)
})

/** What is wrong with the file itself, whatever stands in its rows. */
const damages: readonly [string, (db: Database.Database) => void, RegExp][] = [
  ['an index that lacks its rows', emptied, /commitments_of_plan/],
  [
    'a hash that is kept as text',
    (db) =>
      db.prepare('update entries set hash = hex(hash) where document = ? and seq = 4').run(id),
    /hash is kept as text/,
  ],
  [
    'a snapshot that is kept as text',
    (db) => db.prepare("insert into checkpoints values (?, 99, 'x', '{}', '[]', '[]')").run(id),
    /state is kept as text/,
  ],
  [
    'a trigger',
    (db) => db.exec('create trigger t after insert on sessions begin select 1; end'),
    /has a trigger t that/,
  ],
  ['a view', (db) => db.exec('create view v as select 1'), /has a view v that/],
  ['a table of somebody else’s', (db) => db.exec('create table z (a)'), /has a table z that/],
  [
    'an index that is gone',
    (db) => db.exec('drop index devices_of_person'),
    /devices_of_person is missing/,
  ],
  [
    'a table that is made otherwise',
    (db) => db.exec("alter table members add column more text default 'x'"),
    /table members is not made/,
  ],
]

/** SQLite looks for a plan's commitments where there are none. */
function emptied(db: Database.Database): void {
  db.unsafeMode()
  db.exec('create table z (plan text); create index zi on z (plan)')
  db.pragma('writable_schema = on')
  db.exec(`update sqlite_master set rootpage = (select rootpage from sqlite_master where name = 'zi')
           where name = 'commitments_of_plan';
           delete from sqlite_master where name in ('z', 'zi')`)
}

test.each(damages)('J110 verify finds, and checks all the rest: %s', async (_, damage, what) => {
  const data = await tampered(damage)
  const { code, said } = await run(data, 'verify')
  expect([code, said]).toEqual([1, expect.stringMatching(what)])
  // every document is listed with its head
  expect(said.match(/^[0-9a-f]{20} \d+ /gm)?.length).toBeGreaterThan(2)
  expect(said).toMatch(/ entries: [1-9]\d* findings$/)
})

test('J114 a table is what SQLite reads in it, in whatever words it was said; what it asks for besides is found', async () => {
  const said = (sql: string, to: string) => (db: Database.Database) => {
    db.unsafeMode()
    db.pragma('writable_schema = on')
    const done = db
      .prepare('update sqlite_master set sql = replace(sql, ?, ?) where name = ?')
      .run(sql, to, 'plans')
    expect(done.changes).toBe(1)
    db.pragma('writable_schema = reset')
  }
  const words = said('id text primary key', '"id"  TEXT /* its name */ PRIMARY KEY')
  expect((await run(await tampered(words), 'verify')).said).toMatch(/: 0 findings$/)
  for (const more of [
    'title text not null check (1)',
    'title text',
    'title text not null default 1',
  ])
    expect((await run(await tampered(said('title text not null', more)), 'verify')).said).toContain(
      'the table plans is not made as Accord makes it',
    )
})

test('J111 nothing is written to a file that has a trigger: it would do what somebody else wrote', async () => {
  const data = await tampered((db) =>
    db.exec("create trigger t after insert on plans begin update plans set title = ''; end"),
  )
  await expect(startServer({ ACCORD_DATA: data })).rejects.toThrow('a trigger into it, "t"')
  const { code, said } = await run(data, 'plan', 'Another')
  expect([code, said]).toEqual([2, expect.stringContaining('a trigger into it, "t"')])
  expect((await run(data, 'verify')).said).toContain('has a trigger t that')
})

test('J112 a backup of a damaged file says that it is damaged', async () => {
  const data = await tampered(emptied)
  const { code, said } = await run(data, 'backup')
  expect([code, said]).toEqual([1, expect.stringContaining('Damaged, as the data file itself is')])
  const honest = await run(await tampered(() => {}), 'backup')
  expect([honest.code, honest.said]).toEqual([0, expect.not.stringContaining('Damaged')])
})

test.each(tamperings)('O25 verify finds: %s', async (_, tamper, what, how) => {
  const data = await tampered(tamper)
  const alone = await run(data, 'verify')
  if (how === 'alone') expect(alone.said).toMatch(what)
  else {
    // what the file cannot show by itself is said to be not asked
    expect(alone.said).toMatch(/Not asked[\s\S]*: 0 findings$/)
    expect((await run(data, 'verify', '--heads', kept)).said).toMatch(what)
  }
  expect((await run(data, 'verify', '--heads', kept)).code).toBe(1)
})

test('O26 heads that somebody has changed, or signed with another key, are refused', async () => {
  const data = await tampered(() => {})
  const { said } = await run(data, 'heads', '--key', join(folder.path, 'other.pem'))
  const strange = join(folder.path, 'strange.json')
  await writeFile(strange, said)
  expect((await run(data, 'verify', '--heads', strange, '--by', key)).said).toContain(
    'not signed with',
  )
  await writeFile(strange, said.replace(/"seq": \d+/, '"seq": 1'))
  const changed = await run(data, 'verify', '--heads', strange)
  expect([changed.code, changed.said.split('\n')[0]]).toEqual([
    2,
    expect.stringContaining('is not of what stands there'),
  ])
})
