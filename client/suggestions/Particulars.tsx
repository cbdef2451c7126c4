import { Fragment } from 'react'
import { agreedTo, missingKeys } from '../../shared/record/keys.ts'
import type { Suggestion } from '../../shared/record/record.ts'
import { type Passage, toldOf } from '../../shared/text/passage.ts'
import { signOf } from '../../shared/text/sign.ts'
import { seenText } from '../locale/invisible.ts'
import { particularsWords } from '../locale/particulars.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Drawable } from '../sync/state.ts'
import { nameShown } from '../ui/nameShown.ts'

type ParticularsProps = { suggestion: Suggestion; state: Drawable; passage: Passage }

/** What an open card says below its title: all words where the title has too little, who changed them, keys. */
export function Particulars({ suggestion, state, passage }: ParticularsProps) {
  return (
    <>
      <AllWords {...{ suggestion, passage }} locale={state.record.locale} />
      <Changed {...{ suggestion }} people={state.people} />
      <Keys {...{ suggestion, state, passage }} />
    </>
  )
}

/** As much is quoted whole in a title. */
const quoted = 120

type AllWordsProps = { suggestion: Suggestion; passage: Passage; locale: string }

/** Titles quote the beginning and the end, and say nothing of what stands between; here is all of it. */
function AllWords({ suggestion, passage, locale }: AllWordsProps) {
  const { locale: reader } = useWords()
  const words = particularsWords[reader]
  const { added, removed } = suggestion
  const parts =
    passage.parts.length > 0
      ? passage.parts
      : ([
          { what: 'removed', text: removed },
          { what: 'added', text: added },
        ] as const)
  const own = parts.filter(({ what }) => what !== 'between')
  const length = own.reduce((sum, { text }) => sum + text.length, 0)
  const links = [...new Set(own.flatMap((part) => linkIn('looks' in part ? part.looks : '')))]
  if (length <= quoted && own.length === parts.length && links.length === 0) return null
  return (
    <>
      <p className="small quiet">{words.all(length)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard, too */}
      <section className="long-words" aria-label={words.all(length)} tabIndex={0}>
        <div lang={locale} dir="auto">
          {parts.map(({ what, text }, at) => {
            const Tag = { added: 'ins', removed: 'del', between: 'span' } as const
            const As = Tag[what]
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts are told apart by their place
              <Fragment key={at}>
                <As className={what === 'between' ? 'quiet' : undefined}>
                  {seenText(text, reader)}
                </As>
              </Fragment>
            )
          })}
        </div>
        {links.map((link) => (
          <p key={link} className="small">
            {words.link(link)}
          </p>
        ))}
      </section>
    </>
  )
}

function linkIn(looks = ''): string[] {
  const [, ...marks]: unknown[] = looks === '' ? [] : JSON.parse(looks)
  return marks.flatMap((mark) =>
    Array.isArray(mark) && mark[0] === 'link' && typeof mark[1] === 'string' ? mark[1] : [],
  )
}

type ChangedProps = { suggestion: Suggestion; people: Drawable['people'] }

/** Who took out words of it while it waited, and what its author had suggested. */
export function Changed({ suggestion, people }: ChangedProps) {
  const { locale } = useWords()
  const words = particularsWords[locale]
  const { changed } = suggestion
  if (!changed) return null
  const names = changed.by.map((person) => nameShown(people.get(person), locale))
  return (
    <div className="small changed-by">
      <p>{words.changed(names)}</p>
      <blockquote dir="auto">
        {seenText(toldOf(changed.was.added, changed.was.inserted), locale)}
      </blockquote>
    </div>
  )
}

function Keys({ suggestion, state, passage }: ParticularsProps) {
  const { locale, sectors } = useWords()
  const { keys } = suggestionWords[locale]
  const { field } = suggestion
  const held = agreedTo(suggestion.keys, signOf(passage))
  const missing = missingKeys(state.record, { field, keys: held })
  if (missing.length === 0) return null
  const sectorOf = (key: string) =>
    Object.entries(sectors).find(([name]) => name === key)?.[1] ?? key
  return (
    <section className="keys" aria-label={keys.title}>
      <ul>
        {suggestion.keys.map((key) => {
          const name = nameShown(state.people.get(key.person), locale)
          const said = held.includes(key) ? keys.given : particularsWords[locale].lapsed
          return (
            <li key={key.person} className={held.includes(key) ? 'key-given' : undefined}>
              {said(sectorOf(key.sector), name)}
            </li>
          )
        })}
        {missing.map((sector) => (
          <li key={sector}>{keys.missing(sectors[sector])}</li>
        ))}
      </ul>
    </section>
  )
}
