import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { fromData, type Imported } from '../../shared/commitment/import.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { Failure } from '../api.ts'
import { planApi } from '../apiPlan.ts'
import { failureWords } from '../failureWords.ts'
import { planHomeWords } from '../locale/planHome.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type ImportDialogProps = { plan: string; onClose: () => void; onImported: () => void }

/** A file of data and the commitments that it would become; none: not of our shape. */
type Read = {
  readonly name: string
  readonly data: unknown
  readonly commitments: readonly Imported[]
}

/** Shows what files of published commitments would become, with what is set aside, before they do. */
export function ImportDialog({ plan, onClose, onImported }: ImportDialogProps) {
  const words = useWords()
  const texts = planHomeWords[words.locale]
  const [files, setFiles] = useState<readonly Read[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const readable = files.filter(({ commitments }) => commitments.length > 0)
  const count = readable.reduce((sum, { commitments }) => sum + commitments.length, 0)

  const choose = async (chosen: FileList | null) => {
    setFailure(null)
    setFiles(await Promise.all([...(chosen ?? [])].map(read)))
  }
  const create = async () => {
    setBusy(true)
    for (const file of readable) {
      const answer = await planApi.importCommitments(plan, file.data)
      if (!answer.ok) {
        setBusy(false)
        return setFailure(answer.failure)
      }
      // What is in must not come in again when somebody tries the rest once more.
      setFiles((left) => left.filter((one) => one !== file))
    }
    setBusy(false)
    announce(texts.created)
    onImported()
  }

  return (
    <Dialog title={texts.importTitle} open onClose={onClose} wide>
      <p className="quiet">{texts.importLead}</p>
      <div>
        <FileTrigger acceptedFileTypes={['application/json']} allowsMultiple onSelect={choose}>
          <Button>{texts.choose}</Button>
        </FileTrigger>
      </div>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <ul className="import-list">
        {files.map((file) =>
          file.commitments.length === 0 ? (
            <li key={file.name} className="problem">
              {texts.unreadable(file.name)}
            </li>
          ) : (
            file.commitments.map((commitment) => (
              <li key={`${file.name} ${commitment.title}`}>
                <Preview commitment={commitment} />
              </li>
            ))
          ),
        )}
      </ul>
      <div className="dialog-actions">
        <Button look="plain" onPress={onClose}>
          {words.actions.close}
        </Button>
        {count > 0 && (
          <Button look="solid" isDisabled={busy} onPress={create}>
            {texts.create(count)}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

function Preview({ commitment }: { commitment: Imported }) {
  const words = useWords()
  const texts = planHomeWords[words.locale]
  const { title, locale, template, version, fields, rows, aside } = commitment
  return (
    <>
      <p>
        <strong lang={locale} dir="auto">
          {title}
        </strong>
      </p>
      <p className="quiet small facts">
        <span>{templateOf(template, version)?.name[words.locale]}</span>
        <span>{texts.fields(Object.keys(fields).length)}</span>
        {rows.length > 0 && <span>{texts.milestones(rows.length)}</span>}
      </p>
      {aside.length > 0 && (
        <details className="small">
          <summary>{texts.aside(aside.length)}</summary>
          <p className="quiet">{texts.asideLead}</p>
          <dl className="import-aside">
            {aside.map(({ path, text }) => (
              <div key={path}>
                <dt>{path}</dt>
                <dd lang={locale} dir="auto">
                  {text}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}

async function read(file: File): Promise<Read> {
  const { name } = file
  try {
    const data: unknown = JSON.parse(await file.text())
    return { name, data, commitments: fromData(data) }
  } catch {
    return { name, data: null, commitments: [] }
  }
}
