import type { Database } from 'better-sqlite3'

/**
 * What has changed about the tables of `schema.ts` since they were first made, oldest first. A data
 * file says how many of these it has seen; one that is new sees them all. None is ever changed or
 * taken out: files that have seen it are out there.
 */
const migrations: readonly string[] = [
  // What a person is called is each plan's own: until then a change in one was seen in all.
  `alter table members add column name text not null default '';
   alter table members add column organisation text not null default '';
   alter table members add column sector text not null default '';
   update members set (name, organisation, sector) =
     (select name, organisation, sector from people where id = person);`,
  // Sessions are shown to their person and ended one by one; who made a code, and who came by it.
  `alter table sessions add column id text not null default '';
   alter table sessions add column about text not null default '';
   alter table sessions add column seen_at integer not null default 0;
   update sessions set id = lower(hex(randomblob(10))), seen_at = created_at;
   create unique index sessions_by_id on sessions (id);
   alter table invitations add column made_by text;
   alter table members add column came_by text;`,
  // Plans in which only verified people decide; who came in on which device, by its hash.
  `create table verified_plans (plan text primary key references plans) strict;
   create table devices (
     device text not null,
     person text not null references people,
     primary key (device, person)
   ) strict;
   create index devices_of_person on devices (person);`,
  // How far people have read the answers to their suggestions.
  `create table answers_read (
     person text not null references people,
     commitment text not null references commitments,
     seq integer not null,
     primary key (person, commitment)
   ) strict;`,
  // Where erased names are left out of what people wrote.
  `create table hidden_words (
     plan text not null references plans,
     text text not null,
     start integer not null,
     finish integer not null
   ) strict;
   create index hidden_words_of_plan on hidden_words (plan);`,
  // Second entries of people: who reads \`person\` in this plan means \`stands\`.
  `create table merged_people (
     plan text not null references plans,
     person text not null references people,
     stands text not null references people,
     made_by text not null,
     at integer not null,
     primary key (plan, person)
   ) strict;
   create index merged_people_by_stands on merged_people (plan, stands);`,
  // By which ids of people become others that a plan publishes.
  `create table publishing_keys (plan text primary key references plans, key text not null) strict;`,
  // Who came in when a page pressed Join, in case it never heard.
  `create table join_attempts (
     attempt text primary key,
     invitation text not null,
     person text not null references people,
     session text not null,
     at integer not null
   ) strict;
   create index join_attempts_of_person on join_attempts (person);`,
]

/** How many of these a file of today has seen. */
export const newestAccess = migrations.length

/** How many of them a file has seen. */
export function accessVersionOf(db: Database): number {
  const isTold = db.prepare("select 1 from sqlite_schema where name = 'access_version'").get()
  if (!isTold) return 0
  return db.prepare<[], number>('select version from access_version').pluck().get() ?? 0
}

/**
 * Brings the tables to the form that this program knows, as one step; safe beside another process. With
 * `until`, to the form in which a program of before left them.
 */
export function migrate(db: Database, until = newestAccess): void {
  db.exec('create table if not exists access_version (version integer not null) strict')
  const version = db.prepare<[], number>('select version from access_version').pluck()
  const setVersion = db.prepare('insert into access_version values (?)')
  const dropVersion = db.prepare('delete from access_version')
  db.transaction(() => {
    const seen = version.get() ?? 0
    if (seen >= until) return
    for (const migration of migrations.slice(seen, until)) db.exec(migration)
    dropVersion.run()
    setVersion.run(until)
  }).immediate()
}
