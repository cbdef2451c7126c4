import { type FormEvent, useState } from 'react'
import { saysSomething } from '../../shared/text/characters.ts'
import { planApi } from '../apiPlan.ts'
import { failureWords } from '../failureWords.ts'
import { checkWords } from '../locale/checks.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useDraft } from '../ui/drafts.tsx'
import { TextInput } from '../ui/Field.tsx'
import { Unkept } from '../ui/Unkept.tsx'
import type { Question } from './checking.ts'

/** As much of a reason as the record keeps. */
const longestReason = 2000

type DismissDialogProps = { commitment: string; question: Question; onClose: () => void }

/** Sets a question aside for the whole group, with a reason that is recorded. */
export function DismissDialog({ commitment, question, onClose }: DismissDialogProps) {
  const words = useWords()
  const texts = checkWords[words.locale]
  const { rule, field, sentence: quote } = question
  const { text: reason, kept, write, drop } = useDraft(`dismiss:${rule}:${field}:${quote}`)
  const [problem, setProblem] = useState<string>()

  const dismiss = async (event: FormEvent) => {
    event.preventDefault()
    if (!saysSomething(reason)) return setProblem(texts.reasonMissing)
    const answer = await planApi.dismiss(commitment, { rule, field, quote, reason })
    if (!answer.ok) return setProblem(failureWords(answer.failure, words.locale))
    drop()
    announce(texts.dismissed)
    onClose()
  }

  return (
    <Dialog title={texts.dismissTitle} open onClose={onClose}>
      <form className="stack" onSubmit={dismiss} noValidate>
        <p>{question.question[words.locale]}</p>
        <p className="quiet">{texts.dismissLead}</p>
        <div className="check-reasons">
          {texts.reasons.map((one) => (
            <Button key={one} onPress={() => write(one)}>
              {one}
            </Button>
          ))}
        </div>
        <TextInput
          label={texts.reason}
          error={problem}
          value={reason}
          onChange={(typed) => {
            write(typed)
            setProblem(undefined)
          }}
          maxLength={longestReason}
          autoFocus
        />
        <Unkept unless={kept} />
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid">
            {texts.dismiss}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
