import { useWords } from '../locale/words.tsx'
import type { Aside, Replica } from '../sync/state.ts'
import type { Desk } from '../text/desk.ts'
import { takesOf } from '../text/takes.ts'
import type { Mode } from '../text/useMode.ts'
import { announce } from '../ui/announce.tsx'
import { toast } from '../ui/Toast.tsx'
import { putBack } from './puttingBack.ts'

/** Puts words that were kept aside into the text again, or says why that cannot be. */
export function usePutBack(replica: Replica, desk: Desk, mode: Mode) {
  const { aside } = useWords()
  return (words: Aside) => {
    const takes = (field: string) =>
      mode === 'view' ? 'nothing' : takesOf(replica.state, mode, field)
    const done = putBack(desk, replica.state.doc, words, takes)
    if (done === 'closed' || done === 'gone') {
      toast(aside.notPutBack[done])
      return
    }
    replica.dismiss(words.id)
    announce(aside.isBack[done])
  }
}
