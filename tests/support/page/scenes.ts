import type { Role } from '../../../shared/roles.ts'
import { readBlocks } from '../../../shared/text/read.ts'
import type { Pen } from '../pen.ts'
import { until } from '../until.ts'

/** A word as an input method makes it. */
export type Word = {
  readonly method: '注音' | '拼音' | '한글'
  /** Keys on the keyboard, what stands there after some of them, and the key that chooses. */
  readonly keys: string
  readonly preedits: readonly string[]
  readonly choose: 'Enter' | 'Space'
  readonly chosen: string
}

export const words = {
  你好: {
    method: '注音',
    keys: 'su3cl3',
    preedits: ['ㄋ', 'ㄋㄧ', '你', '你ㄏ', '你好'],
    choose: 'Enter',
    chosen: '你好',
  },
  中国: {
    method: '拼音',
    keys: 'zhongguo',
    preedits: ['z', 'zhong', 'zhong guo'],
    choose: 'Space',
    chosen: '中国',
  },
  한글: {
    method: '한글',
    keys: 'gksrmf',
    preedits: ['ㅎ', '하', '한'],
    choose: 'Space',
    chosen: '한글 ',
  },
} as const satisfies Record<string, Word>

/** What somebody can do at a page, whatever drives it: real keys on a real screen, or a browser's own tools. */
export type Hand = {
  /** Clicks into a field, which puts the caret behind its words when it has one line. */
  click(field: string): Promise<void>
  /** Keys as they are. */
  type(text: string): Promise<void>
  /** Keys by name, one behind the other. */
  press(...keys: readonly string[]): Promise<void>
  /** Begins a word, up to the key that chooses. */
  compose(word: Word): Promise<void>
  /** `between` happens meanwhile: between two steps, where an engine takes two and lets itself be stopped. */
  commit(word: Word, between?: () => Promise<void>): Promise<void>
  giveUp(): Promise<void>
  /** Drags what is selected behind the last word of the field. */
  dragToEnd(field: string): Promise<void>
  /** Words of each block of a field, as the page shows them. */
  blocks(field: string): Promise<readonly string[]>
}

export type Scene = {
  readonly name: string
  readonly field: string
  /** What stands there before, by another person. */
  readonly before?: string
  play(hand: Hand, other: Pen): Promise<void>
  /** Kinds and words in the end. */
  readonly wanted: string
  /** The same where a suggester plays; null: a suggestion says it otherwise. */
  readonly suggested?: string | null
}

async function write(hand: Hand, word: Word): Promise<void> {
  await hand.compose(word)
  await hand.commit(word)
}
const { 你好, 中国, 한글 } = words

export const scenes: readonly Scene[] = [
  {
    name: 'the first word of an empty field, in 注音',
    field: 'problem',
    play: (hand) => write(hand, 你好),
    wanted: 'p 你好',
  },
  {
    name: 'the first word of an empty field, in 한글',
    field: 'causes',
    play: (hand) => write(hand, 한글),
    wanted: 'p 한글',
  },
  {
    name: 'a word that is given up, and another in its place',
    field: 'done',
    play: async (hand) => {
      await hand.compose(中国)
      await hand.giveUp()
      await write(hand, 你好)
      await hand.type('abc')
    },
    wanted: 'p 你好abc',
  },
  {
    name: 'the first word of an empty item of a list, and of the next',
    field: 'solution',
    play: async (hand) => {
      await hand.type('- x')
      await hand.press('Enter')
      await write(hand, 中国)
      await hand.press('Enter')
      await write(hand, 你好)
    },
    wanted: 'b0 x | b0 中国 | b0 你好',
    suggested: 'p x | b0 中国 | b0 你好',
  },
  {
    name: 'the first word of an item further in, and of a numbered list',
    field: 'results',
    play: async (hand) => {
      await hand.type('1. x')
      await hand.press('Enter')
      await write(hand, 中国)
      await hand.press('Enter', 'Tab')
      await write(hand, 你好)
    },
    wanted: 'o0 x | o0 中国 | o1 你好',
    suggested: null,
  },
  {
    name: 'words in the middle of a paragraph, one behind the other, and back',
    field: 'transparency',
    before: '甲乙丙丁',
    play: async (hand) => {
      await hand.press('Home', 'ArrowRight', 'ArrowRight')
      await write(hand, 你好)
      await write(hand, 中国)
      await hand.press('Backspace')
    },
    wanted: 'p 甲乙你好中丙丁',
  },
  {
    name: 'a word in the place of another',
    field: 'accountability',
    before: '甲乙丙丁',
    play: async (hand) => {
      await hand.press('Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight')
      await write(hand, 中国)
    },
    wanted: 'p 甲中国丁',
    suggested: null,
  },
  {
    name: 'a word while another person types on both sides of it',
    field: 'participation',
    before: '甲乙丙丁',
    play: async (hand, other) => {
      await hand.press('Home', 'ArrowRight', 'ArrowRight')
      await hand.compose(你好)
      await other.write('participation', '天', '甲')
      await hand.commit(你好, () => other.write('participation', '地', '丙'))
    },
    wanted: 'p 甲天乙你好丙地丁',
  },
  {
    name: 'a word dragged behind another',
    field: 'brief',
    before: 'alpha beta gamma',
    play: async (hand) => {
      await hand.press('Home', ...Array(6).fill('ArrowRight'), ...Array(5).fill('Shift+ArrowRight'))
      await hand.dragToEnd('brief')
    },
    wanted: 'p alpha gammabeta',
    suggested: 'p alpha beta gammabeta',
  },
]

/** A field as `h2 words | p more`, as the room has it. */
export function kindsAndWords({ replica }: Pen, field: string): string {
  return readBlocks(replica.state.doc, field)
    .map(({ kind, runs }) => `${kind} ${runs.map(({ text }) => text).join('')}`.trim())
    .join(' | ')
}

/** Plays a scene; answers what there is in the end, as the room and the page have it. */
export async function play(scene: Scene, role: Role, hand: Hand, other: Pen): Promise<string> {
  const { field, before } = scene
  const shown = async () => (await hand.blocks(field)).map((block) => block.trim()).join('|')
  if (before) {
    await other.write(field, before)
    await until(async () => (await shown()) === before, before)
  }
  await hand.click(field)
  await scene.play(hand, other)
  const wanted = wantedOf(scene, role)
  const seen = async () => {
    const room = kindsAndWords(other, field)
    const words = room.split(' | ').map((block) => block.replace(/^\S+ ?/, ''))
    const page = await shown()
    return words.join('|') === page ? room : `${room} (the page has ${page})`
  }
  const end = Date.now() + patience
  let last = await seen()
  while (last !== wanted && Date.now() < end) last = await seen()
  return last
}

/** What a scene should come to; null: it is not for this role. */
export function wantedOf({ wanted, suggested = wanted }: Scene, role: Role): string | null {
  return role === 'suggester' ? suggested : wanted
}

/** How long the last letters may take to the room, in milliseconds. */
const patience = 8_000
