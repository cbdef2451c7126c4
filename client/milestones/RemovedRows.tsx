import type * as Y from 'yjs'
import { cellField } from '../../shared/text/body.ts'
import { readBlocks } from '../../shared/text/read.ts'
import { milestoneWords } from '../locale/milestones.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'

type RemovedRowsProps = {
  doc: Y.Doc
  removed: readonly string[]
  onPutBack: (row: string) => void
}

/** Milestones that somebody has removed, with their words, so that nothing is lost. */
export function RemovedRows({ doc, removed, onPutBack }: RemovedRowsProps) {
  const { locale, milestones } = useWords()
  const texts = milestoneWords[locale]
  if (removed.length === 0) return null
  return (
    <details className="milestones-removed no-print">
      <summary>{texts.removed(removed.length)}</summary>
      <p className="quiet small">{texts.removedLead}</p>
      <ul>
        {removed.map((row) => {
          const name = wordsOf(doc, row) || texts.noWords
          return (
            <li key={row}>
              <span>{name}</span>
              <Button icon="undo" aria-label={texts.putBack(name)} onPress={() => onPutBack(row)}>
                {milestones.undoRemove}
              </Button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

/** Enough to know the milestone again, in characters. */
const enough = 60

function wordsOf(doc: Y.Doc, row: string): string {
  const text = readBlocks(doc, cellField(row, 'milestone'))
    .map(({ runs }) => runs.map((run) => run.text).join(''))
    .join(' ')
    .trim()
  return text.length > enough ? `${text.slice(0, enough)}…` : text
}
