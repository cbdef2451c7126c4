import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  title: 'Try it with the sample plan',
  lead: 'Real commitments from Taiwan, Estonia and Kenya. Choose a seat:',
  others:
    'To sit on two seats at once, use another browser or a private window. This offer is made on this machine only, and goes with the first plan of your own.',
}

export type SampleWords = typeof en

const zhHantTW: SampleWords = {
  title: '用示範方案試試看',
  lead: '收錄臺灣、愛沙尼亞與肯亞真實的承諾事項。請選一個位子：',
  others:
    '想同時坐兩個位子，請用另一個瀏覽器或無痕視窗。這裡只在本機提供，您建立自己的方案後就不再出現。',
}

/** Words of the offer that a fresh server makes. */
export const sampleWords: Readonly<Record<Locale, SampleWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
