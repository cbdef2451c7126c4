import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  read: (date: string) => `Read as ${date}`,
  unread: 'No date was read in these words; they stay as they are.',
  removed: (n: number) => (n === 1 ? '1 removed milestone' : `${n} removed milestones`),
  removedLead: 'Their words are kept. Anybody who may edit can bring them back.',
  putBack: (name: string) => `Put “${name}” back`,
  noWords: 'no words yet',
  actor: 'Enter begins the next one.',
}

export type MilestoneWords = typeof en

const zhHantTW: MilestoneWords = {
  read: (date) => `讀作 ${date}`,
  unread: '這裡讀不出日期；原文維持不動。',
  removed: (n) => `已移除 ${n} 項里程碑`,
  removedLead: '文字都還保留，可編輯的人都能放回。',
  putBack: (name) => `放回「${name}」`,
  noWords: '尚無文字',
  actor: '按 Enter 換下一個。',
}

/** Words about dates, removed rows and actors. */
export const milestoneWords: Readonly<Record<Locale, MilestoneWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
