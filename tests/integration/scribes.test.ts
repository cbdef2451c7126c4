import { expect, test } from 'vitest'
import type { Suggestion } from '../../shared/record/record.ts'
import { field, openMeeting, type Participant } from '../support/meeting.ts'

const wish = 'Vera says this.'

/** Vera has suggested something; Mal, a co-author, writes for her, though she is here herself. */
async function spokenFor() {
  const meeting = await openMeeting()
  const host = await meeting.join('facilitator')
  const vera = await meeting.join('suggester', { name: 'Vera', sector: 'civil-society' })
  const mal = await meeting.join('co-author', { name: 'Mal', sector: 'government' })
  vera.suggest(0, 0, wish)
  await mal.hears(() => numbered(mal, 1) !== undefined, 'her suggestion')
  mal.replica.speakFor(vera.id)
  const close = async () => {
    for (const one of [host, vera, mal]) one[Symbol.dispose]()
    await meeting[Symbol.asyncDispose]()
  }
  return { meeting, host, vera, mal, [Symbol.asyncDispose]: close }
}

const numbered = ({ replica }: Participant, number: number): Suggestion | undefined =>
  replica.state.record.suggestions[number]
const decide = (by: Participant, number: number, outcome = 'adopted') =>
  by.send('POST', `suggestions/${number}/decision`, { outcome, reason: 'so it is' })
const code = async (response: Response) =>
  response.ok ? 'done' : (await response.json()).error.code

test('W90 what a scribe writes into or beside a person’s own suggestion is another number, which names the scribe', async () => {
  await using scene = await spokenFor()
  const { vera, mal } = scene
  mal.suggest(5, 5, 'never ')
  await vera.hears(() => numbered(vera, 2) !== undefined, 'the scribe’s')
  mal.suggest(wish.length + 6, wish.length + 6, ' And Mal added this.')
  await vera.hears(() => vera.text().endsWith('added this.'), 'the scribe’s second')
  await mal.saved()
  expect(numbered(vera, 1)).toMatchObject({ person: vera.id, onBehalfOf: null, added: wish })
  const others = Object.values(vera.replica.state.record.suggestions).slice(1)
  for (const each of others) expect(each).toMatchObject({ person: mal.id, onBehalfOf: vera.id })
  const added = others.map((each) => each.added).join('')
  expect(added).toBe('never  And Mal added this.')
  // nor does striking the same words take anything from her number
  vera.suggest(0, 5, '')
  mal.suggest(0, 5, '')
  await vera.saved()
  await mal.saved()
  expect(numbered(vera, 1)?.added).toBe(wish.slice(5))
})

test('W91 who has typed any of it does not answer it, as themselves or for another', async () => {
  await using scene = await spokenFor()
  const { vera, mal } = scene
  mal.suggest(wish.length, wish.length, ' And Mal added this.')
  await mal.hears(() => numbered(mal, 2) !== undefined, 'the scribe’s')
  mal.replica.speakFor(null)
  expect(await code(await decide(mal, 2))).toBe('own-suggestion')
  expect(await code(await decide(mal, 1))).toBe('done')
  await vera.hears(() => numbered(vera, 1)?.status === 'adopted')
  expect(vera.text()).toBe(`${wish} And Mal added this.`)
  expect(numbered(vera, 2)).toMatchObject({ status: 'open', added: ' And Mal added this.' })
})

test('W92 what another wrote in one’s name can always be taken back or declined, and never adopted, by that person', async () => {
  await using scene = await spokenFor()
  const { host, vera, mal } = scene
  mal.suggest(wish.length, wish.length, ' Vera agrees.')
  await vera.hears(() => vera.text().includes('agrees'), 'in her name')
  const { doc, ids } = vera.replica.state
  doc.clientID = ids.suggesting
  doc.getText(`f:${field}`).delete(wish.length, ' Vera agrees.'.length)
  await vera.saved()
  expect(vera.replica.state.aside).toEqual([])
  await mal.hears(() => numbered(mal, 2)?.status === 'emptied', 'taken back')
  expect(mal.text()).toBe(wish)

  mal.replica.speakFor(host.id)
  mal.suggest(0, 0, 'The host resigns. ')
  await host.hears(() => numbered(host, 3) !== undefined, 'in the host’s name')
  expect(numbered(host, 3)).toMatchObject({ person: mal.id, onBehalfOf: host.id })
  expect(await code(await decide(host, 3))).toBe('own-suggestion')
  expect(await code(await decide(host, 3, 'declined'))).toBe('done')
  await vera.hears(() => vera.text() === wish, 'declined')
})
