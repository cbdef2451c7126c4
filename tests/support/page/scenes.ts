import { readBlocks } from '../../../shared/text/read.ts'
import { textOf } from '../../../shared/text/views.ts'
import { type Pen, penOf } from '../pen.ts'
import type { TestServer } from '../server.ts'
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
  /** Words that were not taken, as the page offers them back at their place. */
  kept(field: string): Promise<readonly string[]>
}

/** Somebody else in the room who writes, and may close a section. */
export type Other = Pen & { closeSection(field: string): Promise<void> }

export async function otherIn(server: TestServer, id: string): Promise<Other> {
  const bo = await server.join('facilitator', { name: 'Bo' })
  return {
    ...(await penOf(server, bo, id)),
    closeSection: async (field) => {
      const path = `/api/commitments/${id}/sections/${field}/state`
      const answer = await server.request('POST', path, {
        token: bo.token,
        body: { state: 'closed', reason: 'Agreed' },
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
  }
}

export type Scene = {
  readonly name: string
  readonly field: string
  /** What stands there before, by another person. */
  readonly before?: string
  play(hand: Hand, other: Other): Promise<void>
  /** Kinds and words in the end, with everything adopted that was suggested, and what was kept. */
  readonly wanted: string
  /** Worth the time of a real screen with a suggester, too. */
  readonly tellsOfSuggesting?: true
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
    tellsOfSuggesting: true,
    field: 'solution',
    play: async (hand) => {
      await hand.type('- x')
      await hand.press('Enter')
      await write(hand, 中国)
      await hand.press('Enter')
      await write(hand, 你好)
    },
    wanted: 'b0 x | b0 中国 | b0 你好',
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
    tellsOfSuggesting: true,
    field: 'accountability',
    before: '甲乙丙丁',
    play: async (hand) => {
      await hand.press('Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight')
      await write(hand, 中国)
    },
    wanted: 'p 甲中国丁',
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
  },
  {
    name: 'a word in the place of a struck one and of what is suggested instead',
    tellsOfSuggesting: true,
    field: 'civil',
    before: '甲你丁',
    play: async (hand, other) => {
      await other.suggest('civil', '你', '好')
      await until(async () => (await hand.blocks('civil')).join() === '甲你好丁', 'the suggestion')
      await hand.press('Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight')
      await write(hand, 你好)
    },
    wanted: 'p 甲你好丁',
  },
  {
    name: 'a word whose section closes while it is composed',
    tellsOfSuggesting: true,
    field: 'government',
    before: '子丑',
    play: async (hand, other) => {
      await hand.press('Home', 'ArrowRight')
      await hand.compose(你好)
      await other.closeSection('government')
      // what is heard behind it says that the page has heard it
      await other.write('other', '寅')
      await until(async () => (await hand.blocks('other')).join() === '寅', 'the news')
      await hand.commit(你好)
    },
    wanted: 'p 子丑 (kept: 你好)',
  },
  {
    name: 'a word that is taken back at once, and a letter in its place',
    field: 'lead',
    before: '甲乙',
    play: async (hand) => {
      await hand.press('Home', 'ArrowRight')
      await write(hand, 你好)
      await hand.press('Control+z')
      await hand.type('x')
    },
    wanted: 'p 甲x乙',
  },
]

/** A field as `h2 words | p more`, as the room has it, or would have it with everything adopted. */
export function kindsAndWords({ replica }: Pen, field: string, view?: 'final'): string {
  const { doc, record } = replica.state
  const blocks = view ? textOf(doc, view, record, [field])[0]?.blocks : readBlocks(doc, field)
  return (blocks ?? [])
    .map(({ kind, runs }) => `${kind} ${runs.map(({ text }) => text).join('')}`.trim())
    .join(' | ')
}

/** Plays a scene; answers what there is in the end, as the room and the page have it. */
export async function play(scene: Scene, hand: Hand, other: Other): Promise<string> {
  const { field, before, wanted } = scene
  const shown = async () => (await hand.blocks(field)).map((block) => block.trim()).join('|')
  if (before) {
    await other.write(field, before)
    await until(async () => (await shown()) === before, before)
  }
  await hand.click(field)
  await scene.play(hand, other)
  const seen = async () => {
    const words = kindsAndWords(other, field)
      .split(' | ')
      .map((block) => block.replace(/^\S+ ?/, ''))
      .join('|')
    const page = await shown()
    const kept = (await hand.kept(field)).map((each) => ` (kept: ${each})`).join('')
    const differs = words === page ? '' : ` (the page has ${page}, the room ${words})`
    return kindsAndWords(other, field, 'final') + kept + differs
  }
  let last = ''
  const isThere = async () => {
    last = await seen()
    return last === wanted
  }
  await until(isThere, scene.name, patience).catch(() => undefined)
  return last
}

/** How long the last letters may take to the room, in milliseconds. */
const patience = 8_000
