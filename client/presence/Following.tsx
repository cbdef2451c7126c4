import { useWords } from '../locale/words.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Present } from './presence.ts'

type FollowingProps = {
  present: readonly Present[]
  following: string | null
  onStop: () => void
}

/** Says that the page moves along with somebody, so that nobody wonders why it does. */
export function Following({ present, following, onStop }: FollowingProps) {
  const words = useWords()
  const name = present.find(({ person }) => person.id === following)?.person.name
  if (!name) return null
  return (
    <p className="following no-print">
      <Icon name="follow" size={18} />
      {words.room.following(name)}
      <IconButton icon="close" label={words.room.unfollow(name)} onPress={onStop} />
    </p>
  )
}
