import { useCallback, useEffect } from 'react'
import { Link } from 'wouter'
import type { OwnAnswer, OwnMention } from '../../shared/apiAnswers.ts'
import { answerWords } from '../locale/answers.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { threadHash } from '../rail/attention.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { nameShown } from '../ui/nameShown.ts'
import { useLoad } from '../ui/useLoad.ts'
import { answersApi } from './answers.ts'
import './answers.css'

type AnswersDialogProps = { plan: string; onClose: () => void }

/** What became of one's own suggestions in all commitments of a plan; whoever has it open has read it. */
export function AnswersDialog({ plan, onClose }: AnswersDialogProps) {
  const words = useWords()
  const texts = answerWords[words.locale]
  const [loaded, reload] = useLoad(useCallback(() => answersApi.all(plan), [plan]))
  useEffect(() => {
    if (loaded.state === 'ready') void readAll([...loaded.value.answers, ...loaded.value.mentions])
  }, [loaded])
  return (
    <Dialog title={texts.title} open wide onClose={onClose}>
      <p className="quiet">{texts.lead}</p>
      <Failed loaded={loaded} onAgain={reload} />
      {loaded.state === 'ready' && <Told {...loaded.value} />}
    </Dialog>
  )
}

/** What is new stands first. */
function Told({ answers, mentions }: { answers: OwnAnswer[]; mentions: OwnMention[] }) {
  const texts = answerWords[useWords().locale]
  const news = (all: readonly { readonly unread: boolean }[]) => all.some(({ unread }) => unread)
  const answered =
    answers.length === 0 ? (
      <p>{texts.none}</p>
    ) : (
      <ol className="answers">
        {answers.map((answer) => (
          <li key={`${answer.commitment} ${answer.number}`}>
            <OneAnswer answer={answer} />
          </li>
        ))}
      </ol>
    )
  const named = mentions.length > 0 && (
    <>
      <h3>{texts.mentions}</h3>
      <ol className="answers">
        {mentions.map((mention) => (
          <li key={`${mention.thread} ${mention.seq}`}>
            <OneMention mention={mention} />
          </li>
        ))}
      </ol>
    </>
  )
  if (!named || (answers.length > 0 && (news(answers) || !news(mentions))))
    return (
      <>
        {answered}
        {named}
      </>
    )
  return (
    <>
      {named}
      <h3>{texts.answers}</h3>
      {answered}
    </>
  )
}

function OneAnswer({ answer }: { answer: OwnAnswer }) {
  const words = useWords()
  const texts = answerWords[words.locale]
  const { commitment, title, number, added, removed, outcome, reason, at, unread } = answer
  return (
    <>
      <p className="facts small quiet">
        {unread && <strong className="answers-fresh">{texts.fresh}</strong>}
        <Link href={`/c/${commitment}/me`} dir="auto">
          {title}
        </Link>
        <span>{texts.number(number)}</span>
        <time>{words.format.moment(at)}</time>
      </p>
      <p dir="auto">
        {removed && <del>{removed}</del>} {added && <ins>{added}</ins>}
      </p>
      <p>
        <strong>{suggestionWords[words.locale].outcome[outcome]}</strong>
      </p>
      {reason && <blockquote dir="auto">{reason}</blockquote>}
    </>
  )
}

function OneMention({ mention }: { mention: OwnMention }) {
  const words = useWords()
  const { commitment, title, thread, text, name, at, unread } = mention
  return (
    <>
      <p className="facts small quiet">
        {unread && <strong className="answers-fresh">{answerWords[words.locale].fresh}</strong>}
        <Link href={`/c/${commitment}#${threadHash}${thread}`} dir="auto">
          {title}
        </Link>
        <bdi>{nameShown({ name }, words.locale)}</bdi>
        <time>{words.format.moment(at)}</time>
      </p>
      <blockquote dir="auto">{text}</blockquote>
    </>
  )
}

/** Marked up to where each commitment's record stands now: the list shows all answers up to there. */
async function readAll(all: readonly (OwnAnswer | OwnMention)[]): Promise<void> {
  const commitments = new Set(all.filter(({ unread }) => unread).map((each) => each.commitment))
  for (const id of commitments) {
    const seq = Math.max(...all.filter((each) => each.commitment === id).map((each) => each.seq))
    await answersApi.read(id, seq)
  }
}
