import type { z } from 'zod'
import type * as bodies from '../shared/api.ts'
import type * as record from '../shared/apiRecord.ts'
import type { personView } from '../shared/protocol.ts'
import type { Anchor } from '../shared/record/events.ts'
import { attemptHeader, personHeader } from '../shared/wire.ts'
import { answered, attemptOf, openAttempt } from './attempts.ts'
import { heardServerTime } from './clock.ts'

/**
 * Why a request gave nothing: the server's code, or it was not reached, did not answer (`unanswered`: to
 * something that it may have done all the same), or not understood.
 */
export type Failure = {
  readonly code: bodies.ErrorCode | 'network' | 'silent' | 'unanswered' | 'unreadable'
  /** For `bad-request`: what is wrong where. */
  readonly details: Readonly<Record<string, readonly string[]>>
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

/** How long an answer may take to be here, in ms, by what is asked for. */
const patience = { asking: 30_000, changing: 60_000, sending: 300_000 } as const

/** In characters: what is longer takes its time on a slow line. */
const long = 64 * 1024

let person: string | null = null

/**
 * Whom this page shows as the one who acts. A browser's tabs share one session: where somebody else has
 * joined in another tab, what is pressed in this one is nobody's, and is answered as such.
 */
export function standFor(id: string): void {
  person = id
}

/** The HTTP interface as this page uses it. Every call answers with a value; none throws. */
export const api = {
  /** Whoever it is by now, also where this page stands for somebody else. */
  me: () => call<typeof bodies.me>('GET', '/me'),
  invited: (code: string) => {
    const attempt = openAttempt(joining(code))
    const headers = attempt === undefined ? {} : { [attemptHeader]: attempt }
    return callWith<typeof bodies.invited>('GET', `/invited/${encodeURIComponent(code)}`, {
      headers,
    })
  },
  /** Whoever gives another name may be somebody else at the same device. */
  join: (request: bodies.JoinRequest) =>
    callWith<typeof bodies.joined>('POST', '/join', {
      ...asJson(request),
      attempt: [joining(request.code), request.name.trim()],
    }),
  leave: () => call<z.ZodNull>('POST', '/leave'),
  plan: (plan: string) => call<typeof bodies.plan>('GET', `/plans/${plan}`),
  commitments: (plan: string) =>
    call<typeof bodies.commitments>('GET', `/plans/${plan}/commitments`),
  createCommitment: (plan: string, request: bodies.NewCommitment) =>
    call<typeof bodies.commitment>('POST', `/plans/${plan}/commitments`, request),
  commitment: (id: string) => call<typeof bodies.commitment>('GET', `/commitments/${id}`),
  /** Without what is suggested: it is read where suggestions cannot be told apart. */
  text: (commitment: string) =>
    call<typeof bodies.textBody>('GET', `/commitments/${commitment}/text?view=original`),
  people: (plan: string) => call<typeof bodies.members>('GET', `/plans/${plan}/people`),
  changePerson: (plan: string, person: string, change: bodies.MemberChange) =>
    call<typeof bodies.member>('PATCH', `/plans/${plan}/people/${person}`, change),
  enterSpeaker: (plan: string, who: z.input<typeof bodies.newSpeaker>) =>
    call<typeof personView>('POST', `/plans/${plan}/people`, who),
  mergePeople: (plan: string, person: string, into: string) =>
    call<z.ZodNull>('POST', `/plans/${plan}/people/${person}/merging`, { into }),
  partPeople: (plan: string, person: string) =>
    call<z.ZodNull>('DELETE', `/plans/${plan}/people/${person}/merging`),
  named: (plan: string, person: string) =>
    call<typeof bodies.namedPlaces>('GET', `/plans/${plan}/people/${person}/named`),
  erase: (plan: string, person: string, hide: boolean) =>
    call<z.ZodNull>(
      'POST',
      `/plans/${plan}/people/${person}/erasure?words=${hide ? 'hidden' : 'shown'}`,
    ),
  sessions: (plan: string, person: string) =>
    call<typeof bodies.sessions>('GET', `/plans/${plan}/people/${person}/sessions`),
  endSession: (plan: string, person: string, session: string) =>
    call<z.ZodNull>('DELETE', `/plans/${plan}/people/${person}/sessions/${session}`),
  balance: (commitment: string) =>
    call<typeof record.balance>('GET', `/commitments/${commitment}/balance`),
  contributions: (commitment: string, person: string) =>
    call<typeof record.contributions>(
      'GET',
      `/commitments/${commitment}/people/${person}/contributions`,
    ),
  dropTwin: (commitment: string, twin: z.input<typeof record.twinDrop>) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/twins/drop`, twin),
  stamps: (commitment: string) =>
    call<typeof record.stamps>('GET', `/commitments/${commitment}/stamps`),
  invitations: (plan: string) =>
    call<typeof bodies.invitations>('GET', `/plans/${plan}/invitations`),
  invite: (plan: string, request: bodies.NewInvitation) =>
    call<typeof bodies.invitation>('POST', `/plans/${plan}/invitations`, request),
  closeInvitation: (plan: string, id: string) =>
    call<z.ZodNull>('DELETE', `/plans/${plan}/invitations/${id}`),

  decide: (commitment: string, suggestion: number, answer: z.input<typeof record.decision>) =>
    call<typeof record.done>(
      'POST',
      `/commitments/${commitment}/suggestions/${suggestion}/decision`,
      answer,
    ),
  /** One answer to all of them in one step; refused, `details.suggestion` says which is in the way. */
  decideTogether: (
    commitment: string,
    numbers: readonly number[],
    answer: Omit<z.infer<typeof record.jointDecision>, 'suggestions'>,
  ) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/suggestions/decisions`, {
      ...answer,
      suggestions: numbers,
    }),
  /** All that a person has waiting, or more of it, with one reason, in one step. */
  declineAllOf: (
    commitment: string,
    person: string,
    reason: string,
    what: Omit<z.infer<typeof record.decliningAll>, 'reason'>,
  ) =>
    call<typeof record.done>(
      'POST',
      `/commitments/${commitment}/suggestions/people/${person}/declining`,
      { reason, ...what },
    ),
  reopen: (commitment: string, suggestion: number, reopening: z.input<typeof record.reopening>) =>
    call<typeof record.done>(
      'POST',
      `/commitments/${commitment}/suggestions/${suggestion}/reopening`,
      reopening,
    ),
  openThread: (commitment: string, anchor: Anchor, text: string, mentions: readonly string[]) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/threads`, {
      anchor,
      text,
      mentions,
    }),
  reply: (commitment: string, thread: string, text: string, mentions: readonly string[]) =>
    call<typeof record.done>('POST', `/commitments/${commitment}/threads/${thread}/replies`, {
      text,
      mentions,
    }),
  settleThread: (commitment: string, thread: string, resolved: boolean) =>
    call<typeof record.done>('PATCH', `/commitments/${commitment}/threads/${thread}`, { resolved }),
  editComment: (
    commitment: string,
    thread: string,
    comment: string,
    change: { readonly text: string; readonly mentions: readonly string[] },
  ) =>
    call<typeof record.done>(
      'PATCH',
      `/commitments/${commitment}/threads/${thread}/comments/${comment}`,
      change,
    ),
  deleteComment: (commitment: string, thread: string, comment: string) =>
    call<typeof record.done>(
      'DELETE',
      `/commitments/${commitment}/threads/${thread}/comments/${comment}`,
    ),
}

/**
 * One request; a failure is a value. What comes back is what the server's schema says, without being
 * read through it again: schemas cost a page that opens a tenth of its time.
 */
export function call<Schema extends z.ZodType>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer<z.output<Schema>>> {
  if (body === undefined) return callWith(method, path, {})
  return callWith<Schema>(method, path, asJson(body))
}

function asJson(body: unknown) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** What stands for the way in by a code, whoever comes in. */
function joining(code: string): string {
  return `join ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`
}

type Sent = {
  readonly headers?: Record<string, string>
  readonly body?: BodyInit
  /** What is tried, and by whom, where that is not all that is said. */
  readonly attempt?: readonly [what: string, by: string]
}

/** As `call`, with a body of any kind. */
export async function callWith<Schema extends z.ZodType>(
  method: string,
  path: string,
  { headers, body, attempt }: Sent,
): Promise<Answer<z.output<Schema>>> {
  const isShort = body === undefined || (typeof body === 'string' && body.length < long)
  const limit = method === 'GET' ? patience.asking : patience[isShort ? 'changing' : 'sending']
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), limit)
  const late = () => failed(method === 'GET' ? 'silent' : 'unanswered')
  const [what, by] = attempt ?? [[person, method, path, said(body)].join('\n'), '']
  const acts = method !== 'GET'
  let response: Response
  let content: unknown
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...whom(path),
        ...(acts && { [attemptHeader]: attemptOf(what, by) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: end.signal,
    })
    heardServerTime(response.headers.get('date'))
    content = response.status === 204 ? null : await response.json().catch(() => undefined)
  } catch {
    return end.signal.aborted ? late() : failed('network')
  } finally {
    clearTimeout(timer)
  }
  if (end.signal.aborted) return late()
  const { error } = (content ?? {}) as Partial<bodies.ErrorBody>
  const isDone = response.ok && content !== undefined
  const isRefused = error?.code && response.status < 500 && response.status !== 429
  if (acts && (isDone || isRefused)) answered(what)
  if (isDone) return { ok: true, value: content as z.output<Schema> }
  // Something between page and server may answer in its stead.
  if (error?.code) return failed(error.code, error.details)
  return failed(response.status >= 500 ? 'internal' : 'unreadable')
}

/** What a request says, as far as it tells it from another. */
function said(body: BodyInit | undefined): string {
  if (!(body instanceof FormData)) return typeof body === 'string' ? body : ''
  return [...body.values()]
    .map((part) => (part instanceof File ? `${part.name} ${part.size} ${part.lastModified}` : part))
    .join('\n')
}

function whom(path: string): Record<string, string> {
  return person === null || path === '/me' ? {} : { [personHeader]: person }
}

function failed(code: Failure['code'], details: Failure['details'] = {}): Answer<never> {
  return { ok: false, failure: { code, details } }
}
