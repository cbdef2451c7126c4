import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useState } from 'react'
import type * as Y from 'yjs'
import type { Template } from '../../shared/commitment/template.ts'
import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { fetched } from '../ui/fetched.tsx'
import { afterTurns, inTurn, usePainted } from '../ui/Later.tsx'
import { type Authorship, useLook, views } from './authorship.ts'
import { whoInWords } from './nameOf.ts'
import { useChord } from './useChord.ts'
import { useShares } from './useShares.ts'
import { textFields } from './useTwins.ts'
import { useWho } from './useWho.ts'
import { whoAtCaret } from './whoAt.ts'

const Balance = fetched(() => import('./Balance.tsx').then((m) => m.Balance))
const Contributions = fetched(() => import('./Contributions.tsx').then((m) => m.Contributions))
const Legend = fetched(() => import('./Legend.tsx').then((m) => m.Legend))
const WhoCard = fetched(() => import('./WhoCard.tsx').then((m) => m.WhoCard))

type AuthorshipPaneProps = {
  authorship: Authorship
  commitment: string
  doc: Y.Doc
  template: Template
  /** The page's editors, and the one that is written in. */
  editors: () => readonly Editor[]
  active: () => Editor | null
  fieldLabel: (field: string) => string
}

/** Everything that says who wrote this, over the text: legend, card, balance, and their keys. */
export function AuthorshipPane(props: AuthorshipPaneProps) {
  const { authorship, commitment, doc, template, editors, active, fieldLabel } = props
  const words = useWords()
  const texts = authorshipWords[words.locale]
  const { view } = useLook(authorship)
  useEffect(() => afterTurns(() => void authorship.prepare()), [authorship])
  // Initials stand before what they mean does.
  const open = usePainted(view !== 'off')
  const [balancing, setBalancing] = useState(false)
  const [asked, setAsked] = useState<string | null>(null)
  const [who, setWho] = useWho(authorship, doc, editors, view !== 'off')
  const fields = useCallback(() => textFields(doc, template), [template, doc])
  const shares = useShares(authorship, doc, fields, open)

  useChord('authors', () => {
    const next = views[(views.indexOf(authorship.look().view) + 1) % views.length] ?? 'off'
    authorship.show(next)
    inTurn(() => announce(texts.shown[next]))
  })
  useChord('authorAtCaret', async () => {
    const editor = active()
    await authorship.learn()
    const found = editor && whoAtCaret(editor, doc, authorship)
    setWho(found)
    announce(found ? whoInWords(found.attribution, authorship, texts, words) : texts.noText)
  })

  return (
    <>
      {open && (
        <Legend
          authorship={authorship}
          shares={shares}
          onBalance={() => setBalancing(true)}
          onPerson={setAsked}
        />
      )}
      {who && <WhoCard who={who} authorship={authorship} />}
      {balancing && (
        <Balance
          commitment={commitment}
          authorship={authorship}
          fieldLabel={fieldLabel}
          onPerson={setAsked}
          onClose={() => setBalancing(false)}
        />
      )}
      {asked !== null && (
        <Contributions
          commitment={commitment}
          authorship={authorship}
          person={asked}
          fieldLabel={fieldLabel}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
