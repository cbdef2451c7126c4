import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { MilestoneColumn } from '../../shared/commitment/template.ts'
import { cellField } from '../../shared/text/body.ts'
import { type Row, readRows } from '../../shared/text/rows.ts'
import { suggestionWords } from '../locale/suggestions.ts'
import { useWords } from '../locale/words.tsx'
import { FieldHead } from '../text/FieldHeads.tsx'
import type { Page, RowsProps } from '../text/page.ts'
import { SectionLink } from '../text/SectionLink.tsx'
import { TextEditor } from '../text/TextEditor.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Later } from '../ui/Later.tsx'
import { DateCell } from './DateCell.tsx'
import { addRow, moveRow, removedRows, rowsOf, setRemoved, setValue } from './milestoneRows.ts'
import { RemovedRows } from './RemovedRows.tsx'
import { drawRowId } from './rowId.ts'

/**
 * The milestones as rows. Words stand in an editor per cell; adding, moving and removing rows
 * touches no words, and a removed row can be put back with everything in it.
 */
export function Milestones({ page, field, columns, opens }: RowsProps) {
  const words = useWords()
  const { rows, removed } = useRows(page)
  // Whoever adds a row writes in it at once.
  const [known] = useState<ReadonlySet<string>>(() => new Set(rows.map(({ id }) => id)))
  const list = useRef<HTMLOListElement>(null)
  const state = page.sections[field.name] ?? 'open'
  const editable = page.mode === 'edit' && state === 'open'

  const added = useRef<string | null>(null)
  const { desk } = page
  // The row stands in the page before its editor does, of which the desk hears.
  useEffect(() => {
    return desk.subscribe(() => {
      if (!added.current) return
      const text = list.current?.querySelector<HTMLElement>(`[id="${added.current}"] .ProseMirror`)
      if (!text) return
      added.current = null
      text.focus()
    })
  }, [desk])

  const add = () => {
    const id = drawRowId()
    added.current = id
    page.write((doc) => addRow(doc, id))
    announce(words.milestones.row(rows.length + 1))
  }
  const move = (row: Row, to: number) => {
    page.write((doc) => moveRow(doc, row.id, to))
    announce(words.milestones.moved(to + 1))
  }
  const remove = (row: Row) => {
    page.write((doc) => setRemoved(doc, row.id, true))
    announce(words.milestones.removed)
  }
  const putBack = (id: string) => {
    page.write((doc) => setRemoved(doc, id, false))
    document.getElementById(id)?.scrollIntoView({ block: 'center' })
  }

  return (
    <section
      className="field-section milestones"
      id={field.name}
      aria-label={field.label[words.locale]}
    >
      <FieldHead {...{ field, opens, state }} Link={SectionLink} />
      <Later now={page.desk.resting() !== null}>
        <div className="milestone-list">
          {page.mode === 'suggest' && (
            <p className="quiet small no-print">
              {suggestionWords[words.locale].inexpressible.rows}
            </p>
          )}
          {rows.length === 0 && <p className="quiet">{words.milestones.none}</p>}
          <ol ref={list}>
            {rows.map((row, index) => (
              <li
                key={row.id}
                id={row.id}
                className="milestone"
                aria-label={words.milestones.row(index + 1)}
              >
                <div className="milestone-head">
                  <span className="milestone-number">{index + 1}</span>
                  {editable && (
                    <RowTools
                      number={index + 1}
                      of={rows.length}
                      onMove={(to) => move(row, to)}
                      onRemove={() => remove(row)}
                    />
                  )}
                </div>
                <div className="milestone-cells">
                  {columns.map((column) => (
                    <Cell
                      key={column.name}
                      page={page}
                      row={row}
                      column={column}
                      editable={editable}
                      atOnce={!known.has(row.id)}
                    />
                  ))}
                </div>
              </li>
            ))}
          </ol>
          {editable && (
            <div className="milestone-actions no-print">
              <Button icon="plus" onPress={add}>
                {words.milestones.add}
              </Button>
            </div>
          )}
          {editable && <RemovedRows doc={page.doc} removed={removed} onPutBack={putBack} />}
        </div>
      </Later>
    </section>
  )
}

type RowToolsProps = {
  number: number
  of: number
  onMove: (to: number) => void
  onRemove: () => void
}

function RowTools({ number, of, onMove, onRemove }: RowToolsProps) {
  const { milestones } = useWords()
  return (
    <div className="milestone-tools no-print">
      <IconButton
        icon="arrowUp"
        label={milestones.up(number)}
        isDisabled={number === 1}
        onPress={() => onMove(number - 2)}
      />
      <IconButton
        icon="arrowDown"
        label={milestones.down(number)}
        isDisabled={number === of}
        onPress={() => onMove(number)}
      />
      <IconButton icon="trash" label={milestones.remove(number)} onPress={onRemove} />
    </div>
  )
}

type CellProps = {
  page: Page
  row: Row
  column: MilestoneColumn
  editable: boolean
  atOnce: boolean
}

function Cell({ page, row, column, editable, atOnce }: CellProps) {
  const { locale } = useWords()
  const label = column.label[locale]
  if (column.kind === 'date') {
    const name = column.name === 'start' ? 'start' : 'end'
    return (
      <DateCell
        label={label}
        typed={row[name]}
        editable={editable}
        onType={(typed) => page.write((doc) => setValue(doc, row.id, name, typed))}
        onUntaken={(text) =>
          page.untaken.take({ field: cellField(row.id, name), at: null, text, back: false })
        }
      />
    )
  }
  return (
    <div
      className={
        column.name === 'milestone' || column.name === 'output' ? 'cell cell-wide' : 'cell'
      }
    >
      <p className="cell-label" aria-hidden="true">
        {label}
      </p>
      <TextEditor
        page={page}
        fields={[cellField(row.id, column.name)]}
        label={label}
        atOnce={atOnce}
      />
    </div>
  )
}

/** The rows of now, and those that were removed; the same object while they do not change. */
function useRows({ doc }: Page): Rows {
  const last = useRef<Rows | null>(null)
  const subscribe = useCallback(
    (changed: () => void) => {
      const observed = () => {
        last.current = null
        changed()
      }
      rowsOf(doc).observe(observed)
      return () => rowsOf(doc).unobserve(observed)
    },
    [doc],
  )
  return useSyncExternalStore(subscribe, () => {
    last.current ??= { rows: readRows(doc), removed: removedRows(doc) }
    return last.current
  })
}

type Rows = { readonly rows: readonly Row[]; readonly removed: readonly string[] }
