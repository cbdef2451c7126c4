import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { Plan } from '../../shared/api.ts'
import { templateOf, templates } from '../../shared/commitment/template.ts'
import { type Locale, locales } from '../../shared/locale/locale.ts'
import { saysSomething } from '../../shared/text/characters.ts'
import { api, type Failure } from '../api.ts'
import { failureWords, unseenWords } from '../failureWords.ts'
import { outsideWords } from '../locale/outside.ts'
import { catalogues, useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextInput } from '../ui/Field.tsx'
import { introductionForm } from './Introduction.tsx'

/** Forms of commitments; the introduction is begun elsewhere. An older version is not begun any more. */
const forms = templates.filter(
  (form) => form.id !== introductionForm && form === templateOf(form.id),
)

/** Begins a commitment from a form and goes there. */
export function NewCommitment({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [, navigate] = useLocation()
  const [template, setTemplate] = useState(plan.locale === 'en' ? 'ogp-2022' : 'tw-nap')
  const [title, setTitle] = useState('')
  const [locale, setLocale] = useState<Locale>(plan.locale)
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const create = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!saysSomething(title)) return
    const answer = await api.createCommitment(plan.id, { template, title, locale })
    if (answer.ok) navigate(`/c/${answer.value.id}`)
    else setFailure(answer.failure)
  }

  return (
    <Dialog title={outside.plan.create} open onClose={onClose}>
      <form className="stack" onSubmit={create} noValidate>
        <p className="quiet">{outside.plan.createLead}</p>
        <TextInput
          label={outside.plan.titleLabel}
          hint={outside.plan.titleHint}
          error={
            unseenWords(title, words.locale) ??
            (tried && !saysSomething(title) ? outside.plan.titleMissing : undefined)
          }
          value={title}
          onChange={setTitle}
          maxLength={200}
          autoFocus
        />
        <Choice
          label={outside.plan.formLabel}
          value={template}
          onChange={setTemplate}
          options={forms.map(({ id, name }) => ({ value: id, label: name[words.locale] }))}
        />
        <Choice
          label={outside.plan.textLocale}
          value={locale}
          onChange={setLocale}
          options={locales.map((one) => ({ value: one, label: catalogues[one].language.name }))}
        />
        {failure && (
          <p className="problem" role="alert">
            {failureWords(failure, words.locale)}
          </p>
        )}
        <div className="dialog-actions">
          <Button look="plain" onPress={onClose}>
            {words.actions.cancel}
          </Button>
          <Button type="submit" look="solid">
            {outside.plan.createSubmit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
