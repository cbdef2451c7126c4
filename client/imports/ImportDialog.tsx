import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { ImportDone, ImportPreview } from '../../shared/apiImport.ts'
import type { PersonView } from '../../shared/protocol.ts'
import { type Failure, failureWords } from '../api.ts'
import { importWords } from '../locale/imports.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { answersOf, countOf, firstPicks, type Picks } from './answers.ts'
import { Preview } from './Preview.tsx'
import { agreeToImport, previewImport } from './send.ts'
import './imports.css'

type ImportDialogProps = {
  commitment: string
  people: ReadonlyMap<string, PersonView>
  fieldLabel: (field: string) => string
  onClose: () => void
}

type Stage =
  | { readonly is: 'choosing'; readonly failure: Failure | null }
  | { readonly is: 'reading'; readonly name: string }
  | { readonly is: 'shown'; readonly file: File; readonly preview: ImportPreview }
  | { readonly is: 'done'; readonly done: ImportDone }

/** A file, what it would add and in whose names, and only then the adding. */
export function ImportDialog({ commitment, people, fieldLabel, onClose }: ImportDialogProps) {
  const words = useWords()
  const texts = importWords[words.locale]
  const [stage, setStage] = useState<Stage>({ is: 'choosing', failure: null })
  const [picks, setPicks] = useState<Picks>({})
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)

  const choose = async (chosen: FileList | null) => {
    const file = chosen?.[0]
    if (!file) return
    setFailure(null)
    setStage({ is: 'reading', name: file.name })
    const answer = await previewImport(commitment, file)
    if (!answer.ok) return setStage({ is: 'choosing', failure: answer.failure })
    setPicks(firstPicks(answer.value))
    setStage({ is: 'shown', file, preview: answer.value })
  }
  const agree = async (file: File, { base }: ImportPreview) => {
    const answers = answersOf(picks)
    if (!answers) return
    setBusy(true)
    const answer = await agreeToImport(commitment, file, base, answers)
    setBusy(false)
    if (answer.ok) setStage({ is: 'done', done: answer.value })
    else setFailure(answer.failure)
  }

  const shown = stage.is === 'shown' ? stage : null
  const count = shown && countOf(shown.preview, picks)
  const told = stage.is === 'choosing' ? stage.failure : failure
  return (
    <Dialog title={texts.title} open onClose={onClose} wide>
      <p className="quiet">{texts.lead}</p>
      {stage.is !== 'done' && (
        <div className="import-file">
          <FileTrigger acceptedFileTypes={['.docx', '.odt', '.md', '.json']} onSelect={choose}>
            <Button isDisabled={stage.is === 'reading' || busy}>
              {shown ? texts.another : texts.choose}
            </Button>
          </FileTrigger>
          <span className="quiet small">{texts.kinds}</span>
        </div>
      )}
      <p role="status">
        {stage.is === 'reading' && texts.reading}
        {shown && (busy ? texts.bringing : texts.readable(shown.file.name))}
        {stage.is === 'done' && texts.done(stage.done.suggestions.length, stage.done.comments)}
      </p>
      {told && (
        <p className="problem" role="alert">
          {failureWords(told, words.locale)}
        </p>
      )}
      {shown && (
        <Preview
          preview={shown.preview}
          people={people}
          picks={picks}
          fieldLabel={fieldLabel}
          onPick={(author, pick) => setPicks((before) => ({ ...before, [author]: pick }))}
        />
      )}
      {shown && !answersOf(picks) && <p className="quiet">{texts.unanswered}</p>}
      <div className="dialog-actions">
        <Button look="plain" onPress={onClose}>
          {words.actions.close}
        </Button>
        {shown && count && shown.preview.authors.length > 0 && (
          <Button
            look="solid"
            isDisabled={busy || !answersOf(picks)}
            onPress={() => agree(shown.file, shown.preview)}
          >
            {texts.agree(count.suggestions, count.comments)}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
