import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { IconButton } from '../ui/Button.tsx'

/** Copies the address of a section. */
export function SectionLink({ field }: { field: string }) {
  const words = useWords()
  const copy = async () => {
    const link = new URL(window.location.href)
    link.hash = field
    await navigator.clipboard.writeText(link.href)
    announce(words.actions.copied)
  }
  return <IconButton icon="link" label={words.room.sectionLink} onPress={copy} />
}
