import type { Locale } from '../../shared/locale/locale.ts'
import type { Outcome } from '../../shared/record/states.ts'
import type { Kind } from '../../shared/text/body.ts'
import { isolating } from '../../shared/text/direction.ts'

const rules = new Intl.PluralRules('en')
const many = (n: number, one: string, other: string): string =>
  `${n.toLocaleString('en')} ${rules.select(n) === 'one' ? one : other}`

type Kinds = Readonly<Record<'p' | 'h1' | 'h2' | 'b' | 'o' | 'q', string>>

const kindOf = (kinds: Kinds, kind: Kind): string => {
  const name = kind[0] === 'h' ? kind : kind[0]
  return Object.entries(kinds).find(([key]) => key === name)?.[1] ?? kinds.p
}

/** How far in an item of a list stands, from 1; null: it is none. */
const levelOf = (kind: Kind): number | null =>
  kind[0] === 'b' || kind[0] === 'o' ? Number(kind.slice(1)) + 1 : null

/** An item that only moves in or out. */
const movesTo = (to: Kind, from: Kind | null): 'in' | 'out' | null => {
  const [level, was] = [levelOf(to), from && levelOf(from)]
  if (level === null || !was || from?.[0] !== to[0] || level === was) return null
  return level > was ? 'in' : 'out'
}

const enKind = (kind: Kind): string => {
  const level = levelOf(kind) ?? 1
  return `${kindOf(enKinds, kind)}${level > 1 ? ` of level ${level}` : ''}`
}

const zhKind = (kind: Kind): string => {
  const level = levelOf(kind) ?? 1
  return `${level > 1 ? `第 ${level} 層` : ''}${kindOf(zhKinds, kind)}`
}

const enKinds: Kinds = {
  p: 'paragraph',
  h1: 'heading',
  h2: 'small heading',
  b: 'bullet item',
  o: 'numbered item',
  q: 'quotation',
}

const zhKinds: Kinds = {
  p: '內文',
  h1: '標題',
  h2: '小標題',
  b: '項目符號',
  o: '編號清單',
  q: '引文',
}

const en = {
  title: {
    replace: (removed: string, added: string) => `Replace “${removed}” with “${added}”`,
    add: (added: string) => `Add “${added}”`,
    remove: (removed: string) => `Delete “${removed}”`,
    split: (kinds: readonly Kind[]) => `Start a new ${kinds.map(enKind).join(', ')} here`,
    join: 'Join these paragraphs',
    kind: (to: Kind, from: Kind | null) => {
      const moves = movesTo(to, from)
      if (moves) return `${moves === 'in' ? 'Indent' : 'Outdent'} this item to level ${levelOf(to)}`
      return `Make this a ${enKind(to)}`
    },
    /** All of it, in one line. */
    also: (parts: readonly string[]) => parts.join(' · '),
    nothing: 'Nothing is left of it',
  },
  mark: (what: 'inserted' | 'deleted' | 'kind', block: boolean, kind: Kind | null) => {
    if (what === 'kind') return `suggested as ${enKind(kind ?? 'p')}`
    if (block) return what === 'inserted' ? 'suggested paragraph break' : 'suggested joining'
    return what === 'inserted' ? 'suggested' : 'suggested for deletion'
  },
  by: (what: string, name: string, number: number | null) =>
    number === null ? `${what} by ${name}` : `${what} by ${name}, number ${number}`,
  number: (n: number) => `№ ${n}`,
  spoken: (n: number) => `Number ${n}`,
  rail: 'Suggestions and comments',
  railKeys:
    'J and K go to the next and the previous card, Enter opens it, A adopts, D declines, X selects, Z takes the last adoption back for ten seconds, Escape goes back to the text.',
  railLetters: {
    adopt: 'adopt',
    decline: 'decline',
    next: 'next',
    previous: 'previous',
    select: 'select',
    takeBack: 'take back',
  },
  empty: 'Nothing waits for an answer.',
  emptySuggest: 'What you suggest appears in the text and here.',
  open: (n: number) => many(n, 'card', 'cards'),
  earlier: 'Earlier suggestions and comments',
  below: (n: number) => `${n} more below`,
  above: (n: number) => `${n} more above`,
  newBelow: (n: number) => `${n} new below`,
  newAbove: (n: number) => `${n} new above`,
  onBehalf: (name: string) => `written down by ${name}`,
  brought: (source: string, by: string, at: string | null) =>
    `from the file “${source}”${at === null ? '' : ` of ${at}`}, brought in by ${by}`,
  you: 'you',
  /** `what` goes out of sight where there is no room for it. */
  showAll: { all: 'All', what: ' suggestions' },
  toText: 'Show in the text',
  previous: 'Previous',
  next: 'Next',
  outcome: {
    adopted: 'Adopted',
    'adopted-in-part': 'Adopted in part',
    declined: 'Not adopted',
    later: 'For later',
    'out-of-scope': 'Out of scope',
  } satisfies Record<Outcome, string>,
  /** Others had taken out words of it before it was adopted. */
  changed: 'Adopted with changes',
  act: {
    adopted: 'Adopt',
    'adopted-in-part': 'Adopt in part',
    declined: 'Decline',
    later: 'For later',
    'out-of-scope': 'Out of scope',
  } satisfies Record<Outcome, string>,
  other: 'Other answers',
  status: { open: 'Open', emptied: 'Taken back', takenOut: 'Removed, not answered' },
  takenOut: (name: string) =>
    `${name} removed its words from the text. It still waits for an answer.`,
  ownExplained: 'Your own suggestion: somebody else answers it.',
  readerExplained: 'Co-authors and facilitators answer it, with a reason.',
  finalExplained: 'This commitment is final.',
  decide: {
    title: (n: number) => (n === 1 ? 'Answer' : `One answer to ${n} suggestions`),
    reason: 'Reason',
    done: (number: number, outcome: string) => `Number ${number}: ${outcome}.`,
    takeBack: 'Take back',
    takenBack: 'Taken back at once by whoever adopted it.',
    tookBack: (numbers: readonly number[]) =>
      numbers.length === 1
        ? `Number ${numbers[0]} waits for an answer again.`
        : `Numbers ${numbers.join(', ')} wait for an answer again.`,
    stays: 'The adoption could not be taken back. The suggestion can be opened again in the list.',
    doneMany: (n: number, outcome: string) =>
      `${many(n, 'suggestion', 'suggestions')}: ${outcome}.`,
    keyGiven: (number: number) =>
      `Number ${number}: your agreement is recorded. One key is missing.`,
    keysGiven: (n: number) =>
      `${many(n, 'suggestion', 'suggestions')}: your agreement is recorded. One key is missing.`,
    failed: (number: number, why: string) => `Number ${number}: ${why}`,
    withReason: 'Adopt, with a reason',
    kept: 'This was answered while you were writing. Your words are kept.',
    putAway: 'Put my words away',
  },
  keys: {
    title: 'Two keys',
    given: (sector: string, name: string) => `${sector} agrees (${name})`,
    missing: (sector: string) => `${sector} has not agreed yet`,
  },
  history: {
    reopened: (number: number) => `Number ${number} is open again.`,
  },
  select: (number: number) => `Select number ${number}`,
  selected: (n: number) => `${n} selected`,
  clear: 'Clear selection',
  answerThese: 'Answer together…',
  declineAll: {
    done: (name: string) => `All that ${name} had waiting is declined.`,
    failed: (name: string, why: string) => `What ${name} has waiting was not declined. ${why}`,
    out: (name: string) => `All that ${name} had brought is taken out.`,
  },
  view: {
    label: 'Show changes',
    all: 'All changes',
    simple: 'Simple: text with bars',
    final: 'As if all were adopted',
    original: 'Without suggestions',
    short: { all: 'All changes', simple: 'Simple', final: 'Final', original: 'Original' },
    readOnly: (name: string) => `${name} — reading only.`,
    back: 'Back to the text',
  },
  joinedLines: 'Lines that were one paragraph have been joined. Undo (Ctrl+Z) parts them again.',
  partAgain: 'Undo',
  inexpressible: {
    formatting: 'Formatting cannot be suggested. Nothing was changed.',
    looks: 'The words came without bold, italics, underline and links: these cannot be suggested.',
    picture: 'Only words can stand in the text. Pictures and files were left out.',
    structure: 'One change stays inside one section. Nothing was changed.',
    unseen:
      'A paragraph that somebody suggests to take out stands between, and this view hides it. Show all changes to join over it. Nothing was changed.',
    rows: 'Milestones are added, moved, removed and dated by those who edit. Ask for it in a comment.',
  },
}

export type SuggestionWords = typeof en

const zhHantTW: SuggestionWords = {
  title: {
    replace: (removed, added) => `將「${removed}」改為「${added}」`,
    add: (added) => `加入「${added}」`,
    remove: (removed) => `刪除「${removed}」`,
    split: (kinds) => {
      const named = kinds.filter((kind) => kind !== 'p').map(zhKind)
      return `在此另起一段${named.length > 0 ? `，作為${named.join('、')}` : ''}`
    },
    join: '合併前後兩段',
    kind: (to, from) => {
      const moves = movesTo(to, from)
      if (moves) return `將此項${moves === 'in' ? '縮排' : '凸排'}為第 ${levelOf(to)} 層`
      return `改為${zhKind(to)}`
    },
    also: (parts) => parts.join('；'),
    nothing: '已無內容',
  },
  mark: (what, block, kind) => {
    if (what === 'kind') return `建議改為${zhKind(kind ?? 'p')}`
    if (block) return what === 'inserted' ? '建議分段' : '建議合併段落'
    return what === 'inserted' ? '建議加入' : '建議刪除'
  },
  by: (what, name, number) =>
    number === null ? `${name}${what}` : `${name}${what}，第 ${number} 號`,
  number: (n) => `№ ${n}`,
  spoken: (n) => `第 ${n} 號`,
  rail: '建議與留言',
  railKeys:
    'J、K 移到下一則、上一則，Enter 展開，A 採納，D 不採納，X 選取，Z 在十秒內收回剛才的採納，Esc 回到內文。',
  railLetters: {
    adopt: '採納',
    decline: '不採納',
    next: '下一則',
    previous: '上一則',
    select: '選取',
    takeBack: '收回採納',
  },
  empty: '目前沒有待回應的建議。',
  emptySuggest: '您提出的建議會出現在內文與這裡。',
  open: (n) => `${n} 則建議與留言`,
  earlier: '先前的建議與留言',
  below: (n) => `下方還有 ${n} 則`,
  above: (n) => `上方還有 ${n} 則`,
  newBelow: (n) => `下方有 ${n} 則新的`,
  newAbove: (n) => `上方有 ${n} 則新的`,
  onBehalf: (name) => `由${name}代為輸入`,
  brought: (source, by, at) =>
    `出自檔案「${source}」${at === null ? '' : `（${at}）`}，由${by}匯入`,
  you: '您',
  showAll: { all: '全部', what: '建議' },
  toText: '在內文中顯示',
  previous: '上一則',
  next: '下一則',
  outcome: {
    adopted: '採納',
    'adopted-in-part': '部分採納',
    declined: '不採納',
    later: '留待後續',
    'out-of-scope': '不在本案範圍',
  },
  changed: '修改後採納',
  act: {
    adopted: '採納',
    'adopted-in-part': '部分採納',
    declined: '不採納',
    later: '留待後續',
    'out-of-scope': '不在本案範圍',
  },
  other: '其他回應',
  status: { open: '待回應', emptied: '已收回', takenOut: '已移除，尚未回應' },
  takenOut: (name) => `${name}已把這些文字從內文移除，仍待回應。`,
  ownExplained: '這是您自己的建議，由他人回應。',
  readerExplained: '由共同撰寫人或主持人回應，並說明理由。',
  finalExplained: '這項承諾已定稿。',
  decide: {
    title: (n) => (n === 1 ? '回應' : `一併回應 ${n} 則建議`),
    reason: '理由',
    done: (number, outcome) => `第 ${number} 號：${outcome}。`,
    takeBack: '收回',
    takenBack: '採納者隨即收回。',
    tookBack: (numbers) => `第 ${numbers.join('、')} 號重新等待回應。`,
    stays: '無法收回採納。可以在清單中重新提出這則建議。',
    doneMany: (n, outcome) => `${n} 則建議：${outcome}。`,
    keyGiven: (number) => `第 ${number} 號：已記錄您的同意，尚缺另一方。`,
    keysGiven: (n) => `${n} 則建議：已記錄您的同意，尚缺另一方。`,
    failed: (number, why) => `第 ${number} 號：${why}`,
    withReason: '採納並說明理由',
    kept: '您撰寫期間，這則建議已有回應；您寫的文字仍保留在此。',
    putAway: '捨棄我寫的文字',
  },
  keys: {
    title: '雙方同意',
    given: (sector, name) => `${sector}已同意（${name}）`,
    missing: (sector) => `${sector}尚未同意`,
  },
  history: {
    reopened: (number) => `第 ${number} 號已重新開啟。`,
  },
  select: (number) => `選取第 ${number} 號`,
  selected: (n) => `已選取 ${n} 則`,
  clear: '取消選取',
  answerThese: '一併回應…',
  declineAll: {
    done: (name) => `${name}所有待回應的建議均未採納。`,
    failed: (name, why) => `${name}的建議尚未處理。${why}`,
    out: (name) => `${name}提出的內容已全部移除。`,
  },
  view: {
    label: '顯示修改',
    all: '全部修改',
    simple: '精簡：內文加側線',
    final: '全部採納後',
    original: '不含建議',
    short: { all: '全部修改', simple: '精簡', final: '採納後', original: '原文' },
    readOnly: (name) => `${name}：僅供閱讀。`,
    back: '回到內文',
  },
  joinedLines: '已將同一段落的斷行合併；按「復原」（Ctrl+Z）可恢復原來的分行。',
  partAgain: '復原',
  inexpressible: {
    formatting: '無法以建議方式調整格式，內文沒有改變。',
    looks: '文字已加入，但不含粗體、斜體、底線與連結：這些無法以建議方式提出。',
    picture: '內文只能有文字，圖片與檔案未加入。',
    structure: '一次修改只能在同一節內，內文沒有改變。',
    unseen: '其間有建議刪除的段落，目前未顯示；請顯示所有修改後再合併。內文沒有改變。',
    rows: '里程碑的新增、移動、移除與日期由編輯者處理，請以留言提出。',
  },
}

/** Every word about suggestions, their answers, and what became of them. */
export const suggestionWords: Readonly<Record<Locale, SuggestionWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
