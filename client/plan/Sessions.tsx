import { useCallback, useState } from 'react'
import type { Member } from '../../shared/api.ts'
import { api, type Failure } from '../api.ts'
import { serverNow } from '../clock.ts'
import { failureWords } from '../failureWords.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords, type Words } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useLoad } from '../ui/useLoad.ts'

type SessionsProps = { plan: string; person: Member; isMe: boolean; onClose: () => void }

/** The devices on which somebody is known; each of one’s own entry can be ended, also the one in hand. */
export function Sessions({ plan, person, isMe, onClose }: SessionsProps) {
  const words = useWords()
  const texts = peopleWords[words.locale].sessions
  const { id } = person
  const [loaded, reload] = useLoad(useCallback(() => api.sessions(plan, id), [plan, id]))
  const [failure, setFailure] = useState<Failure | null>(null)

  const end = async (session: string, current: boolean) => {
    const answer = await api.endSession(plan, id, session)
    setFailure(answer.ok ? null : answer.failure)
    if (!answer.ok) return reload()
    announce(texts.ended)
    if (current) window.location.assign('/')
    else reload()
  }

  return (
    <Dialog title={isMe ? texts.mine : texts.of(person.name)} open onClose={onClose}>
      <p className="quiet">{texts.lead}</p>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <Failed loaded={loaded} onAgain={reload} />
      {loaded.state === 'ready' && loaded.value.sessions.length === 0 && (
        <p className="quiet">{texts.none}</p>
      )}
      <ul className="people">
        {loaded.state === 'ready' &&
          loaded.value.sessions.map(({ id: session, about, createdAt, seenAt, current, ends }) => (
            <li key={session} className="person">
              <div className="person-facts">
                <p>
                  <strong>{about || texts.unknown}</strong>
                  {current && <span className="quiet"> ({texts.here})</span>}
                </p>
                <p className="quiet small facts">
                  <span>{texts.since(words.format.moment(createdAt))}</span>
                  <span>{current ? texts.now : seen(seenAt, words)}</span>
                </p>
              </div>
              {ends ? (
                <Button
                  look="danger"
                  aria-label={texts.endOf(about || texts.unknown)}
                  onPress={() => end(session, current)}
                >
                  {texts.end}
                </Button>
              ) : (
                <span className="quiet small">{texts.otherEntry}</span>
              )}
            </li>
          ))}
      </ul>
    </Dialog>
  )
}

/** Beyond a day it is told by days. */
const day = 24

/** As exactly as it is known: a use is noted once an hour, and may have been at any time since. */
function seen(at: number, { locale, format }: Words): string {
  const texts = peopleWords[locale].sessions
  const hours = Math.max(1, Math.ceil((serverNow() - at) / 3_600_000))
  return hours < day ? texts.seen(hours) : texts.seenAgo(format.ago(at))
}
