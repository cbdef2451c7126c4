import './editor/dom.ts'
import { judge } from '../support/oracle.ts'
import type { Row } from './row.ts'

const sessions = 20

/**
 * Random sessions of three people on real editors, through the room's own code: of the characters
 * that stand in the end, how many are given to whoever typed them. The truth comes from playing the
 * same session in characters that are all different.
 */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const { name, acts, characters, wrong, wrongByClient } of judge(1000, sessions)) {
    const right = (bad: number) => Math.round(10_000 - (10_000 * bad) / characters) / 100
    rows.push({
      name,
      acts,
      characters,
      'right by clientID, %': right(wrongByClient),
      'right by Accord, %': right(wrong),
    })
  }
  return rows
}
