/**
 * The wire in numbers. Frames 0, 1 and 3 are y-protocols' and stay as they are; frame 100 is
 * `varUint 100, varString JSON`, a message of `protocol.ts`. Kept apart from the schemas, which a page
 * knows by their types only.
 */
export const protocolVersion = 3

export const frameType = { sync: 0, awareness: 1, queryAwareness: 3, accord: 100 } as const

/** Whom a page stands for, where a cookie says who it is; a socket says it as `?person=`. */
export const personHeader = 'accord-person'

/**
 * One thing that somebody does, however often it is sent: a page draws a new one, and sends it again
 * where no answer came. What was done is not done twice.
 */
export const attemptHeader = 'accord-attempt'

/** At least 128 bits: nobody finds another's. */
export const attemptForm = /^[\w-]{22,64}$/

/** 44xx is final, 45xx means: come back after a random delay. */
export const closeCode = {
  malformed: 4400,
  noSession: 4401,
  notAllowed: 4403,
  noSuchCommitment: 4404,
  foreignClientId: 4409,
  tooLarge: 4413,
  /** The page speaks another version of the protocol, and has to be loaded again. */
  outdated: 4426,
  tooFast: 4429,
  goingAway: 4503,
  tooSlow: 4513,
} as const
export type CloseCode = (typeof closeCode)[keyof typeof closeCode]

/** The largest frame taken from a client, in bytes. Larger ones close the socket with 4413. */
export const maxFrame = 1024 * 1024

/**
 * The most items that one update brings: more than a page of pasted tables, and read in a moment. A
 * page sends what is longer in several.
 */
export const maxItems = 5000
