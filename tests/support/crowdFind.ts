import { charactersOf, type Person } from './crowdPerson.ts'
import { blocksOf } from './editors.ts'

/**
 * Looks for words that stand in the text; others go on before, in and behind them; then presses
 * Replace, or Replace all, more than once. Only what was looked for may go.
 */
export function findAndReplace(person: Person): void {
  const { page, below, chance, fresh, typed, takes, moves, meanwhile } = person
  const { editor, find } = page
  const blocks = blocksOf(editor).filter(({ node }) => charactersOf(node).length > 0)
  const block = blocks[below(blocks.length)]
  if (!find || !block) return
  const there = charactersOf(block.node)
  const from = below(there.length)
  const query = there.slice(from, from + 1 + below(3)).join('')
  find.look(query)
  meanwhile()
  for (let press = 0; press <= below(3); press++) {
    // somebody may have parted the words: then nothing is found, and nothing may go
    const stands = blocksOf(editor).some(({ node }) => node.textContent.includes(query))
    if (stands) takes([...query])
    const replacement = fresh(1 + below(4))
    if (chance(0.5)) find.replaceOne(query, replacement)
    else find.replaceAll(query, replacement)
    const places = charactersOf(editor.state.doc).filter((one) => one === replacement[0]).length
    if (places === 1) typed(replacement)
    // what two have moved at once stands twice, and is replaced in both places
    else if (places > 1) moves([...replacement])
    else takes([...replacement])
    if (chance(0.5)) meanwhile()
  }
}
