import { oneLine } from '../../shared/text/oneLine.ts'
import type { Present } from '../presence/presence.ts'
import { useAnnouncements } from '../presence/useAnnouncements.ts'
import { type Desk, useDesk } from '../text/desk.ts'
import { fieldsOf } from '../text/place.ts'
import { useTitle } from '../ui/useTitle.ts'

type WrittenHereProps = {
  desk: Desk
  /** The title for as long as nobody has written one. */
  title: string
  present: readonly Present[]
  fieldLabel: (field: string) => string
}

/**
 * Draws nothing: follows the title and the caret, for the page's own title and for what is told of
 * others, so that a letter, or a step to the next section, does not render the room.
 */
export function WrittenHere({ desk, title, present, fieldLabel }: WrittenHereProps) {
  useTitle(useWrittenTitle(desk, title))
  useAnnouncements(
    present,
    useDesk(desk, (desk) => fieldsOf(desk).current),
    fieldLabel,
  )
  return null
}

/** The title as it is written at this moment; `title`, while there is none. */
export function WrittenTitle({ desk, title }: Pick<WrittenHereProps, 'desk' | 'title'>) {
  return useWrittenTitle(desk, title)
}

function useWrittenTitle(desk: Desk, title: string): string {
  return useDesk(desk, titleOn) || title
}

function titleOn(desk: Desk): string {
  for (const { state } of desk.editors()) {
    for (const field of state.doc.children) {
      if (field.attrs.name === 'title')
        return oneLine([field.textBetween(0, field.content.size, ' ', ' ')])
    }
  }
  return ''
}
