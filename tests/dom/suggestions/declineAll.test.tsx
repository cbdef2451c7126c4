import { act } from 'react'
import { expect, test } from 'vitest'
import { DeclineAll } from '../../../client/suggestions/DeclineAll.tsx'
import type { Decisions } from '../../../client/suggestions/useDecisions.ts'
import type { Drawable } from '../../../client/sync/state.ts'
import { emptyRecord, type Suggestion } from '../../../shared/record/record.ts'
import type { Role } from '../../../shared/roles.ts'
import { render } from '../../support/page.tsx'
import { personOf } from '../../support/room.ts'

/** A room in which `an` has three waiting, `bo` one, and who looks at it two of their own. */
function stateOf(role: Role): Drawable {
  const open = ['an', 'an', 'an', 'bo', 'me', 'me'].map((person, at) => [
    at + 1,
    { number: at + 1, person, onBehalfOf: null, status: 'open', emptiedBy: null } as Suggestion,
  ])
  const people = new Map(['an', 'bo', 'me'].map((id) => [id, personOf(id)]))
  const record = { ...emptyRecord, suggestions: Object.fromEntries(open) }
  return { role, me: personOf('me'), people, record } as unknown as Drawable
}

test.each(['en', 'zh-Hant-TW'] as const)(
  'A25 in %s a facilitator chooses a person, gives a reason, and declines all of theirs',
  async (locale) => {
    const asked: unknown[][] = []
    const decisions: Decisions = {
      shows: () => {},
      ...{ decide: async () => true, reopen: async () => true, problem: null, busy: false },
      takeBack: () => {},
      declineAllOf: async (...said) => {
        asked.push(said)
        return true
      },
    }
    const none = await render(
      <DeclineAll state={stateOf('co-author')} {...{ decisions }} />,
      locale,
    )
    expect(none.text()).toBe('')
    none[Symbol.dispose]()

    using page = await render(
      <DeclineAll state={stateOf('facilitator')} {...{ decisions }} />,
      locale,
    )
    const choice = page.find<HTMLSelectElement>('select')
    expect([...choice.options].map(({ value }) => value)).toEqual(['', 'an'])
    expect(choice.options[1]?.text).toMatch(
      locale === 'en' ? /3 suggested, 0 said/ : /建議 3 項、留言等 0 則/,
    )
    await act(async () => {
      choice.value = 'an'
      choice.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await page.type('textarea', 'said three times')
    await act(async () => page.find<HTMLFormElement>('form').requestSubmit())
    expect(asked).toEqual([
      ['an', 'Person an', 'said three times', { all: false, everybody: false }],
    ])
    expect(page.text()).toContain(locale === 'en' ? 'Decline all' : '不採納')
  },
)
