import { useState } from 'react'
import type * as Y from 'yjs'
import type { Twins } from '../../shared/authorship/twins.ts'
import { fieldText } from '../../shared/text/guard.ts'
import { IdSet } from '../../shared/text/idSet.ts'
import { api } from '../api.ts'
import { liveRanges } from '../editor/binding/identities.ts'
import { failureWords } from '../failureWords.ts'
import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/Toast.tsx'
import type { OpenTwins } from './twins.ts'
import './twins.css'

export type TwinsBarProps = {
  twins: OpenTwins
  commitment: string
  doc: Y.Doc
  fieldLabel: (field: string) => string
  onShow: (words: { field: string; from: number; to: number }) => void
}

/** One pair at a time: the next one comes when this one is settled. */
export function TwinsPair({
  twins,
  commitment,
  doc,
  fieldLabel,
  onShow,
  pair,
}: TwinsBarProps & { pair: Twins }) {
  const { locale } = useWords()
  const texts = authorshipWords[locale].twins
  const [busy, setBusy] = useState(false)

  const drop = async ({ field, ranges }: Twins['places'][number]) => {
    setBusy(true)
    const answer = await api.dropTwin(commitment, { field, ranges: [...ranges] })
    setBusy(false)
    if (answer.ok) announce(texts.dropped)
    else toast(failureWords(answer.failure, locale))
  }
  const show = ({ field, ranges }: Twins['places'][number]) => {
    const [words] = liveRanges(fieldText(doc, field), new IdSet(ranges))
    if (words) onShow({ field, ...words })
  }

  return (
    <section className="twins no-print" aria-label={texts.title}>
      <p>
        <strong>{texts.title}</strong> <q dir="auto">{shortened(pair.text)}</q>
      </p>
      <p className="quiet small twins-lead">{texts.lead}</p>
      {pair.places.map((place, at) => (
        <p key={String(place.ranges)} className="twins-place">
          <Button look="plain" onPress={() => show(place)}>
            {texts.show(at + 1, fieldLabel(place.field))}
          </Button>
          <Button isDisabled={busy} onPress={() => drop(place)}>
            {texts.drop(at + 1)}
          </Button>
        </p>
      ))}
      <Button look="plain" onPress={() => twins.keep(pair)}>
        {texts.keep}
      </Button>
    </section>
  )
}

/** As much as tells which words are meant. */
const longest = 60

function shortened(text: string): string {
  const line = text.replaceAll('\n', ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
