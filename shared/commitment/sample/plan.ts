import type { Locale } from '../../locale/locale.ts'
import { fromData, type Imported, type NewBlock } from '../import.ts'
import estonia from './EE0054.json' with { type: 'json' }
import kenya from './KE0038.json' with { type: 'json' }
import petitions from './TW-NAP1-2-1.json' with { type: 'json' }
import donations from './TW-NAP1-4-1.json' with { type: 'json' }
import information from './TW-PROP-RTI.json' with { type: 'json' }

export type SamplePlan = {
  readonly title: string
  readonly locale: Locale
  /** Fields of the template `plan-introduction`. */
  readonly introduction: Readonly<Record<string, readonly NewBlock[]>>
  /** What the introduction says besides where invented roles have worked on the sample. */
  readonly invented: readonly NewBlock[]
  readonly commitments: readonly SampleCommitment[]
}

/** A real commitment, with what a reader must be told of where it is from. */
export type SampleCommitment = Imported & {
  readonly id: string
  readonly source: string
  readonly licence: string
}

/**
 * The plan that a first start offers: real commitments in the forms of their countries, in both
 * languages. KE0038's solution, results and answers on values stand in the export as one text and
 * were parted by its own headings; contact data was never in the export. The words are their
 * governments' and proposers', not ours.
 */
export const samplePlan: SamplePlan = {
  title: '示範行動方案 · Sample action plan',
  locale: 'zh-Hant-TW',
  introduction: {
    title: [paragraph('示範行動方案 · Sample action plan')],
    introduction: [
      paragraph(
        '這份示範方案集合了臺灣、愛沙尼亞與肯亞真實的承諾事項與民間提案，供各組試用；文字出處列於各承諾。',
      ),
      paragraph(
        'This sample gathers real commitments and proposals from Taiwan, Estonia and Kenya for groups to try; each names its source.',
      ),
    ],
  },
  invented: [
    paragraph(
      '示範方案中的部會、團體、大學與民眾均為虛構角色；其建議、留言與回應僅供示範，不代表任何機關或個人之立場。',
    ),
    paragraph(
      'Ministries, organisations, universities and citizens who write in it are invented roles. What they suggest, say and answer shows how a room works, and is no position of any body or person.',
    ),
  ],
  commitments: [information, petitions, donations, estonia, kenya].flatMap((data) =>
    fromData(data).map((commitment) => ({
      ...commitment,
      id: data.id,
      source: 'url' in data.source ? data.source.url : data.source.copy,
      licence: data.licence,
    })),
  ),
}

function paragraph(text: string): NewBlock {
  return { kind: 'p', runs: [{ text }] }
}
