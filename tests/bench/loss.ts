import './editor/dom.ts'
import { accordPeer } from '../support/accordPeer.ts'
import { Crowd, type Peer } from '../support/crowd.ts'
import type { Act } from '../support/crowdActs.ts'
import { treePeer } from './editor/tree.ts'
import type { Row } from './report/row.ts'

/** More with `ACCORD_FUZZ`. */
const sessions = 8 * Number(process.env.ACCORD_FUZZ ?? 1)
const actsEach = 300

/** What people do while they type. */
const classes: Readonly<Record<string, readonly Act[] | undefined>> = {
  'Enter, joining': ['type', 'Enter', 'joinBack', 'joinForward'],
  'headings, lists, quotes': [
    'type',
    'Mod-Alt-1',
    'Mod-Alt-2',
    'Mod-Shift-7',
    'Mod-Shift-8',
    'Mod-Shift-b',
    'Tab',
    'Shift-Tab',
  ],
  'bold, italic': ['type', 'Mod-b', 'Mod-i'],
  'deleting, replacing': ['type', 'remove', 'replace', 'backspace'],
  'moving, undoing': ['type', 'cutPaste', 'drag', 'Mod-z', 'Mod-y'],
  everything: undefined,
}

/**
 * Three people write at random over a relay that delays and parts them: the same people, acts and
 * verdict on either binding. Every character is another one, so what is missing, there twice, not
 * between those that it was typed between, or under another's id, can be counted.
 */
export async function run(): Promise<readonly Row[]> {
  return Object.entries(classes).flatMap(([name, only]) =>
    [accordPeer(), treePeer()].map((peer) => judged(peer, name, only)),
  )
}

function judged(peer: Peer, name: string, only: readonly Act[] | undefined): Row {
  const sum = {
    typed: 0,
    lost: 0,
    doubled: 0,
    misplaced: 0,
    wrong: 0,
    owned: 0,
    unequal: 0,
    threw: 0,
  }
  for (let seed = 1; seed <= sessions; seed++) {
    const crowd = new Crowd(seed, peer, { ...(only && { only }) })
    const verdict = crowd.run(actsEach)
    sum.typed += crowd.typed
    sum.owned += crowd.owned
    sum.lost += new Set(verdict.lost).size
    sum.doubled += verdict.doubled.length
    sum.misplaced += new Set(verdict.misplaced).size
    sum.wrong += verdict.wrongOwner.length
    sum.unequal += Math.min(1, verdict.unequal)
    sum.threw += verdict.errors.length
  }
  return {
    name: `${name}: ${peer.name}`,
    typed: sum.typed,
    lost: sum.lost,
    doubled: sum.doubled,
    misplaced: sum.misplaced,
    'owner right': `${sum.owned - sum.wrong} of ${sum.owned}`,
    'sessions that diverged': sum.unequal,
    exceptions: sum.threw,
  }
}
