/** What of a document could not be set as it stands. */
export type Unsettable = {
  /** Passages that stand without their formatting. */
  plain: number
  /** Passages in whose place a note stands. */
  lacking: number
}

type Node = Record<string, unknown>
type Section = Node & { pieces: Node[] }
export type Settable = Node & { sections: Section[] }

/** Whether Typst takes it; each asking costs as much as setting it. */
export type Takes = (document: Settable) => boolean

/** So long what is refused is looked for; beyond that, whole parts go. In milliseconds. */
const patience = 12_000

/**
 * A document that Typst takes, from one that it refuses: what is refused is found by halves, in parts
 * of their own and then among their blocks. It stands in plain words, or, if those are refused too,
 * there is a `note` in its place. Null: it is refused with nothing in it.
 */
export function settableOf(
  document: Settable,
  takes: Takes,
  note: string,
  now: () => number = () => performance.now(),
): { readonly document: Settable; readonly found: Unsettable } | null {
  const end = now() + patience
  const found: Unsettable = { plain: 0, lacking: 0 }
  const noted: Node = { is: 'paragraph', dir: null, long: false, text: note }
  const within = (pieces: readonly Node[], section: Section) =>
    takes({ ...document, sections: [{ ...section, pieces: [...pieces] }] })

  /** Those of `all` that are refused, each by itself; where time is over, all that are refused together. */
  const refused = (all: readonly Node[], taken: (some: readonly Node[]) => boolean): Node[] => {
    if (all.length === 0 || taken(all)) return []
    if (all.length === 1 || now() > end) return [...all]
    const half = all.length >> 1
    return [...refused(all.slice(0, half), taken), ...refused(all.slice(half), taken)]
  }

  const mendBlock = (block: Node, section: Section): Node => {
    const plain = { ...noted, is: 'paragraph', runs: [plainRun(textOf(block))] }
    if (now() <= end && within([{ is: 'text', blocks: [plain] }], section)) {
      found.plain += 1
      return plain
    }
    found.lacking += 1
    return { ...noted, runs: [plainRun(note)] }
  }

  const mendBlocks = (blocks: readonly Node[], section: Section): Node[] => {
    const those = new Set(
      refused(blocks, (some) => within([{ is: 'text', blocks: some }], section)),
    )
    return blocks.map((block) => (those.has(block) ? mendBlock(block, section) : block))
  }

  const mendPiece = (piece: Node, section: Section): Node => {
    let mended: Node = piece
    const before = { ...found }
    if (piece.is === 'text') {
      mended = { ...piece, blocks: mendBlocks(piece.blocks as Node[], section) }
    } else if (piece.is === 'table') {
      const rows = (piece.rows as { blocks: Node[] }[][]).map((cells) =>
        cells.map((cell) => ({ ...cell, blocks: mendBlocks(cell.blocks, section) })),
      )
      mended = { ...piece, rows }
    } else if (piece.is !== 'contents') {
      const plain = { ...noted, text: textOf(piece) }
      if (within([plain], section)) {
        found.plain += 1
        return plain
      }
    }
    if (mended !== piece && within([mended], section)) return mended
    // what was mended within it is not there
    Object.assign(found, before, { lacking: before.lacking + 1 })
    return noted
  }

  const sections = document.sections.map((section) => {
    const those = new Set(refused(section.pieces, (some) => within(some, section)))
    const pieces = section.pieces.map((piece) =>
      those.has(piece) ? mendPiece(piece, section) : piece,
    )
    return { ...section, pieces }
  })
  const mended = { ...document, sections }
  if (takes(mended)) return { document: mended, found }
  // refused only together: everything in plain words is the last that is tried
  const pieces = document.sections.flatMap((section) => section.pieces)
  const bare = {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      pieces: section.pieces.map((piece) => ({ ...noted, text: textOf(piece) })),
    })),
  }
  return takes(bare) ? { document: bare, found: { plain: pieces.length, lacking: 0 } } : null
}

function plainRun(text: string): Node {
  return { text, bold: false, italic: false, underline: false, how: null, link: null, note: '' }
}

/** All words below, one line for each text: nobody's are left out for want of formatting. */
function textOf(node: unknown): string {
  const lines: string[] = []
  const read = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      if (wordKeys.has(key) && value !== '') lines.push(value)
    } else if (Array.isArray(value)) {
      if (key === 'runs')
        lines.push(value.map(({ text, note }) => `${text}${note && ` ${note}`}`).join(''))
      else for (const one of value) read(one, key)
    } else if (value && typeof value === 'object')
      for (const [name, one] of Object.entries(value)) read(one, name)
  }
  read(node)
  return lines.join('\u2028')
}

/** Where words stand in a document as the template reads it; the others are how it is set. */
const wordKeys = new Set(['text', 'label', 'note', 'rows'])
