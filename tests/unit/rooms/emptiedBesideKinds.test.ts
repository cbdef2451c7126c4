import { expect, test } from 'vitest'
import { fieldText } from '../../../shared/text/guard.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import { suggestKind } from '../../../shared/text/suggest.ts'
import { textOf } from '../../../shared/text/views.ts'
import { smallRoom } from '../../support/smallRoom.ts'
import { unitsOf } from '../../support/textWorld.ts'

const words = ['abcdefghijklmno', 'ABCD', 'EFGH', 'IJKL']
const kinds = ['p', 'h2', 'b0', 'b0']

/** A field with these paragraphs, of these kinds. */
function paragraphs() {
  const it = smallRoom()
  const { editor, world } = it
  for (const word of ['ABCD', 'EFGH']) {
    const from = unitsOf(editor.doc, 'a').findIndex(({ key }) => key === word.at(-1)) + 1
    editor.replace('a', from, from, [{ separator: 'p' }])
  }
  for (const [at, { id }] of readBlocks(editor.doc, 'a').entries())
    editor.setKind(id, kinds[at] ?? 'p')
  world.settle()
  const blocks = () =>
    readBlocks(world.room, 'a').map(({ kind, runs }) => [
      kind,
      runs.map(({ text }) => text).join(''),
    ])
  const see = () => [
    blocks(),
    textOf(world.room, 'final', world.record, ['a']),
    world.open().map(({ number, added, removed, kinds }) => ({ number, added, removed, kinds })),
  ]
  return { ...it, blocks, see }
}

const cases = [0, 1, 2, 3].flatMap((gone) =>
  [gone - 1, gone, gone + 1]
    .filter((changed) => changed >= 0 && changed < words.length)
    .flatMap((changed) =>
      ['h2', 'o1'].flatMap((kind) =>
        (['one', 'another'] as const).map((who) => ({ gone, changed, kind, who })),
      ),
    ),
)

test('P119 a whole paragraph that is adopted to go leaves none empty, whatever kinds are suggested for it or beside it', () => {
  for (const { gone, changed, kind, who } of cases) {
    for (const order of ['words first', 'kind first', 'together'] as const) {
      const { world, striker, author, replace, settle, blocks, see } = paragraphs()
      const block = readBlocks(author.doc, 'a')[changed]?.id ?? ''
      if (kind === kinds[changed]) continue
      replace(striker, words[gone] ?? '')
      settle()
      const proposer = who === 'one' ? striker : author
      proposer.write(() => suggestKind(proposer.doc, block, kind))
      settle()
      const before = see()
      const all = world.open()
      const [struck] = all.filter(({ removed }) => removed !== '')
      const [proposed] = all.filter((each) => Object.keys(each.kinds).length > 0)
      if (!struck || !proposed) throw new Error('nothing waits')
      const numbers = [...new Set([struck.number, proposed.number])]
      // the words of the next paragraph come into a field's first one, which a kind that waits is not about
      const waits = order === 'words first' && numbers.length > 1 && gone === 0
      if (order === 'words first') world.answer(struck, 'adopted')
      if (order === 'kind first') world.answer(proposed, 'adopted')
      if (order === 'together') world.answerTogether(numbers, 'adopted')
      if (order === 'kind first' && struck !== proposed) {
        const still = world.record.suggestions[struck.number]
        if (still) world.answer(still, 'adopted')
      }
      const name = `${gone} ${changed} ${kind} ${who} ${order}`
      const left = blocks().map(([, text]) => text)
      const expected = words.filter((_, at) => at !== gone)
      expect([name, left]).toEqual([name, waits ? ['', ...expected] : expected])
      if (!waits) {
        const kindsLeft = kinds.map((was, at) =>
          at === changed && order !== 'words first' ? kind : was,
        )
        expect([name, blocks().map(([kind]) => kind)]).toEqual([
          name,
          kindsLeft.filter((_, at) => at !== gone),
        ])
      }
      const inTurn = order === 'kind first' ? [proposed.number, struck.number] : numbers
      const answered = inTurn.filter(
        (number) => world.record.suggestions[number]?.status === 'adopted',
      )
      for (const number of new Set(answered.reverse())) world.takeBack(number)
      expect([name, ...see()]).toEqual([name, ...before])
      expect([name, world.findings()]).toEqual([name, []])
      expect(fieldText(world.room, 'a')._length).toBeGreaterThan(0)
    }
  }
})
