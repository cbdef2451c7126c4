import type { Member } from '../../shared/api.ts'
import type { ImportPreview } from '../../shared/apiImport.ts'
import { sectors } from '../../shared/roles.ts'
import { importWords } from '../locale/imports.ts'
import { seenText } from '../locale/invisible.ts'
import { useWords } from '../locale/words.tsx'
import { Choice } from '../ui/Choice.tsx'
import { entered, leftOut, type Pick, type Picks } from './answers.ts'

type PreviewProps = {
  preview: ImportPreview
  people: readonly Member[]
  picks: Picks
  fieldLabel: (field: string) => string
  onPick: (author: string, pick: Pick) => void
}

/** All that a file would add, who its authors are taken for, and what it cannot bring. */
export function Preview({ preview, people, picks, fieldLabel, onPick }: PreviewProps) {
  const words = useWords()
  const texts = importWords[words.locale]
  const { authors, suggestions, threads, lost, missing } = preview
  const nameOf = (author: string) => author || texts.nobody
  return (
    <div className="import-preview">
      {authors.length === 0 && <p>{texts.nothing}</p>}
      {authors.length > 0 && (
        <section aria-labelledby="import-authors">
          <h3 id="import-authors">{texts.authors}</h3>
          <p className="quiet small">{texts.authorsLead}</p>
          <ul className="import-authors">
            {authors.map((author) => (
              <li key={author.name}>
                <p>
                  <strong>
                    <bdi>{nameOf(author.name)}</bdi>
                  </strong>{' '}
                  <span className="quiet">{texts.brings(author.suggestions, author.comments)}</span>
                </p>
                <Who
                  author={author.name}
                  name={nameOf(author.name)}
                  pick={picks[author.name] ?? { who: null, sector: 'public' }}
                  people={people}
                  onPick={(pick) => onPick(author.name, pick)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {suggestions.length > 0 && (
        <section aria-labelledby="import-suggestions">
          <h3 id="import-suggestions">{texts.suggestions}</h3>
          <ul className="import-changes">
            {suggestions.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of a file never changes
              <li key={index}>
                <p className="quiet small">
                  {[
                    fieldLabel(one.field),
                    nameOf(one.author),
                    one.at && words.format.moment(one.at),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                <p className="import-words">
                  {one.removed && <del>{seenText(one.removed, words.locale)}</del>}
                  {one.added && (
                    <ins>
                      {/^\n+$/.test(one.added) ? texts.newBlock : seenText(one.added, words.locale)}
                    </ins>
                  )}
                  {one.kind && <span>{texts.newKind}</span>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {threads.length > 0 && (
        <section aria-labelledby="import-comments">
          <h3 id="import-comments">{texts.comments}</h3>
          <ul className="import-changes">
            {threads.map((thread, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of a file never changes
              <li key={index}>
                <p className="quiet small">
                  {thread.known ? texts.reply : fieldLabel(thread.field)}
                  {thread.quote && ` · “${thread.quote.slice(0, 80)}”`}
                </p>
                {thread.comments.map((comment, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list of a file never changes
                  <p key={place} className="import-words">
                    <strong>
                      <bdi>{nameOf(comment.author)}</bdi>
                    </strong>{' '}
                    <bdi>{comment.text}</bdi>
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
      {(lost.length > 0 || missing.length > 0) && (
        <section aria-labelledby="import-lost">
          <h3 id="import-lost">{texts.lost}</h3>
          <ul className="import-lost">
            {lost.map(({ what, count, words: some }) => (
              <li key={what}>
                {texts.lostKinds[what]} ({count})
                {some && <span className="quiet small">{some.slice(0, 10).join(' ／ ')}</span>}
              </li>
            ))}
            {missing.length > 0 && <li>{texts.missing(missing.map(fieldLabel).join(', '))}</li>}
          </ul>
        </section>
      )}
    </div>
  )
}

type WhoProps = {
  author: string
  name: string
  pick: Pick
  people: readonly Member[]
  onPick: (pick: Pick) => void
}

function Who({ author, name, pick, people, onPick }: WhoProps) {
  const words = useWords()
  const texts = importWords[words.locale]
  const known = people.filter(({ name, removed, merged }) => !removed && !merged && name !== '')
  return (
    <div className="import-who">
      <Choice
        label={author === '' ? texts.whoNobody : texts.who(name)}
        value={pick.who}
        options={[
          ...known.map((person) => ({
            value: person.id,
            label: person.organisation ? `${person.name} · ${person.organisation}` : person.name,
          })),
          ...(author === '' ? [] : [{ value: entered, label: texts.enter(author) }]),
          { value: leftOut, label: texts.leaveOut },
        ]}
        onChange={(who) => onPick({ ...pick, who })}
      />
      {pick.who === entered && (
        <Choice
          label={texts.sector(name)}
          value={pick.sector}
          options={sectors.map((sector) => ({ value: sector, label: words.sectors[sector] }))}
          onChange={(sector) => onPick({ ...pick, sector })}
        />
      )}
    </div>
  )
}
