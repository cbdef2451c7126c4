import type { PersonView } from '../../shared/protocol.ts'
import { decidersOf } from '../../shared/record/deciders.ts'
import type { Decision, Suggestion } from '../../shared/record/record.ts'
import type { Outcome } from '../../shared/record/states.ts'
import { answersGivenWords } from '../locale/answersGiven.ts'
import { particularsWords } from '../locale/particulars.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { SectorMark } from '../ui/SectorMark.tsx'

/** An answer, or with no outcome the opening again. */
type Turn = Pick<Decision, 'reason' | 'at' | 'override'> & {
  readonly outcome: Outcome | null
  /** Whose answer it is: of two keys, both people. */
  readonly by: readonly string[]
}

type AnswersProps = {
  suggestion: Suggestion
  people: ReadonlyMap<string, PersonView>
}

/** Every answer that a suggestion has had, and who opened it again, newest first: why, when. */
export function Answers({ suggestion, people }: AnswersProps) {
  const { locale, format } = useWords()
  const words = suggestionWords[locale]
  const given = answersGivenWords[locale]
  const { decisions, reopenings, status, changed } = suggestion
  const changers = (changed?.by ?? []).map((person) => nameShown(people.get(person), locale))
  if (decisions.length === 0) return null
  const turns: Turn[] = [
    ...decisions.map((each) => ({ ...each, by: decidersOf(suggestion, each) })),
    ...reopenings.map((each) => ({ ...each, outcome: null, override: false, by: [each.person] })),
  ].sort((a, b) => b.at - a.at)
  return (
    <section className="answers" aria-label={given.title}>
      {status === 'open' && <p className="small quiet">{given.waits}</p>}
      <ol>
        {turns.map((turn) => (
          <li key={`${turn.at} ${turn.outcome}`}>
            <p className="answer-line">
              {turn.outcome ? (
                <strong className={`answer answer-${turn.outcome}`}>
                  {turn.outcome === 'adopted' && changers.length > 0
                    ? particularsWords[locale].with(words.outcome.adopted, changers)
                    : words.outcome[turn.outcome]}
                </strong>
              ) : (
                <strong className="answer">{given.again}</strong>
              )}
              {turn.by.map((person) => (
                <Who key={person} person={people.get(person)} />
              ))}
              <time className="small quiet" dateTime={new Date(turn.at).toISOString()}>
                {format.moment(turn.at)}
              </time>
            </p>
            {turn.reason && <blockquote dir="auto">{turn.reason}</blockquote>}
            {turn.override && <p className="small quiet">{given.override}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Who({ person }: { person: PersonView | undefined }) {
  const { locale } = useWords()
  return (
    <>
      {person && <SectorMark sector={person.sector} />}
      <span className="small">{answersGivenWords[locale].by(nameShown(person, locale))}</span>
    </>
  )
}
