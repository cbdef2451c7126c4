import type { Locale } from '../../shared/locale/locale.ts'

const en = {
  failed: 'This part of the page could not be shown. What you have written is not affected.',
  unfetched: 'This part of the page could not be fetched: the server was not reached.',
  late: 'This part of the page has not come yet: the network is slow, or the server does not answer.',
  unstyled:
    'The looks of this page could not be fetched. Everything is there and works, only plainly. They are asked for again.',
  newerLooks: 'A new version of Accord is here, and this page needs it for its looks.',
  newer: 'A new version of Accord is here, and this part of the page needs it.',
  kept: 'Words that are not sent yet stay on this device.',
  again: 'Try again',
  reload: 'Reload the page',
}

export type PartWords = typeof en

const zhHantTW: PartWords = {
  failed: '頁面的這個部分無法顯示；您已書寫的內容不受影響。',
  unfetched: '頁面的這個部分無法載入：連不上伺服器。',
  late: '頁面的這個部分尚未送達：網路過慢，或伺服器沒有回應。',
  unstyled: '頁面的版面樣式無法載入；內容都在，也能使用，只是外觀簡單。頁面會再試著載入。',
  newerLooks: '「共擬」已有新版本，頁面需要新版本才能正確顯示外觀。',
  newer: '「共擬」已有新版本，頁面的這個部分需要新版本才能顯示。',
  kept: '尚未送出的文字會留在這台裝置上。',
  again: '再試一次',
  reload: '重新載入頁面',
}

/** Words in place of a part of the page that is not there. */
export const partWords: Readonly<Record<Locale, PartWords>> = { en, 'zh-Hant-TW': zhHantTW }
