import type { Database } from 'better-sqlite3'
import { attemptForm } from '../../../shared/wire.ts'
import type { Clock } from '../../clock.ts'
import { hashToken } from '../draw.ts'

/** For how long whoever never heard that they are in can ask again, in ms. */
const known = 60 * 60 * 1000

type Seated = { readonly person: string; readonly session: string }

/**
 * Who came in when somebody pressed Join: the answer may have been lost, and pressed again it is the
 * same person who is meant, also with a code that lets one in. It holds as long as the session that was
 * never heard of.
 */
export function joinAttempts(db: Database, secret: string, clock: Clock) {
  const find = db.prepare<[string, string, number], Seated>(
    `select join_attempts.person, session from join_attempts
     join sessions on sessions.id = session and sessions.person = join_attempts.person
     where attempt = ? and invitation = ? and at > ?`,
  )
  const insert = db.prepare('insert or replace into join_attempts values (?, ?, ?, ?, ?)')
  const forget = db.prepare('delete from join_attempts where at <= ?')
  return {
    find(attempt: string | undefined, invitation: string): Seated | undefined {
      if (!attempt || !attemptForm.test(attempt)) return undefined
      return find.get(hashToken(attempt, secret), invitation, clock() - known)
    },
    note(attempt: string | undefined, invitation: string, { person, session }: Seated): void {
      if (!attempt || !attemptForm.test(attempt)) return
      const now = clock()
      forget.run(now - known)
      insert.run(hashToken(attempt, secret), invitation, person, session, now)
    },
  }
}
