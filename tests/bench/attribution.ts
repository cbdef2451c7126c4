import './editor/dom.ts'
import { judge } from '../support/oracle.ts'
import { sessionFields } from '../support/sessions.ts'
import { TreeStage } from './editor/treeStage.ts'
import type { Row } from './row.ts'

/** Of each class; more with `ACCORD_FUZZ`. */
const sessions = 20 * Number(process.env.ACCORD_FUZZ ?? 1)

/**
 * Random sessions of three people on real editors, through the room's own code: of the characters
 * that stand in the end, how many are given to whoever typed them. The truth comes from playing the
 * same session in characters that are all different. Beside it what clientIDs alone would say, of our
 * text and of the same session on the binding that most editors use.
 */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = []
  const judged = judge(1000, sessions, () => new TreeStage(sessionFields))
  for await (const { name, acts, characters, wrong, wrongByClient, elsewhere } of judged) {
    rows.push({
      name,
      acts,
      characters,
      'y-tiptap by clientID, %': right(elsewhere.wrong, elsewhere.characters),
      'y-tiptap threw': elsewhere.threw,
      'ours by clientID, %': right(wrongByClient, characters),
      'ours by Accord, %': right(wrong, characters),
      'wrong by Accord': wrong,
    })
  }
  return rows
}

/** Percent with two decimals, never rounded up to all. */
function right(wrong: number, of: number): number {
  return Math.floor(10_000 - (10_000 * wrong) / of) / 100
}
