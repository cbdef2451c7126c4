import { Fragment, useEffect, useState } from 'react'
import type * as Y from 'yjs'
import type { Template } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { type Block, cellField, hardBreak, type Run } from '../../shared/text/body.ts'
import { readRows } from '../../shared/text/rows.ts'
import { textOf, type View } from '../../shared/text/views.ts'
import { shapeOf } from '../editor/schema.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import type { Replica } from '../sync/state.ts'
import { useReplica } from '../sync/useReplica.ts'
import { Button } from '../ui/Button.tsx'
import './suggestions.css'

type ReadViewProps = {
  doc: Y.Doc
  replica: Replica
  template: Template
  locale: Locale
  view: Extract<View, 'final' | 'original'>
  onBack: () => void
}

/** The text as if every suggestion were adopted, or as if there were none: for reading only. */
export function ReadView({ doc, replica, template, locale, view, onBack }: ReadViewProps) {
  const { locale: mine } = useWords()
  const words = suggestionWords[mine].view
  const { record } = useReplica(replica)
  useTurn(doc)
  const columns = template.milestones ?? []
  const cells = columns.filter(({ kind }) => kind !== 'date')
  const rows = readRows(doc)
  const fields = template.fields.flatMap(({ name, kind }) =>
    kind === 'milestones'
      ? rows.flatMap(({ id }) => cells.map((column) => cellField(id, column.name)))
      : [name],
  )
  const texts = new Map(
    textOf(doc, view, record, fields).map(({ name, blocks }) => [name, blocks] as const),
  )
  let heading = ''
  return (
    <div className="text read-view" lang={locale}>
      <p className="notice read-notice">
        {words.readOnly(words[view])}
        <Button look="plain" onPress={onBack}>
          {words.back}
        </Button>
      </p>
      {template.fields.map((field) => {
        const opens = field.heading[mine] !== heading
        heading = field.heading[mine]
        return (
          <section key={field.name} className="field-section" aria-label={field.label[mine]}>
            {opens && <h2 className="section-heading">{field.heading[mine]}</h2>}
            <div className="field-title">
              <h3>{field.label[mine]}</h3>
            </div>
            {field.kind === 'milestones' ? (
              <ol className="field-text">
                {rows.map((row) => (
                  <li key={row.id}>
                    {columns.map((column) => (
                      <Fragment key={column.name}>
                        <p className="cell-label">{column.label[mine]}</p>
                        {column.kind === 'date' && (
                          <p>{row[column.name === 'start' ? 'start' : 'end']}</p>
                        )}
                        <Blocks blocks={texts.get(cellField(row.id, column.name)) ?? []} />
                      </Fragment>
                    ))}
                  </li>
                ))}
              </ol>
            ) : (
              <div className="field-text">
                <Blocks blocks={texts.get(field.name) ?? []} />
              </div>
            )}
          </section>
        )
      })}
    </div>
  )
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map(({ id, kind, runs }) => {
    const words = placed(runs).map(({ at, run }) => <Words key={at} run={run} />)
    const { type, attrs } = shapeOf(kind)
    if (type === 'heading') {
      return (
        <h4 key={id} dir="auto" data-level={attrs.level}>
          {words}
        </h4>
      )
    }
    if (type === 'listItem') {
      const style = { '--indent': String(attrs.indent) }
      return (
        <p
          key={id}
          dir="auto"
          className="li"
          data-list={attrs.list}
          data-indent={attrs.indent}
          style={style}
        >
          {words}
        </p>
      )
    }
    return (
      <p key={id} dir="auto" className={type === 'quote' ? 'quote' : undefined}>
        {words}
      </p>
    )
  })
}

/** Runs with where each begins in its block. */
function placed(runs: readonly Run[]): { at: number; run: Run }[] {
  let end = 0
  return runs.map((run) => {
    const at = end
    end += run.text.length
    return { at, run }
  })
}

function Words({ run: { text, marks = {} } }: { run: Run }) {
  const plain = text.replaceAll(hardBreak, '\n')
  const underlined = marks.underline ? <u>{plain}</u> : plain
  const slanted = marks.italic ? <em>{underlined}</em> : underlined
  return marks.bold ? <strong>{slanted}</strong> : slanted
}

/** Renders again when the body changes. */
function useTurn(doc: Y.Doc): void {
  const [, setTurn] = useState(0)
  useEffect(() => {
    const changed = (transaction: Y.Transaction) => {
      if (transaction.changed.size > 0) setTurn((turn) => turn + 1)
    }
    doc.on('afterTransaction', changed)
    return () => doc.off('afterTransaction', changed)
  }, [doc])
}
