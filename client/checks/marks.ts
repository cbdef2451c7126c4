import type { Extension } from '@tiptap/core'
import { fieldMarks, type Stretch } from '../editor/fieldMarks.ts'
import type { CheckWords } from '../locale/checks.ts'
import type { Checking } from './checking.ts'

/**
 * Underlines the words that a question is about. While the text is another one than was checked the
 * marks move with their words, and are drawn anew after the next check.
 */
export function checkMarks(checking: Checking, words: () => CheckWords): Extension {
  return fieldMarks('checkMarks', {
    read(field) {
      const { questions, lengths } = checking.get()
      const stretches = questions
        .filter((question) => question.field === field && question.to > question.from)
        .map(({ id, from, to }): Stretch => {
          const attributes = {
            class: id === checking.chosen() ? 'asked asked-chosen' : 'asked',
            'data-question': id,
            'aria-description': words().asked,
          }
          return { from, to, tag: 'span', attributes }
        })
        .sort((a, b) => a.from - b.from)
      const length = checking.stale() ? -1 : (lengths.get(field) ?? 0)
      return { length, stretches, blocks: [] }
    },
    subscribe: checking.subscribe,
  })
}
