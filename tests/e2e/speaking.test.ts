import { expect, test } from 'vitest'
import { openPair, reportOf } from '../support/page/pair.ts'
import { blocks, field, goToEnd, saved } from '../support/page/room.ts'

const round = 'Control+Alt+Shift+KeyS'

test('W47 one key goes round two speakers and oneself, and neither modes nor undo mix their words', async () => {
  const complaints: string[] = []
  await using here = await openPair(complaints)
  const { server, bo, id, anns, bos } = here
  await bos.bringToFront()
  for (const name of ['Grandmother Tsai', 'Uncle Lo']) {
    await bos.getByRole('button', { name: /^(Write for somebody else|Writing for )/ }).click()
    await bos.getByLabel('Find a name').fill(name)
    await bos.getByRole('button', { name: 'Somebody who is not listed' }).click()
    await bos.getByRole('textbox', { name: 'Organisation' }).fill('Village council')
    await bos.getByRole('button', { name: 'Write for this person' }).click()
    await bos.getByRole('button', { name: `Writing for ${name}` }).waitFor()
  }
  const turn = async () => {
    await bos.keyboard.press(round)
    const chip = bos.locator('.speaker-name')
    return (await chip.count()) === 0
      ? null
      : ((await chip.textContent()) ?? '').replace('Writing for ', '')
  }
  // whichever comes first: three presses meet everybody once, and the fourth the first again
  const met = [await turn(), await turn(), await turn()]
  expect(new Set(met)).toEqual(new Set([null, 'Grandmother Tsai', 'Uncle Lo']))
  expect(await turn()).toBe(met[0])
  const speak = async (who: string | null) => {
    while ((await turn()) !== who);
  }
  await goToEnd(bos)
  await bos.keyboard.press('Enter')
  await speak('Grandmother Tsai')
  await bos.keyboard.type('Tsai says. ')
  await speak('Uncle Lo')
  await bos.keyboard.type('Lo says. ')
  // a caret that was moved begins another step of undo
  for (const key of ['ArrowLeft', 'ArrowRight']) await bos.keyboard.press(key)
  await bos.keyboard.type('oops')
  await bos.keyboard.press('Control+z')
  await bos.locator('.mode', { hasText: 'Suggesting' }).click()
  await goToEnd(bos)
  await bos.keyboard.type('Lo suggests. ')
  await speak('Grandmother Tsai')
  await bos.keyboard.type('Tsai suggests. ')
  await bos.locator('.mode', { hasText: 'Editing' }).click()
  await speak(null)
  await goToEnd(bos)
  await bos.keyboard.type('Mine.')
  await saved(bos)
  await expect.poll(async () => (await blocks(anns)).at(-1)).toContain('Mine.')
  const { fields, people, shares } = await reportOf(server, bo, id)
  const runs = fields.find(({ name }) => name === field)?.runs ?? []
  const told = runs
    .filter(({ person }) => person === bo.person.id)
    .map(({ text, onBehalfOf, how }) => [
      ...[text.replaceAll(/\s+/g, ' ').trim(), onBehalfOf ? people[onBehalfOf]?.name : null, how],
    ])
    .filter(([text]) => text !== '')
  expect(told).toEqual([
    ['Tsai says.', 'Grandmother Tsai', 'typed'],
    ['Lo says.', 'Uncle Lo', 'typed'],
    ['Lo suggests.', 'Uncle Lo', 'suggested'],
    ['Tsai suggests.', 'Grandmother Tsai', 'suggested'],
    ['Mine.', null, 'typed'],
  ])
  expect(shares.byPerson[bo.person.id]?.spoken).toBe('Mine.'.length)
  expect(complaints).toEqual([])
})
