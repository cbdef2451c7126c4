import { Button } from 'react-aria-components'
import { checkWords } from '../locale/checks.ts'
import { useWords } from '../locale/words.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Checking } from './checking.ts'
import { useFound } from './useFound.ts'

type ChecksButtonProps = { checking: Checking; open: boolean; onPress: () => void }

/** Says how many questions there are, and opens them. */
export function ChecksButton({ checking, open, onPress }: ChecksButtonProps) {
  const texts = checkWords[useWords().locale]
  const { looked, questions } = useFound(checking)
  return (
    <Button className="checks-button" aria-expanded={open} onPress={onPress}>
      <Icon name="ask" size={18} />
      <span className="checks-words">
        {looked ? texts.button(questions.length) : texts.buttonBefore}
      </span>
      {looked && (
        <span className="checks-count" aria-hidden="true">
          {questions.length}
        </span>
      )}
    </Button>
  )
}
