import { type FormEvent, useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { type Locale, locales } from '../../shared/locale/locale.ts'
import type { NamedVersion } from '../../shared/record/record.ts'
import { exportDialogWords } from '../locale/exports.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { OrderState } from './OrderState.tsx'
import { useOrder } from './useOrder.ts'
import './exports.css'

const copies = ['clean', 'tracked', 'record'] as const
type Copy = (typeof copies)[number]

/** In the order in which people ask for them. */
const ofCommitment = ['docx', 'odt', 'pdf', 'html', 'md', 'json', 'csv'] as const
const ofPlan = ['docx', 'odt', 'pdf', 'zip'] as const
type Format = (typeof ofCommitment)[number] | (typeof ofPlan)[number]

/** No version has this name: names are trimmed. */
const newest = ' '

type ExportDialogProps = {
  /** What is exported. */
  of: { readonly commitment: string; readonly versions: readonly NamedVersion[] } | { plan: string }
  /** A facilitator may name everybody. */
  facilitates: boolean
  onClose: () => void
}

/** Which copy, which format, which version, in which language; then the file, made on the server. */
export function ExportDialog({ of, facilitates, onClose }: ExportDialogProps) {
  const words = useWords()
  const texts = exportDialogWords[words.locale]
  const [copy, setCopy] = useState<Copy>('clean')
  const [format, setFormat] = useState<Format>('docx')
  const [version, setVersion] = useState(newest)
  const [language, setLanguage] = useState<Locale | 'own'>('own')
  const [complete, setComplete] = useState(false)
  const [order, start, stop, take] = useOrder()
  const formats: readonly Format[] = 'plan' in of ? ofPlan : ofCommitment
  const versions = 'plan' in of ? [] : of.versions
  const running = order.is === 'running'
  const named = facilitates && copy !== 'clean' && format !== 'zip'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    const asked = new URLSearchParams({ zone, ...(format === 'zip' ? {} : { copy }) })
    if (version !== newest) asked.set('version', version)
    if (language !== 'own') asked.set('locale', language)
    if (named && complete) asked.set('people', 'complete')
    const from = 'plan' in of ? `plans/${of.plan}` : `commitments/${of.commitment}`
    void start(`/api/${from}/export.${format}?${asked}`, words.locale)
  }

  return (
    <Dialog title={'plan' in of ? texts.titlePlan : texts.title} open wide onClose={onClose}>
      <form className="export-form" onSubmit={submit}>
        <p className="quiet">{texts.lead}</p>
        <RadioGroup
          className="export-group"
          value={format}
          onChange={(value) => setFormat(formats.find((one) => one === value) ?? format)}
          isDisabled={running}
        >
          <Label>{texts.format}</Label>
          <div className="export-formats">
            {formats.map((one) => (
              <Radio key={one} value={one} className="export-option">
                {texts.formats[one]}
              </Radio>
            ))}
          </div>
        </RadioGroup>
        {format === 'zip' ? (
          <p className="quiet small">{texts.zipLead}</p>
        ) : (
          <RadioGroup
            className="export-group"
            value={copy}
            onChange={(value) => setCopy(copies.find((one) => one === value) ?? copy)}
            isDisabled={running || format === 'csv'}
          >
            <Label>{texts.copy}</Label>
            {copies.map((one) => (
              <Radio key={one} value={one} className="export-option export-copy">
                <span>{texts.copies[one].name}</span>
                <span className="quiet small">{texts.copies[one].lead}</span>
              </Radio>
            ))}
          </RadioGroup>
        )}
        <div className="export-choices">
          {versions.length > 0 && (
            <Choice
              label={texts.version}
              value={version}
              options={[
                { value: newest, label: texts.newest },
                ...versions.toReversed().map(({ name, at }) => ({
                  value: name,
                  label: `${name} · ${words.format.moment(at)}`,
                })),
              ]}
              onChange={setVersion}
            />
          )}
          <Choice<Locale | 'own'>
            label={texts.language}
            value={language}
            options={[
              { value: 'own', label: texts.own },
              ...locales.map((one) => ({ value: one, label: texts.languages[one] })),
            ]}
            onChange={setLanguage}
          />
        </div>
        {named && (
          <Check isSelected={complete} onChange={setComplete} isDisabled={running}>
            {texts.complete}
          </Check>
        )}
        <OrderState order={order} onTake={take} />
        <div className="dialog-actions">
          {/* Two buttons, not one that changes: else the press that stops would submit the form. */}
          {running ? (
            <Button key="stop" look="line" onPress={stop}>
              {texts.cancel}
            </Button>
          ) : (
            <Button key="start" type="submit" look="solid">
              {texts.start}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
