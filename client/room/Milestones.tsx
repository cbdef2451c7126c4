import { useCallback, useRef, useState, useSyncExternalStore } from 'react'
import type { MilestoneColumn, TemplateField } from '../../shared/commitment/template.ts'
import { cellField } from '../../shared/text/body.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { TextInput } from '../ui/Field.tsx'
import { FieldHead } from './FieldHeads.tsx'
import {
  addRow,
  type MilestoneRow,
  moveRow,
  readRows,
  rowsOf,
  setRemoved,
  setValue,
} from './milestoneRows.ts'
import { drawRowId } from './rowId.ts'
import type { Page } from './Text.tsx'
import { TextEditor } from './TextEditor.tsx'
import './milestones.css'

type MilestonesProps = {
  page: Page
  field: TemplateField
  columns: readonly MilestoneColumn[]
  /** Opens a section of the form. */
  opens: boolean
}

/**
 * The milestones as rows. Words stand in an editor per cell; adding, moving and removing rows
 * touches no words, and a removed row can be put back with everything in it.
 */
export function Milestones({ page, field, columns, opens }: MilestonesProps) {
  const words = useWords()
  const rows = useRows(page)
  const [removed, setLastRemoved] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const state = page.sections[field.name] ?? 'open'
  const editable = page.mode === 'edit' && state === 'open'

  const add = () => {
    page.write((doc) => addRow(doc, drawRowId()))
    announce(words.milestones.row(rows.length + 1))
  }
  const move = (row: MilestoneRow, to: number) => {
    page.write((doc) => moveRow(doc, row.id, to))
    announce(words.milestones.moved(to + 1))
  }
  const remove = (row: MilestoneRow) => {
    page.write((doc) => setRemoved(doc, row.id, true))
    setLastRemoved(row.id)
    announce(words.milestones.removed)
  }
  const putBack = (id: string) => {
    page.write((doc) => setRemoved(doc, id, false))
    setLastRemoved(null)
  }

  return (
    <section
      className="field-section milestones"
      id={field.name}
      aria-label={field.label[words.locale]}
    >
      <FieldHead field={field} opens={opens} state={state} />
      <div className="milestone-list">
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
            {removed && (
              <Button look="plain" icon="undo" onPress={() => putBack(removed)}>
                {words.milestones.undoRemove}
              </Button>
            )}
          </div>
        )}
      </div>
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

type CellProps = { page: Page; row: MilestoneRow; column: MilestoneColumn; editable: boolean }

function Cell({ page, row, column, editable }: CellProps) {
  const { locale, milestones } = useWords()
  const label = column.label[locale]
  if (column.kind === 'date') {
    const name = column.name === 'start' ? 'start' : 'end'
    return (
      <div className="cell cell-date">
        {editable ? (
          <TextInput
            label={label}
            placeholder={milestones.dateHint}
            value={row[name]}
            onChange={(typed) => page.write((doc) => setValue(doc, row.id, name, typed))}
            maxLength={maxDate}
          />
        ) : (
          <>
            <p className="cell-label">{label}</p>
            <p>{row[name]}</p>
          </>
        )}
      </div>
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
      <TextEditor page={page} fields={[cellField(row.id, column.name)]} label={label} />
    </div>
  )
}

/** A date as typed is short; the room takes at most 200 characters. */
const maxDate = 60

/** The rows of now; the same array while they do not change. */
function useRows({ doc }: Page): readonly MilestoneRow[] {
  const last = useRef<readonly MilestoneRow[] | null>(null)
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
    last.current ??= readRows(doc)
    return last.current
  })
}
