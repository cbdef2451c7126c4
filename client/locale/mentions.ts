import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  people: 'People who can be named',
  hint: '@ and a name: everybody of this plan can be named, and is told.',
  asking: 'Fetching the names of this plan…',
  failed:
    'The list of this plan’s people did not come. Only people known on this page are offered.',
  again: 'Try again',
  nobody: (typed: string) => `Nobody of this plan is called “${typed}”.`,
  unclear: (name: string, n: number) =>
    `${n.toLocaleString('en')} people of this plan are called “${name}”. Choose who is meant; if you send it as it is, none of them is told.`,
  more: (n: number) => (n === 1 ? '1 more; type on.' : `${n.toLocaleString('en')} more; type on.`),
}

type MentionWords = typeof en

const zhHantTW: MentionWords = {
  people: '可提及的人',
  hint: '輸入 @ 與姓名：本行動方案的所有成員都可提及，並會收到通知。',
  asking: '正在取得成員名單…',
  failed: '無法取得成員名單，目前只列出此頁已知的人。',
  again: '再試一次',
  nobody: (typed) => `本行動方案沒有人叫「${typed}」。`,
  unclear: (name, n) =>
    `本行動方案有 ${n.toLocaleString('zh-TW')} 人叫「${name}」。請選擇要提及誰；若直接送出，不會通知其中任何一人。`,
  more: (n) => `另有 ${n.toLocaleString('zh-TW')} 人，請繼續輸入。`,
}

/** Naming somebody in a comment. */
export const mentionWords: Readonly<Record<Locale, MentionWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
