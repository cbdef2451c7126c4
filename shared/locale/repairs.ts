import type { Repair } from '../exportStream.ts'
import { type Locale, sentences, type Words } from './locale.ts'
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
    case 'unset': {
      const { plain, lacking } = repair
      const en = [
        plain > 0 &&
          `The PDF cannot hold the formatting of ${passages(plain)}: the words stand plainly.`,
        lacking > 0 &&
          `The PDF cannot hold ${passages(lacking)}: a note stands there instead, and the words are in DOCX and HTML.`,
      ]
      const zh = [
        plain > 0 && `有 ${plain} 個段落的格式無法排入 PDF，已改以純文字呈現。`,
        lacking > 0 &&
          `有 ${lacking} 個段落無法排入 PDF，原處以說明代替；文字內容請見 DOCX 或 HTML 檔。`,
      ]
      return { en: sentences('en', ...en), 'zh-Hant-TW': sentences('zh-Hant-TW', ...zh) }
    }
    case 'no-file':
      return {
        en: `These files could not be made and are not in this record; the same words are in its other files: ${repair.files.join(', ')}.`,
        'zh-Hant-TW': `下列檔案無法產生，因此未收入本紀錄；相同內容請見其他格式的檔案：${repair.files.join('、')}。`,
      }
    case 'not-ua':
      return {
        en: `The file does not reach PDF/UA: ${repair.why}`,
        'zh-Hant-TW': `檔案未達 PDF/UA 標準：${repair.why}`,
      }
  }
}

function passages(count: number): string {
  return count === 1 ? 'one passage' : `${count} passages`
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
