import type { Joined } from '../../shared/api.ts'
import type { Meeting } from './meeting.ts'

/** Somebody says that this entry and the other are one person, who goes on as the other. */
export function merge({ server, plan }: Meeting, by: Joined, person: string, into: string) {
  return server.request('POST', `/api/plans/${plan}/people/${person}/merging`, {
    ...{ token: by.token, body: { into } },
  })
}

/** Somebody says that they are two after all. */
export function part({ server, plan }: Meeting, by: Joined, person: string) {
  return server.request('DELETE', `/api/plans/${plan}/people/${person}/merging`, {
    token: by.token,
  })
}
