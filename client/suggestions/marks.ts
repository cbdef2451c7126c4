import type { Extension } from '@tiptap/core'
import type * as Y from 'yjs'
import { fieldText } from '../../shared/text/guard.ts'
import { type DeletionsByTarget, deletionsByTarget } from '../../shared/text/pending.ts'
import { type BlockMark, type FieldMarks, fieldMarks, type Stretch } from '../editor/fieldMarks.ts'
import { type SuggestionWords, suggestionWords } from '../locale/suggestions.ts'
import { localeSetting } from '../locale/words.tsx'
import type { ItemId } from '../rail/attention.ts'
import type { Replica, ReplicaState } from '../sync/state.ts'
import { type Drawn, drawnIn, Numbers, whoSuggestsOf } from './drawing.ts'
import './marks.css'

type MarkOptions = {
  readonly replica: Replica
  readonly doc: Y.Doc
  readonly attention: {
    readonly item: () => ItemId | null
    readonly subscribe: (turned: () => void) => () => void
  }
}

/**
 * Shows in the text what is only suggested: what would come in underlined and tinted, what would go
 * struck and lighter, a block's end or kind by a sign in the margin; line and hue are the sector's.
 */
export function suggestionMarks({ replica, doc, attention }: MarkOptions): Extension {
  const numbers = new Numbers()
  // Until something changes: a keystroke draws once when it is shown, and looks again after it.
  const known = new Map<string, FieldMarks>()
  let deletions: DeletionsByTarget | null = null
  const stale = () => {
    known.clear()
    deletions = null
  }
  return fieldMarks('suggestionMarks', {
    read(field) {
      const { record, people, me, onBehalfOf } = replica.state
      const last = known.get(field)
      if (last) return last
      deletions ??= deletionsByTarget(doc, record.origins)
      const who = whoSuggestsOf(record, people, me.id, onBehalfOf)
      const drawn = drawnIn(doc, field, record, who, numbers, deletions)
      const words = suggestionWords[localeSetting.get()]
      const marks = marksOf(drawn, fieldText(doc, field)._length, attention.item(), words)
      known.set(field, marks)
      return marks
    },
    subscribe(changed) {
      let last = replica.state
      const look = () => {
        stale()
        changed()
      }
      const stops = [
        attention.subscribe(look),
        localeSetting.subscribe(look),
        replica.subscribe(() => {
          const differs = !sameFor(last, replica.state)
          last = replica.state
          if (differs) look()
        }),
      ]
      // before: an editor may ask for marks before our turn has come after it
      doc.on('beforeTransaction', stale)
      doc.on('afterTransaction', changed)
      return () => {
        doc.off('beforeTransaction', stale)
        doc.off('afterTransaction', changed)
        for (const stop of stops) stop()
      }
    },
  })
}

function sameFor(a: ReplicaState, b: ReplicaState): boolean {
  return (
    a.record.suggestions === b.record.suggestions &&
    a.record.accepted === b.record.accepted &&
    a.record.origins === b.record.origins &&
    a.record.clients === b.record.clients &&
    a.people === b.people &&
    a.onBehalfOf === b.onBehalfOf
  )
}

/** What is drawn for it; equal looks are one object. */
export function marksOf(
  drawn: readonly Drawn[],
  length: number,
  active: ItemId | null,
  words: SuggestionWords,
): FieldMarks {
  const stretches: Stretch[] = []
  const blocks = new Map<number, BlockMark['attributes'][]>()
  const looks = new Map<string, BlockMark['attributes']>()
  for (const each of drawn) {
    const { what, block, kind, number, by } = each
    const look = `${what} ${block} ${kind} ${number} ${by.person}`
    const attributes = looks.get(look) ?? attributesOf(each, active, words)
    looks.set(look, attributes)
    if (each.block) {
      const here = blocks.get(each.from)
      if (!here) blocks.set(each.from, [attributes])
      else if (!here.includes(attributes)) here.push(attributes)
    } else {
      const tag = each.what === 'inserted' ? 'ins' : 'del'
      stretches.push({ from: each.from, to: each.to, tag, attributes })
    }
  }
  return {
    length,
    stretches,
    blocks: [...blocks].map(([index, all]) => ({ index, attributes: together(all) })),
  }
}

/** One sign for all that is suggested about a block and its break; its hue is that of the first. */
function together(all: readonly BlockMark['attributes'][]): BlockMark['attributes'] {
  const [first = {}, ...more] = all
  if (more.length === 0) return first
  const each = (name: string) => all.flatMap((attributes) => attributes[name] ?? [])
  const items = [...new Set(each('data-items'))]
  const classes = new Set(each('class').flatMap((names) => names.split(' ')))
  return {
    ...first,
    class: [...classes, 'mark-several'].join(' '),
    ...(items.length > 0 && { 'data-items': items.join(' ') }),
    'data-count': String(all.length),
    'aria-description': each('aria-description').join('; '),
  }
}

function attributesOf(
  { what, by, number, block, kind }: Drawn,
  active: ItemId | null,
  words: SuggestionWords,
): Readonly<Record<string, string>> {
  const item: ItemId | null = number === null ? null : `suggestion:${number}`
  const classes = [block ? 'mark-block' : 'mark', `mark-${what}`]
  if (by.own) classes.push('mark-own')
  if (item !== null && item === active) classes.push('mark-active')
  return {
    class: classes.join(' '),
    style: `--hue: var(--sector-${by.sector})`,
    'data-sector': by.sector,
    ...(item && { 'data-items': item }),
    'aria-description': words.by(words.mark(what, block, kind), by.name, number),
  }
}
