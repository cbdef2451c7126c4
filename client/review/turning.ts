import { type Attention, type ItemId, itemsOf } from '../rail/attention.ts'
import type { Desk } from '../text/desk.ts'

/** The caret goes to the words of the active card, or to where it was. */
export function backToText(desk: Desk, attention: Attention): void {
  const item = attention.item()
  const mark = item && document.querySelector(`#text [data-items~="${CSS.escape(item)}"]`)
  const editor = mark && desk.editors().find(({ view }) => view.dom.contains(mark))
  if (editor && mark) {
    const position = editor.view.posAtDOM(mark, 0)
    editor.commands.setTextSelection(position)
    editor.view.focus()
  } else (desk.active() ?? desk.editors()[0])?.view.focus()
}

/** From the text to the card at, or next behind, the caret. */
export function toRail(attention: Attention): void {
  const caret = window.getSelection()?.focusNode
  const marks = [...document.querySelectorAll<HTMLElement>('#text [data-items]')]
  const next = marks.find(
    (mark) =>
      !caret ||
      mark.contains(caret) ||
      caret.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING,
  )
  // a card about a whole section has no mark, and marks are drawn a moment after their cards
  const card = document.querySelector<HTMLElement>('.rail [data-card]')?.dataset.card
  const mark = next ?? marks[0]
  const item = mark ? itemsOf(mark)[0] : card
  if (!item) return
  attention.turnTo(item as ItemId, 'rail')
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`.rail [data-card="${CSS.escape(item)}"]`)?.focus()
  })
}
