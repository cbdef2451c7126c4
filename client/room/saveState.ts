import { closeCode } from '../../shared/wire.ts'
import type { Catalogue } from '../locale/en.ts'
import type { Status } from '../sync/state.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { Reach } from './useReach.ts'

/** `calm`: nothing to do. `wait`: under way. `care`: words are not safe with the server yet. */
export type Tone = 'calm' | 'wait' | 'care'

export type SaveWords = { readonly text: string; readonly tone: Tone; readonly icon: IconName }

/** What a person is told about their words. Nothing goes in but the replica's status, and what of the server is reached. */
export function saveWords(
  status: Status,
  { saving }: Pick<Catalogue, 'saving'>,
  reach: Reach = 'unknown',
): SaveWords {
  switch (status.type) {
    case 'connecting':
      return { text: saving.connecting, tone: 'wait', icon: 'cloud' }
    case 'saved':
      return { text: saving.saved, tone: 'calm', icon: 'check' }
    case 'saving':
      return { text: saving.saving, tone: 'wait', icon: 'cloud' }
    case 'offline':
      return {
        text: (reach === 'http' ? saving.deaf : saving.offline)(status.unsent),
        tone: 'care',
        icon: 'offline',
      }
    case 'journal-failing':
      return { text: saving.journalFailing, tone: 'care', icon: 'warning' }
    case 'ended':
      return { text: ended(status.code, saving), tone: 'care', icon: 'warning' }
  }
}

function ended(code: number, { ended: words }: Catalogue['saving']): string {
  switch (code) {
    case closeCode.noSession:
      return words['no-session']
    case closeCode.notAllowed:
      return words['not-allowed']
    case closeCode.noSuchCommitment:
      return words['no-such-commitment']
    case closeCode.tooLarge:
      return words['too-large']
    case closeCode.outdated:
      return words.outdated
    default:
      return words.other
  }
}
