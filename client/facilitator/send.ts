import type { Answer } from '../api.ts'

/** Sends a change and tells how it went; true when it is recorded. */
export type Send = (answer: Promise<Answer<unknown>>) => Promise<boolean>
