import type {
  ErrorCode,
  Invitation,
  Invited,
  JoinRequest,
  Member,
  MemberChange,
  NewInvitation,
  NewPlan,
  Plan,
  SessionInfo,
} from '../../shared/api.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import type { PersonView } from '../../shared/protocol.ts'
import type { Role } from '../../shared/roles.ts'
import type { HiddenWords } from './hidden.ts'

/**
 * Who people are and what they may do: plans, people, invitations, sessions, and which commitment
 * belongs to which plan. Names live here and nowhere else, so that a name can be erased while the
 * journal, which knows ids only, stays whole. One verb is one transaction, durable when it resolves.
 */
export interface Access {
  /** Who is asking; null without a session that still holds. */
  sessionOf(proof: Proof): Promise<Session | null>
  /**
   * Gives whoever holds the code a place in its plan. `session` is one that is there already:
   * its person stays who they are, and keeps the higher of both roles unless a facilitator has set
   * theirs; it goes on under a new token, and the old one is worth nothing. The same `attempt`, sent
   * again within a while without a session, seats the person whom it has seated.
   */
  join(
    request: JoinRequest,
    session: Session | null,
    device?: Device,
    attempt?: string,
  ): Promise<Entrance | Refused>
  /** Ends one session. */
  leave(proof: Proof): Promise<void>
  readonly sessions: Sessions
  /** Null: not a person of this plan, or removed from it. */
  placeIn(person: string, plan: string): Promise<Place | null>
  /** The same for the plan that a commitment is of. */
  placeAt(person: string, commitment: string): Promise<Place | null>
  /** Whether the person is, or ever was, of the plan that a commitment is of. */
  everAt(person: string, commitment: string): Promise<boolean>
  roleInPlan(person: string, plan: string): Promise<Role | null>

  readonly plans: Plans
  readonly people: People
  readonly invitations: Invitations
  readonly commitments: Commitments
  readonly answers: Answers

  /** Calls back after something about a person has changed; returns how to stop. */
  watch(changed: (person: string) => void): () => void
  /** Calls back when a session has ended, or goes on under another token; returns how to stop. */
  watchSessions(watcher: SessionWatcher): () => void
  close(): Promise<void>
}

/** What a request brings to say who it is: the first that is there counts. */
export type Proof = {
  readonly bearer?: string | undefined
  readonly token?: string | undefined
  readonly cookie?: string | undefined
  /** Whom a page stands for: somebody else's session, which its browser may hold by now, is none. */
  readonly meant?: string | undefined
}

/** `person` as they called themselves when they first came; each plan has its own name for them. */
export type Session = { readonly id: string; readonly person: PersonView }

/** What a browser says of itself: which kind it is, and the sign by which it is known again. */
export type Device = { readonly about: string; readonly sign: string | null }

export type SessionWatcher = (session: string, what: 'ended' | 'renewed') => void

export interface Sessions {
  /** Those that hold, the one that was used last first. */
  of(person: string): Promise<readonly SessionInfo[]>
  /** False: the person has no such session. */
  end(person: string, session: string): Promise<boolean>
  /** Those of them that have neither been ended, by whatever process, nor come to their end. */
  holding(sessions: readonly string[]): Promise<ReadonlySet<string>>
}

/** Somebody in a plan: what they are called there, and what they may do. A mute is counted in. */
export type Place = {
  readonly person: PersonView
  readonly role: Role
  /** A facilitator has checked who this is. */
  readonly verified: boolean
  /** The invitation by which they came; null: by none, they made the plan. */
  readonly cameBy: string | null
}

export type Entrance = { readonly token: string; readonly person: PersonView; readonly plan: Plan }

/** Expected, and told to the person. */
export type Refused = {
  readonly refused: ErrorCode
  /** What stands in the way, by name. */
  readonly details?: Record<string, string[]>
  /** In so many seconds it is worth trying again. */
  readonly retryAfter?: number
  /** It is not theirs who asks: everybody together has asked for too much. */
  readonly busy?: true
}

export type PlanInfo = Omit<Plan, 'role'>

export interface Plans {
  /** `by` becomes its facilitator; null: the operator opens it. */
  create(plan: NewPlan, by: string | null): Promise<PlanInfo>
  /** With the person's role in each, oldest first; not those that they were removed from. */
  of(person: string): Promise<readonly Plan[]>
  /** Ids of all plans that the person ever was in. */
  everOf(person: string): Promise<readonly string[]>
  /** Oldest first. */
  all(): Promise<readonly PlanInfo[]>
  /** The plan before this one, for comparison. */
  previous(plan: string): Promise<{ readonly id: string; readonly title: string } | null>
  /** Names another plan as the one before; null takes it back. */
  follow(plan: string, previous: string | null): Promise<void>
  /** Whether commitments of this plan begin with two keys in every section. */
  asksTwoKeys(plan: string): Promise<boolean>
  askTwoKeys(plan: string, on: boolean): Promise<void>
  /** Whether only verified people answer suggestions in this plan. */
  asksVerified(plan: string): Promise<boolean>
  askVerified(plan: string, on: boolean): Promise<void>
  /** What was hidden with erasures, oldest first; it only grows. */
  hidden(plan: string): Promise<readonly HiddenWords[]>
}

export interface People {
  /** Everybody who ever joined, in order of joining. */
  of(plan: string): Promise<readonly Member[]>
  /** Enters somebody who has no session: a scribe writes for them. They come as an observer. */
  enter(plan: string, who: Omit<PersonView, 'id'>): Promise<PersonView>
  /** Takes back whoever was just entered for something that then did not happen. */
  withdraw(person: string): Promise<void>
  /** Those of `ids` who are or were in this plan, as they are called there: a second entry as the first. */
  views(plan: string, ids: readonly string[]): Promise<readonly PersonView[]>
  /**
   * Ids of those who may be this person under another name: they came in on one device. Not those who
   * are known to be, by `merged`.
   */
  alike(plan: string, person: string): Promise<ReadonlySet<string>>
  /**
   * Under which ids everybody who ever was in this plan is in what it publishes, by their own. They stay
   * the same, and are others in each plan: nobody reads from two of them who is who.
   */
  publishedAs(plan: string): Promise<Readonly<Record<string, string>>>
  /** Ids of all who came in by this invitation. */
  byCode(plan: string, invitation: string): Promise<readonly string[]>
  /** Second entries of people, in the order in which they were found out. */
  merged(plan: string): Promise<readonly Merged[]>
  /**
   * From here on two entries of this plan are one person, who is called as `into` is and has its place;
   * the sessions of both go on. A mute of either and the more reserved way to appear hold for both as
   * long as they are one. Nobody says it of themselves, but for
   * who facilitates alone, of another entry and the one under which they say it; whose name is erased is never one with anybody.
   */
  merge(plan: string, person: string, into: string, by: string): Promise<Merged | Refused>
  /**
   * They are two after all; not for themselves to say, under whichever of their entries, unless it was
   * they who said that they are one. Each is again
   * as it was: what was said under the one about the other is undone, and a mute that was said of one
   * alone is that one's. Only how they appeared stays with both, so that nobody becomes more public.
   */
  part(plan: string, person: string, by: string): Promise<Merged | Refused>
  /**
   * Corrections are recorded with who made them. Whichever entry is named, its person is meant; muted
   * and removed is each of their entries, and stays so when they are parted. How they appear an entry
   * of theirs says for itself, and the most reserved holds.
   */
  change(plan: string, person: string, change: MemberChange, by: string): Promise<Member | Refused>
  /** All ids under which this person came in, by what each plan says; the own one first. */
  entries(person: string): Promise<readonly string[]>
  /**
   * Takes name, organisation, sessions and recorded corrections away for good, and their place in
   * every plan, from all of a person's `entries`. `agreed`: those that whoever asks may erase; with
   * another among them by now nothing happens, and it is `not-saved`. The id and the sector stay: authorship and shares remain true. Resolves when they
   * are in the file and its log no more; `not-saved`: somebody reads from the log all the while, and
   * it must be asked for again. `hidden` is left out of what people wrote from then on; out of titles
   * and labels, which are kept here, for good.
   */
  erase(
    person: string,
    hidden?: readonly HiddenWords[],
    agreed?: readonly string[],
  ): Promise<'erased' | Refused>
}

/** Who said when that somebody's second entry is the person `into`. */
export type Merged = {
  readonly person: string
  readonly into: string
  readonly by: string
  readonly at: number
}

export type InvitationInfo = Omit<Invitation, 'url'>

export interface Invitations {
  /** `by`: who makes it; null: the operator. */
  create(plan: string, invitation: NewInvitation, by: string | null): Promise<InvitationInfo>
  /** Newest first. */
  of(plan: string): Promise<readonly InvitationInfo[]>
  /** Nobody comes in with it any more; who has, stays. */
  shut(plan: string, invitation: string): Promise<'shut' | Refused>
  /** What a code opens; also one that is shut, to the `attempt` that it has let in. */
  look(code: string, attempt?: string): Promise<Invited | Refused>
}

export type CommitmentInfo = {
  readonly id: string
  readonly plan: string
  readonly template: string
  readonly templateVersion: number
  readonly locale: Locale
  /** As given when it was opened; the text's own title may have changed since. */
  readonly title: string
  readonly createdAt: number
}

export interface Commitments {
  create(commitment: Omit<CommitmentInfo, 'id' | 'createdAt'>): Promise<CommitmentInfo>
  /** Takes an entry back whose room could not be opened. */
  withdraw(id: string): Promise<void>
  find(id: string): Promise<CommitmentInfo | null>
  /** Oldest first. */
  of(plan: string): Promise<readonly CommitmentInfo[]>
}

/** How far people have read what became of their suggestions. */
export interface Answers {
  /** An entry of the commitment's journal; 0: nothing yet. */
  readUpTo(person: string, commitment: string): Promise<number>
  read(person: string, commitment: string, seq: number): Promise<void>
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value
}
