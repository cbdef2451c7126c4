import type { ImportedChange, ImportedThread } from './draft.ts'
import { child, descendants, type Node, textIn } from './tree.ts'

/** Who and when of a change or a comment. */
export function signed({ attributes }: Node): ImportedChange {
  const at = Date.parse(attributes['w:date'] ?? '')
  return { author: attributes['w:author'] ?? '', at: Number.isNaN(at) ? null : at }
}

/** Style id → heading level, from its own outline level or its built-in name. */
export function headingsOf(styles: readonly Node[]): Map<string, number> {
  return new Map(
    styles.flatMap((style): [string, number][] => {
      const name = child(style, 'w:name')?.attributes['w:val'] ?? ''
      const outline = child(child(style, 'w:pPr'), 'w:outlineLvl')?.attributes['w:val']
      const named = /^heading (\d)$/i.exec(name)?.[1]
      const level = named !== undefined ? Number(named) : Number(outline ?? 'none') + 1
      return level >= 1 && level <= 9 ? [[style.attributes['w:styleId'] ?? '', level]] : []
    }),
  )
}

/** List id → of a level: bullets or numbers. */
export function listsOf(numbering: Node | undefined): Map<string, (level: string) => 'b' | 'o'> {
  const abstract = new Map(
    descendants(numbering, 'w:abstractNum').map((list) => [
      list.attributes['w:abstractNumId'] ?? '',
      new Map(
        descendants(list, 'w:lvl').map((level) => [
          level.attributes['w:ilvl'] ?? '',
          child(level, 'w:numFmt')?.attributes['w:val'] === 'bullet' ? 'b' : 'o',
        ]),
      ),
    ]),
  )
  return new Map(
    descendants(numbering, 'w:num').map((num) => {
      const levels = abstract.get(child(num, 'w:abstractNumId')?.attributes['w:val'] ?? '')
      const formatOf = (level: string): 'b' | 'o' => (levels?.get(level) === 'o' ? 'o' : 'b')
      return [num.attributes['w:numId'] ?? '', formatOf]
    }),
  )
}

/** Comments as threads: replies name the last paragraph of the comment that they answer. */
export function threadsOf(comments: Node | undefined, extended: Node | undefined) {
  const about = new Map(
    descendants(extended, 'w15:commentEx').map(({ attributes }) => [
      attributes['w15:paraId'] ?? '',
      { parent: attributes['w15:paraIdParent'], done: attributes['w15:done'] === '1' },
    ]),
  )
  const read = descendants(comments, 'w:comment').map((comment) => {
    const paragraphs = descendants(comment, 'w:p')
    return {
      id: comment.attributes['w:id'] ?? '',
      paragraph: paragraphs.at(-1)?.attributes['w14:paraId'] ?? '',
      comment: {
        ...signed(comment),
        text: paragraphs.map((each) => descendants(each, 'w:t').map(textIn).join('')).join('\n'),
      },
    }
  })
  const byParagraph = new Map(read.map((one) => [one.paragraph, one.id]))
  const rootOf = new Map<string, string>()
  const threads = new Map<string, ReturnType<typeof emptyThread>>()
  for (const { id, paragraph, comment } of read) {
    const { parent, done } = about.get(paragraph) ?? { parent: undefined, done: false }
    const root = (parent !== undefined && byParagraph.get(parent)) || id
    rootOf.set(id, root)
    const thread = threads.get(root) ?? emptyThread(root)
    thread.comments.push(comment)
    if (root === id) thread.resolved = done
    threads.set(root, thread)
  }
  return { threads: [...threads.values()], rootOf }
}

function emptyThread(id: string) {
  return { id, resolved: false, comments: [] as ImportedThread['comments'][number][] }
}
