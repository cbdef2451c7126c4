import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { answerWords } from '../locale/answers.ts'
import { openerWords } from '../locale/openers.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { answersApi, whenSeenAgain } from './answers.ts'

const AnswersDialog = lazy(() =>
  import('./AnswersDialog.tsx').then((m) => ({ default: m.AnswersDialog })),
)

/** The fragment of a plan's address that opens the list. */
export const answersHash = 'answers'

/** The button to the answers in all commitments of a plan, with how many are new. */
export function PlanAnswers({ plan }: { plan: string }) {
  const { locale } = useWords()
  const texts = answerWords[locale]
  const [unread, askAgain] = useUnreadInPlan(plan)
  const [open, setOpen] = useState(window.location.hash === `#${answersHash}`)
  return (
    <>
      <Button icon="tray" onPress={() => setOpen(true)}>
        {unread > 0 ? `${texts.button} · ${openerWords[locale].unread(unread)}` : texts.button}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <AnswersDialog
            plan={plan}
            onClose={() => {
              setOpen(false)
              askAgain()
            }}
          />
        </Suspense>
      )}
    </>
  )
}

/** The same in a word, beside a plan's name on the front door; nothing where none is new. */
export function NewAnswers({ plan }: { plan: string }) {
  const { locale } = useWords()
  const [unread] = useUnreadInPlan(plan)
  return unread > 0 && <strong className="small">{openerWords[locale].unread(unread)}</strong>
}

function useUnreadInPlan(plan: string): readonly [number, () => void] {
  const [loaded, askAgain] = useLoad(useCallback(() => answersApi.all(plan), [plan]))
  useEffect(() => whenSeenAgain(askAgain), [askAgain])
  const all = loaded.state === 'ready' ? [...loaded.value.answers, ...loaded.value.mentions] : []
  return [all.filter((each) => each.unread).length, askAgain]
}
