import type { Action } from '../../shared/roles.ts'

/**
 * Who may ask for what, said once more and by hand: the server's own table of routes is held against
 * this. `anyone` needs no session, `person` any, `founder` one who facilitates a plan somewhere;
 * everything else needs a place in the plan with that right. `facilitate` and a person in the
 * address mean somebody else: one's own self is a case of its own.
 */
export type Right = Action | 'anyone' | 'person' | 'founder'

/** A way of asking at a route: what it needs, and what is sent. */
export type Case = {
  readonly needs: Right
  /** Put for `:person`: oneself, or somebody of the plan. */
  readonly whom?: 'self'
  /** Behind the door it is done; without, what is sent is wrong, and nothing happens. */
  readonly body?: object
  readonly query?: string
}

const facilitate: Case = { needs: 'facilitate' }
const read: Case = { needs: 'read' }
const comment: Case = { needs: 'comment' }
const decide: Case = { needs: 'decide' }
const anyone: Case = { needs: 'anyone' }

const plan = '/api/plans/:plan'
const commitment = '/api/commitments/:commitment'
const person = `${plan}/people/:person`
const wrongQuery: Case = { needs: 'read', query: 'copy=none' }
const complete: Case = { needs: 'facilitate', query: 'people=complete&at=999999' }

/** By method and path, as the server lists them. */
export const routeRights: Readonly<Record<string, readonly Case[]>> = {
  'get /api/invited/:code': [anyone],
  'post /api/join': [anyone],
  'post /api/leave': [{ needs: 'person' }],
  'get /api/me': [{ needs: 'person' }],
  'post /api/plans': [{ needs: 'founder', body: { title: 'Mine', locale: 'en' } }],
  [`get ${plan}`]: [read],
  [`get ${plan}/previous`]: [read],
  [`post ${plan}/previous`]: [facilitate],
  [`get ${plan}/verified`]: [read],
  [`post ${plan}/verified`]: [facilitate],
  [`get ${plan}/two-keys`]: [read],
  [`post ${plan}/two-keys`]: [facilitate],
  [`post ${plan}/invitations`]: [facilitate],
  [`get ${plan}/invitations`]: [facilitate],
  [`delete ${plan}/invitations/:invitation`]: [facilitate],
  [`get ${plan}/answers`]: [read],
  [`get ${commitment}/answers`]: [read],
  [`post ${commitment}/answers`]: [{ needs: 'read', body: { seq: 0 } }],
  [`get ${plan}/people`]: [read],
  [`post ${plan}/people`]: [{ needs: 'edit' }],
  [`patch ${person}`]: [
    { needs: 'facilitate', body: { appearsAs: 'name' } },
    { needs: 'facilitate', body: { muted: false }, whom: 'self' },
    { needs: 'read', body: { organisation: 'Other' }, whom: 'self' },
    { needs: 'read', body: { appearsAs: 'name' }, whom: 'self' },
  ],
  [`get ${person}/named`]: [facilitate],
  [`post ${person}/erasure`]: [facilitate],
  [`post ${person}/merging`]: [facilitate],
  [`delete ${person}/merging`]: [facilitate],
  [`get ${person}/sessions`]: [facilitate, { needs: 'read', whom: 'self' }],
  [`delete ${person}/sessions/:session`]: [facilitate, { needs: 'read', whom: 'self' }],
  'get /api/templates': [anyone],
  [`post ${plan}/commitments`]: [facilitate],
  [`post ${plan}/commitments/import`]: [facilitate],
  [`get ${plan}/commitments`]: [read],
  [`get ${commitment}`]: [read],
  [`get ${plan}/overview`]: [read],
  [`get ${commitment}/text`]: [{ needs: 'read', query: 'view=none' }],
  [`get ${commitment}/suggestions`]: [{ needs: 'read', query: 'status=none' }],
  [`post ${commitment}/suggestions/:suggestion/decision`]: [decide],
  [`post ${commitment}/suggestions/decisions`]: [decide],
  [`post ${commitment}/suggestions/people/:person/declining`]: [facilitate],
  [`post ${commitment}/suggestions/:suggestion/reopening`]: [decide],
  [`get ${commitment}/threads`]: [read],
  [`post ${commitment}/threads`]: [comment],
  [`post ${commitment}/threads/:thread/replies`]: [comment],
  [`patch ${commitment}/threads/:thread`]: [comment],
  [`patch ${commitment}/threads/:thread/comments/:comment`]: [comment],
  [`delete ${commitment}/threads/:thread/comments/:comment`]: [comment],
  [`post ${commitment}/state`]: [facilitate],
  [`post ${commitment}/sections/:field/state`]: [facilitate],
  [`post ${commitment}/two-keys`]: [facilitate],
  [`post ${commitment}/checks/dismissals`]: [{ needs: 'suggest' }],
  [`get ${commitment}/checks`]: [read],
  [`get ${commitment}/comparisons`]: [read],
  [`get ${commitment}/attribution`]: [{ needs: 'read', query: 'at=none' }],
  [`get ${commitment}/stamps`]: [read],
  [`get ${commitment}/balance`]: [read],
  [`get ${commitment}/people/:person/contributions`]: [read],
  [`post ${commitment}/twins/drop`]: [{ needs: 'edit' }],
  [`get ${commitment}/export.docx`]: [wrongQuery, complete],
  [`get ${commitment}/export.odt`]: [wrongQuery, complete],
  [`get ${commitment}/export.pdf`]: [wrongQuery, complete],
  [`get ${commitment}/export.md`]: [wrongQuery, complete],
  [`get ${commitment}/export.html`]: [wrongQuery, complete],
  [`get ${commitment}/export.json`]: [wrongQuery, complete],
  [`get ${commitment}/export.csv`]: [wrongQuery, complete],
  [`get ${plan}/export.docx`]: [wrongQuery],
  [`get ${plan}/export.odt`]: [wrongQuery],
  [`get ${plan}/export.pdf`]: [wrongQuery],
  [`get ${plan}/export.zip`]: [{ needs: 'read', query: 'locale=none' }],
  'get /api/export-schema.json': [anyone],
  [`post ${commitment}/import/preview`]: [facilitate],
  [`post ${commitment}/import`]: [facilitate],
  [`get ${commitment}/history`]: [{ needs: 'read', query: 'after=none' }],
  [`get ${commitment}/at/:seq`]: [{ needs: 'read', query: 'view=none' }],
  [`get ${commitment}/diff`]: [{ needs: 'read', query: 'view=none' }],
  [`post ${commitment}/versions`]: [facilitate],
  [`post ${commitment}/restore`]: [facilitate],
  'get /api/sample': [anyone],
  'get /healthz': [anyone],
  'get /readyz': [anyone],
  'get /metrics': [anyone],
  'get /api/openapi.json': [anyone],
}
