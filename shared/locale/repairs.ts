import type { Repair } from '../exportStream.ts'
import type { Locale, Words } from './locale.ts'
import { privateUse, scriptName } from './scripts.ts'

type Lacking = Extract<Repair, { what: 'uncovered' }>['scripts'][number]

/** A repair as whoever asked for the document is told of it. */
export function repairWords(repair: Repair): Words {
  switch (repair.what) {
    case 'uncovered': {
      const named = (locale: Locale) => repair.scripts.map((one) => lacking(one, locale))
      return {
        en: `No font here has all letters of: ${named('en').join(', ')}. 〓 stands for each that is lacking.`,
        'zh-Hant-TW': `本系統的字型缺少下列文字的部分字元：${named('zh-Hant-TW').join('、')}。缺少的字元以「〓」代替。`,
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

/** So many characters stand beside the name of their script; a whole text would be no message. */
const shown = 8

function lacking({ script, characters }: Lacking, locale: Locale): string {
  const name = scriptName(script, locale)
  if (script === privateUse) return name
  const all = [...characters]
  const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）']
  const some = all.slice(0, shown).join(' ')
  return `${name}${open}\u2068${some}${all.length > shown ? ' …' : ''}\u2069${close}`
}
