import { useEffect, useState } from 'react'
import { closeCode } from '../../shared/wire.ts'
import { api } from '../api.ts'
import { leftHereWords } from '../locale/leftHere.ts'
import { useWords } from '../locale/words.tsx'
import { draftsOn } from '../sync/draftsKept.ts'
import { type LeftBy, type Leftovers, leftByOthers, leftoversOf } from '../sync/leftovers.ts'
import type { Replica, Words } from '../sync/state.ts'
import { useStatus } from '../sync/useReplica.ts'
import { Button } from '../ui/Button.tsx'
import { type FieldLabel, fieldLabels, UnsentWords } from '../ui/UnsentWords.tsx'

type EndedProps = { commitment: string; replica: Replica; fieldLabel: FieldLabel }

/** Behind the end of a session: what the others will never hear of, to take elsewhere. */
export function EndedHere({ commitment, replica, fieldLabel }: EndedProps) {
  const { locale } = useWords()
  const status = useStatus(replica)
  const [words, setWords] = useState<readonly Words[]>([])
  useEffect(() => {
    const { doc } = replica.state
    // the box stays as long as the page does, and nothing of it can be sent
    const look = () =>
      setWords([...replica.unsentWords(), ...halfWritten(commitment, replica.state.me.id)])
    look()
    doc.on('update', look)
    return () => doc.off('update', look)
  }, [replica, commitment])
  const { unsent, signedOut } = leftHereWords[locale]
  return (
    <>
      {status.type === 'ended' && status.code === closeCode.noSession && (
        <div className="notice no-print">
          <div>
            <p>{signedOut.ended}</p>
            <p>{signedOut.again}</p>
          </div>
        </div>
      )}
      <UnsentWords words={words} {...unsent.ended} fieldLabel={fieldLabel} />
    </>
  )
}

/** What this device holds of a commitment that cannot be opened: one's own words, and whose others wait. */
export function LeftHere({ commitment }: { commitment: string }) {
  // undefined: not known yet; null: nobody is known here
  const [me, setMe] = useState<string | null>()
  useEffect(() => {
    let current = true
    api.me().then((answer) => {
      if (current) setMe(answer.ok ? answer.value.person.id : null)
    })
    return () => {
      current = false
    }
  }, [])
  if (me === undefined) return null
  return (
    <>
      {me !== null && <LeftWords commitment={commitment} person={me} />}
      <LeftByOthers commitment={commitment} own={me} />
    </>
  )
}

type OthersProps = {
  readonly commitment: string
  /** Whoever is here; null: nobody is known. */
  readonly own: string | null
}

/**
 * Words of others wait on this device: also one's own from before one joined again. They are private to
 * whoever wrote them, so it is told whose they are, and they are shown to who says that they may read them.
 */
export function LeftByOthers({ commitment, own }: OthersProps) {
  const { locale } = useWords()
  const texts = leftHereWords[locale].unsent.others
  const [others, setOthers] = useState<readonly LeftBy[]>([])
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    let current = true
    leftByOthers(commitment, own).then((found) => {
      if (current) setOthers(found)
    })
    return () => {
      current = false
    }
  }, [commitment, own])
  return others.map(({ person, name }) => {
    const whose = name ?? texts.somebody
    if (shown.has(person))
      return (
        <LeftWords
          key={person}
          {...{ commitment, person }}
          of={whose}
          onHide={() => setShown(new Set([...shown].filter((one) => one !== person)))}
        />
      )
    return (
      <section key={person} className="tray no-print" aria-label={texts.title(whose)}>
        <h2 className="tray-head">{texts.title(whose)}</h2>
        <p className="quiet small">{texts.lead(whose)}</p>
        <p className="tray-actions">
          <Button icon="eye" onPress={() => setShown(new Set([...shown, person]))}>
            {texts.show(whose)}
          </Button>
        </p>
      </section>
    )
  })
}

/** `of`: what somebody else is called, whose words they are. */
function LeftWords(props: {
  commitment: string
  person: string
  of?: string
  onHide?: () => void
}) {
  const { commitment, person, of, onHide } = props
  const { locale } = useWords()
  const [left, setLeft] = useState<Leftovers | null>(null)
  useEffect(() => {
    let current = true
    leftoversOf(commitment, person).then((found) => {
      if (current) setLeft(found)
    })
    return () => {
      current = false
    }
  }, [commitment, person])
  if (!left) return null
  const { record } = left
  const words = [...left.words, ...halfWritten(commitment, person)]
  const { left: own, others } = leftHereWords[locale].unsent
  if (of !== undefined && words.length === 0)
    return (
      <p className="tray quiet small" role="status">
        {others.elsewhere(of)}
      </p>
    )
  const { title, lead } =
    of === undefined ? own : { title: others.title(of), lead: others.copy(of) }
  const fieldLabel = fieldLabels(record, locale)
  return <UnsentWords {...{ words, title, lead, fieldLabel, onHide }} />
}

/** Comments and reasons that were never sent: of no section. */
function halfWritten(commitment: string, person: string): Words[] {
  return [...new Set(draftsOn(person, commitment))].map((text) => ({ field: '', text }))
}
