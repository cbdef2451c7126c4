import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  signedOut: {
    ended:
      'You are no longer signed in on this device: a facilitator has ended the session, somebody has left or joined anew here, or a year has passed.',
    again:
      'With an invitation you can join again. You are then entered as a new person, unless a facilitator says that the two entries are one person.',
  },
  unsent: {
    ended: {
      title: 'Words that did not reach the others',
      lead: 'You are no longer signed in here or no longer in this plan, so these words of yours were not sent. Copy what you want to keep.',
    },
    left: {
      title: 'Words that are still on this device',
      lead: 'They were written here and did not reach the others. This commitment cannot be opened any more; copy what you want to keep.',
    },
    others: {
      title: (name: string) => `Words of ${name} wait on this device`,
      lead: (name: string) =>
        `They did not reach the others, and are private to ${name}. Are you ${name}, who has joined again, or were you asked to? Then you can read and copy them here.`,
      show: (name: string) => `Show the words of ${name}`,
      copy: (name: string) =>
        `They were written here by ${name} and did not reach the others. They stay on this device; copy what is to be kept.`,
      elsewhere: (name: string) =>
        `The words of ${name} are open in another tab of this browser, or have arrived.`,
      somebody: 'somebody else',
    },
  },
}

type LeftHereWords = typeof en

const zhHantTW: LeftHereWords = {
  signedOut: {
    ended: '您在這台裝置上已不再登入：主持人結束了登入、有人在此離開或重新加入，或登入已滿一年。',
    again: '您可以用邀請重新加入；屆時會登記為新成員，除非主持人註記兩筆為同一人。',
  },
  unsent: {
    ended: {
      title: '沒有送達其他人的文字',
      lead: '您已登出或已不在這份行動方案中，因此以下文字沒有送出。請複製您想保留的內容。',
    },
    left: {
      title: '仍留在這台裝置上的文字',
      lead: '這些文字寫於此處，沒有送達其他人；這項承諾已無法開啟，請複製您想保留的內容。',
    },
    others: {
      title: (name) => `這台裝置上留有${name}的文字`,
      lead: (name) =>
        `這些文字沒有送達其他人，僅供${name}本人閱覽。若您就是重新加入的${name}，或受其委託，可在此閱覽及複製。`,
      show: (name) => `顯示${name}的文字`,
      copy: (name) =>
        `這些文字由${name}寫於此處，沒有送達其他人；文字仍留在這台裝置上，請複製要保留的內容。`,
      elsewhere: (name) => `${name}的文字正在此瀏覽器的另一個分頁中開啟，或已送達。`,
      somebody: '另一位使用者',
    },
  },
}

/** Words that did not reach the others, and sessions that ended. */
export const leftHereWords: Readonly<Record<Locale, LeftHereWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
