import { ToggleButton } from 'react-aria-components'
import { authorshipWords } from '../locale/authorship.ts'
import { useWords } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Hint } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { type Authorship, useLook } from './authorship.ts'

/** Opens and closes the view of who wrote what. */
export function AuthorshipButton({ authorship, keys }: { authorship: Authorship; keys: string }) {
  const texts = authorshipWords[useWords().locale]
  const { view } = useLook(authorship)
  return (
    <Hint label={texts.button} keys={keys}>
      <ToggleButton
        className="icon-button"
        aria-label={texts.button}
        isSelected={view !== 'off'}
        preventFocusOnPress
        onChange={(open) => {
          const next = open ? 'person' : 'off'
          authorship.show(next)
          announce(texts.shown[next])
        }}
      >
        <Icon name="authors" />
      </ToggleButton>
    </Hint>
  )
}
