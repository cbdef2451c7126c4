import type { Repair } from '../exportStream.ts'
import type { Words } from './locale.ts'

/** A repair as whoever asked for the document is told of it. */
export function repairWords(repair: Repair): Words {
  switch (repair.what) {
    case 'uncovered': {
      const points = repair.points.join(' ')
      return {
        en: `No font has these characters; 〓 stands for each: ${points}`,
        'zh-Hant-TW': `字型沒有下列字元，以「〓」代替：${points}`,
      }
    }
    case 'heading':
      return {
        en: 'A heading skipped a level and was moved up.',
        'zh-Hant-TW': '標題層級不連續，已上移。',
      }
    case 'decoration':
      return {
        en: 'Changed words that were underlined already are underlined once.',
        'zh-Hant-TW': '修訂處原有的底線不再重複標示。',
      }
    case 'not-ua':
      return {
        en: `The file does not reach PDF/UA: ${repair.why}`,
        'zh-Hant-TW': `檔案未達 PDF/UA 標準：${repair.why}`,
      }
  }
}
