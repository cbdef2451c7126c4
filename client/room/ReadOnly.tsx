import { useCallback, useEffect } from 'react'
import { Link } from 'wouter'
import type { Commitment } from '../../shared/api.ts'
import { type TemplateField, templateOf } from '../../shared/commitment/template.ts'
import { api } from '../api.ts'
import { readOnlyWords } from '../locale/readOnly.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { rowOf } from '../text/place.ts'
import { Failed } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { useTitle } from '../ui/useTitle.ts'
import { SaveState } from './SaveState.tsx'

type ReadOnlyProps = { replica: Replica; commitment: Commitment }

/** A commitment whose room cannot be reached: the text and where it stands, as HTTP tells them. */
export function ReadOnly({ replica, commitment }: ReadOnlyProps) {
  const words = useWords()
  const texts = readOnlyWords[words.locale]
  const { id } = commitment
  const [text, askText] = useLoad(useCallback(() => api.text(id), [id]))
  const [about, askAbout] = useLoad(useCallback(() => api.commitment(id), [id]))
  useEffect(() => {
    const timer = setInterval(() => {
      askText()
      askAbout()
    }, rest)
    return () => clearInterval(timer)
  }, [askText, askAbout])
  const now = about.state === 'ready' ? about.value : commitment
  useTitle(now.title)
  const form = templateOf(now.template, now.templateVersion)
  const open = now.openSuggestions
  return (
    <Page>
      <main className="page read-only">
        <p>
          <Link href={`/plans/${now.plan}`}>{words.room.toPlan}</Link>
        </p>
        <h1 lang={now.locale} dir="auto">
          {now.title}
        </h1>
        <p>
          <StateBadge state={now.state} /> <SaveState replica={replica} />
        </p>
        <p className="notice" role="alert">
          {texts.why}
        </p>
        <p className="quiet">{open > 0 ? texts.suggestions(open) : texts.none}</p>
        <Failed loaded={text} onAgain={askText} />
        {text.state === 'ready' &&
          form?.fields.map((field) => (
            <Field
              key={field.name}
              field={field}
              locale={now.locale}
              state={now.sections[field.name] ?? 'open'}
              parts={text.value.fields.filter(
                ({ name }) => name === field.name || (field.kind === 'milestones' && rowOf(name)),
              )}
            />
          ))}
      </main>
    </Page>
  )
}

type FieldProps = {
  field: TemplateField
  locale: Commitment['locale']
  state: Commitment['sections'][string]
  parts: readonly {
    readonly name: string
    readonly blocks: readonly {
      readonly id: string
      readonly runs: readonly { readonly text: string }[]
    }[]
  }[]
}

function Field({ field, locale, state, parts }: FieldProps) {
  const words = useWords()
  return (
    <section>
      <h2>{field.label[words.locale]}</h2>
      {state !== 'open' && <p className="quiet small">{words.sectionStates[state]}</p>}
      {parts.flatMap(({ name, blocks }) =>
        blocks.map(({ id, runs }) => (
          <p key={`${name} ${id}`} lang={locale} dir="auto">
            {runs.map((run) => run.text).join('')}
          </p>
        )),
      )}
    </section>
  )
}

/** How often it is asked for what others have written, in milliseconds. */
const rest = 20_000
