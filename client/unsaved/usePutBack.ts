import { useWords } from '../locale/words.tsx'
import type { RoomView } from '../room/useRoom.ts'
import type { Aside } from '../sync/state.ts'
import { takesOf } from '../text/takes.ts'
import { announce } from '../ui/announce.tsx'
import { toast } from '../ui/Toast.tsx'
import { putBack } from './puttingBack.ts'

/** Puts words that were kept aside into the text again, or says why that cannot be. */
export function usePutBack({ replica, desk, mode }: Pick<RoomView, 'replica' | 'desk' | 'mode'>) {
  const { aside } = useWords()
  return (words: Aside) => {
    const takes = (field: string) =>
      mode.now === 'view' ? 'nothing' : takesOf(replica.state, mode.now, field)
    const done = putBack(desk, replica.state.doc, words, takes)
    if (done === 'closed' || done === 'gone') {
      toast(aside.notPutBack[done])
      return
    }
    replica.dismiss(words.id)
    announce(aside.isBack[done])
  }
}
