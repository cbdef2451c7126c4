import { hardBreak } from './body.ts'

/** A text of several lines where only one has room, as a title: breaks are blanks. */
export function oneLine(lines: readonly string[]): string {
  return lines.join(' ').replaceAll(hardBreak, ' ').replace(/ {2,}/g, ' ').trim()
}
