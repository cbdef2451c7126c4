import { useCallback, useRef, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { ImportDone, ImportPreview } from '../../shared/apiImport.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { importWords } from '../locale/imports.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { Against, asMade, newest, seqOf } from './Against.tsx'
import { answered, answersOf, countOf, firstPicks, type Picks } from './answers.ts'
import { Preview } from './Preview.tsx'
import { agreeToImport, previewImport } from './send.ts'
import './imports.css'

type ImportDialogProps = {
  plan: string
  commitment: string
  record: Pick<CommitmentRecord, 'seq' | 'versions'>
  fieldLabel: (field: string) => string
  onClose: () => void
}

type Stage =
  | { readonly is: 'choosing'; readonly failure: Failure | null }
  /** `preview`: what it would add to the text that it was compared with until now. */
  | { readonly is: 'reading'; readonly file: File; readonly preview: ImportPreview | null }
  | { readonly is: 'shown'; readonly file: File; readonly preview: ImportPreview }
  | { readonly is: 'done'; readonly done: ImportDone }

/** A file, what it would add and in whose names, and only then the adding. */
export function ImportDialog({ plan, commitment, record, fieldLabel, onClose }: ImportDialogProps) {
  const words = useWords()
  const texts = importWords[words.locale]
  const [stage, setStage] = useState<Stage>({ is: 'choosing', failure: null })
  const [against, setAgainst] = useState<string | null>(null)
  const [picks, setPicks] = useState<Picks>({})
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [loaded] = useLoad(useCallback(() => api.people(plan), [plan]))
  const people = loaded.state === 'ready' ? loaded.value.people : []
  const asked = useRef(0)
  const shown = stage.is === 'shown' ? stage : null
  const compared = stage.is === 'shown' || stage.is === 'reading' ? stage : null

  const read = async (file: File, moment: string | null) => {
    const turn = ++asked.current
    setFailure(null)
    setAgainst(moment)
    setStage({ is: 'reading', file, preview: moment === null ? null : (shown?.preview ?? null) })
    const answer = await previewImport(commitment, file, seqOf(moment, record))
    if (turn !== asked.current) return
    if (!answer.ok) return setStage({ is: 'choosing', failure: answer.failure })
    const { source } = answer.value
    if (moment === null) setAgainst(source === 'this' ? asMade : newest)
    setPicks((before) => ({ ...firstPicks(answer.value), ...answered(before, answer.value) }))
    setStage({ is: 'shown', file, preview: answer.value })
  }
  const choose = (chosen: FileList | null) => {
    const file = chosen?.[0]
    if (!file) return
    setPicks({})
    void read(file, null)
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
      {compared?.preview && (
        <Against
          source={compared.preview.source}
          versions={record.versions}
          value={against}
          onChange={(moment) => read(compared.file, moment)}
        />
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
