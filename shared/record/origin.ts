import { z } from 'zod'

/**
 * Says of characters that were created anew where they first came from. The client's claim is a
 * hint; the room stores it only after it has compared the text with its own history.
 */
export const origin = z.object({
  /** The new characters. */
  to: z.tuple([z.int(), z.int(), z.int()]),
  /** Where the same characters stood before: clock of the first one; absent for outside text. */
  from: z.tuple([z.int(), z.int()]).optional(),
  /** `undo` and `moved` keep the first author; `copied` does too, and names the person as placer. */
  how: z.enum(['undo', 'moved', 'copied', 'pasted', 'imported']),
})
export type Origin = z.infer<typeof origin>

/** What a client says: `of` names another commitment of the plan, where `from` stands. */
export const claim = origin.extend({ of: z.string().max(64).optional() })
export type Claim = z.infer<typeof claim>
