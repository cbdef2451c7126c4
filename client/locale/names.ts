import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  appear: {
    title: 'How I appear in public',
    lead: 'For documents that are published. People in the room and the facilitator see your name.',
    name: 'Name and organisation',
    organisation: 'Organisation only',
    sector: 'Sector only',
    choice: 'You appear as',
    option: (how: string, shown: string) => `${how}: ${shown}`,
    saved: (shown: string) => `Published documents now say: ${shown}.`,
  },
  erase: {
    action: 'Erase name',
    gone: 'No longer in the plan',
    title: 'Erase the name for good',
    sure: (name: string) =>
      `The name and organisation of ${name} go from screens, documents and the database, and cannot be brought back. What they wrote stays, under their sector. Files made before still hold it.`,
    also: (names: string) =>
      `The same person has also come in under other names. These go, too: ${names}.`,
    done: 'The name is erased.',
    searching: 'Looking for the name in what people wrote …',
    nowhere: 'The name stands nowhere in what people wrote themselves.',
    stands: (n: number) =>
      `${n === 1 ? 'In one place' : `In ${n} places`} people wrote the name themselves.`,
    hide: 'Hide the name there, too',
    hideReach:
      'Then “[…]” stands in its place for everybody: in comments, reasons, quoted words, suggestions listed, names, titles and labels, on screens, in documents and in the public record. It cannot be undone here. The text itself and its history stay: change the text in the room. What is written later is not hidden. Backups and the journal keep what was written.',
    more: (n: number) => `and ${n} more`,
    kinds: {
      text: 'Text',
      suggestion: 'Suggestion',
      comment: 'Comment',
      quote: 'Words commented on',
      reason: 'Reason',
      version: 'Name of a version',
      source: 'Source of imported words',
      title: 'Title',
      label: 'Label of an invitation',
    },
  },
}

type NameWords = typeof en

const zhHantTW: NameWords = {
  appear: {
    title: '我如何公開呈現',
    lead: '用於公開的文件。會議中的人與主持人仍看得到您的姓名。',
    name: '姓名與單位',
    organisation: '僅單位',
    sector: '僅身分別',
    choice: '您的呈現方式',
    option: (how, shown) => `${how}：${shown}`,
    saved: (shown) => `公開的文件將顯示：${shown}。`,
  },
  erase: {
    action: '刪除姓名',
    gone: '已不在這份方案中',
    title: '永久刪除姓名',
    sure: (name) =>
      `${name}的姓名與單位將從畫面、文件與資料庫移除，無法復原。所寫的文字仍保留，歸在其身分別之下。先前已產生的檔案仍會留有姓名。`,
    also: (names) => `此人另以其他姓名加入，下列姓名也會一併刪除：${names}。`,
    done: '姓名已刪除。',
    searching: '正在查找文字中的姓名……',
    nowhere: '參與者所寫的文字中沒有這個姓名。',
    stands: (n) => `參與者所寫的文字中有 ${n} 處出現這個姓名。`,
    hide: '一併遮蔽這些地方的姓名',
    hideReach:
      '遮蔽後，留言、理由、引用的文字、建議清單、版本名稱、標題與標籤中的姓名，在所有人的畫面、文件與公開紀錄上一律改以「[…]」顯示，且無法在此復原。條文本身及其歷史不會更動，請在編輯室中修改條文。日後寫下的文字不會遮蔽。備份與日誌仍保留原有內容。',
    more: (n) => `另有 ${n} 處`,
    kinds: {
      text: '條文',
      suggestion: '建議',
      comment: '留言',
      quote: '被留言的文字',
      reason: '理由',
      version: '版本名稱',
      source: '匯入文字的來源',
      title: '標題',
      label: '邀請的標籤',
    },
  },
}

/** How a name appears in public, and how it is erased. */
export const nameWords: Readonly<Record<Locale, NameWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
