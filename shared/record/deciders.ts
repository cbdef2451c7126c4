import type { Decision, Suggestion } from './record.ts'
import { adopts } from './states.ts'

/**
 * Everybody whose agreement an answer rests on: where two keys were turned, both people, in the order in
 * which they agreed; else whoever answered. An answer that was opened again keeps its answerer alone.
 */
export function decidersOf(
  { keys, decisions }: Pick<Suggestion, 'keys' | 'decisions'>,
  decision: Pick<Decision, 'person' | 'outcome' | 'seq'>,
): readonly string[] {
  const adopted = adopts(decision.outcome)
  const isLast = decisions.at(-1)?.seq === decision.seq
  if (!adopted || !isLast || keys.length < 2) return [decision.person]
  return [...new Set([...keys.map(({ person }) => person), decision.person])]
}
