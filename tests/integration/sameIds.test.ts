import { expect, test } from 'vitest'
import { insertText } from '../../shared/text/write.ts'
import { field, openMeeting } from '../support/meeting.ts'

test.each(['editing', 'suggesting'] as const)(
  'A82 of two pages that write under the same ids, %s, the second is refused, keeps its words, and is no other text',
  async (mode) => {
    await using meeting = await openMeeting()
    using first = await meeting.join('co-author')
    using second = await meeting.enter(first.joined, meeting.commitment)
    using reader = await meeting.join('observer')
    const id = first.replica.state.ids[mode]
    for (const [page, words] of [
      [first, 'AAAA from one'],
      [second, 'BB other'],
    ] as const) {
      const { doc } = page.replica.state
      doc.clientID = id
      doc.transact((t) => void insertText(t, doc.getText(`f:${field}`), 0, words, null))
    }
    const aside = () =>
      [first, second].flatMap(({ replica }) =>
        replica.state.aside.map(({ text, code }) => [text, code]),
      )
    await reader.hears(() => aside().length > 0, 'put aside')
    await Promise.all([first.saved(), second.saved()])
    const texts = ['AAAA from one', 'BB other']
    await reader.hears(() => texts.includes(reader.text()), 'one of them')
    expect(aside()).toEqual([[texts.find((text) => text !== reader.text()), 'foreign-id']])
    await first.hears(() => first.text() === reader.text() && second.text() === reader.text())
    // under ids of its own it goes on
    second.edit(0, 0, 'More. ')
    await reader.hears(() => reader.text().startsWith('More. '), 'goes on')
  },
)
