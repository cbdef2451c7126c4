import Database from 'better-sqlite3'
import { type Clock, wallClock } from '../../clock.ts'
import type { Access, SessionWatcher } from '../access.ts'
import { accessAlike } from './alike.ts'
import { accessAnswers } from './answers.ts'
import { accessCommitments } from './commitments.ts'
import { watchErasures } from './erasures.ts'
import { accessInvitations } from './invitations.ts'
import { joinAttempts } from './joinAttempts.ts'
import { accessMerged } from './merged.ts'
import { migrate } from './migrations.ts'
import { accessPeople } from './people.ts'
import { accessPlans } from './plans.ts'
import { accessPublishing } from './publishing.ts'
import { schema } from './schema.ts'
import { accessSessions } from './sessions.ts'

/**
 * Access in SQLite, in the same file as the journal. Writes are rare and small, so they run on the
 * calling thread; the journal's own connection is waited for. `clock` says what has expired, and dates
 * what is new.
 */
export function openAccess(file: string, secret: string, clock: Clock = wallClock): Access {
  const db = new Database(file, { timeout: 1500 })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // What is erased is overwritten, not only unlinked.
  db.pragma('secure_delete = ON')
  db.exec(schema)
  migrate(db)

  const watchers = new Set<(person: string) => void>()
  const changed = (person: string) => {
    for (const watcher of watchers) watcher(person)
  }

  const sessionWatchers = new Set<SessionWatcher>()
  const told: SessionWatcher = (session, what) => {
    for (const watcher of sessionWatchers) watcher(session, what)
  }

  const stopWatching = watchErasures(db, changed)

  const plans = accessPlans(db, clock)
  const alike = accessAlike(db)
  const people = {
    ...accessPeople(db, changed, clock),
    ...accessMerged(db, changed, clock),
    alike: alike.alike,
    ...accessPublishing(db),
  }
  const attempts = joinAttempts(db, secret, clock)
  const invitations = accessInvitations(db, attempts, clock)
  const commitments = accessCommitments(db, clock)
  const sessions = accessSessions(db, {
    ...{ secret, clock, plans, invitations, attempts, alike, changed, told },
  })

  return {
    ...sessions,
    plans,
    people,
    invitations,
    commitments,
    answers: accessAnswers(db),
    placeIn: plans.placeIn,
    async roleInPlan(person, plan) {
      return (await plans.placeIn(person, plan))?.role ?? null
    },
    async placeAt(person, commitment) {
      const found = await commitments.find(commitment)
      return found ? plans.placeIn(person, found.plan) : null
    },
    async everAt(person, commitment) {
      const found = await commitments.find(commitment)
      return found !== null && (await plans.everOf(person)).includes(found.plan)
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    watchSessions(watcher) {
      sessionWatchers.add(watcher)
      return () => sessionWatchers.delete(watcher)
    },
    async close() {
      stopWatching()
      db.close()
    },
  }
}
