import './editor/dom.ts'
import { broken, judge, judgedClasses } from '../support/oracle.ts'
import { sessionFields } from '../support/sessions.ts'
import { TreeStage } from './editor/treeStage.ts'
import type { Row } from './report/row.ts'

/** Of each class, so that there are thousands in all; more, or fewer, with `ACCORD_FUZZ`. */
const sessions = Math.ceil(130 * Number(process.env.ACCORD_FUZZ ?? 1))
const first = Number(process.env.ACCORD_SEED ?? 1000)

/**
 * Random sessions of three people on real editors, through the room's own code: of the characters
 * that stand in the end, how many are given to whoever typed them. The truth comes from playing the
 * same session in characters that are all different. Beside it what clientIDs alone would say, of our
 * text and of some of the same sessions on the binding that most editors use. Fails where ours is
 * wrong more often than W15 allows.
 */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = []
  console.error(`seeds ${first} to ${first + sessions - 1}, for each class`)
  const other = { open: () => new TreeStage(sessionFields), oneIn: 5 }
  const seeds = Array.from({ length: sessions }, (_, at) => first + at)
  for (const name of judgedClasses) {
    const judged = await judge(name, seeds, other)
    const { acts, characters, wrong, wrongByClient, wrongIn, elsewhere } = judged
    console.error(
      `${name}: ${wrong} wrong of ${characters}${wrong > 0 ? `, seeds ${wrongIn}` : ''}`,
    )
    for (const what of broken(judged)) {
      console.error(`not kept: ${what}`)
      process.exitCode = 1
    }
    rows.push({
      name,
      sessions,
      acts,
      characters,
      'y-tiptap by clientID, %': right(elsewhere.wrong, elsewhere.characters),
      'y-tiptap sessions': elsewhere.sessions,
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
