import {
  AlignmentType,
  Footer,
  HeadingLevel,
  type IParagraphPropertiesOptionsBase,
  LevelFormat,
  LineRuleType,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { pageWords } from '../../../shared/locale/exports.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import type { Kind } from '../../../shared/text/body.ts'
import type { Layout } from '../layout.ts'

const font = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: '微軟正黑體' }
/** Twentieths of a point, as Word counts: A4 and a margin of 2 cm. */
export const paper = { width: 11906, height: 16838, margin: 1134 }
/** Of a page that stands upright. */
export const textWidth = paper.width - 2 * paper.margin
const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

/** Word knows six levels that we use. */
export function headingOf(level: number) {
  return headings[Math.min(level, headings.length) - 1] ?? HeadingLevel.HEADING_6
}

/** How a paragraph of this kind looks; `plain` names the style of one without kind. */
export function properties(
  kind: Kind,
  below: number,
  instance: number,
  plain?: string,
): IParagraphPropertiesOptionsBase {
  if (kind === 'h1' || kind === 'h2') {
    return { heading: headingOf(below + Number(kind.charAt(1))) }
  }
  if (kind === 'q') return { style: 'Quote' }
  if (isItem(kind)) {
    const reference = kind.startsWith('b') ? 'bullets' : 'numbers'
    return {
      style: 'ListParagraph',
      numbering: { reference, level: Number(kind.charAt(1)), instance },
    }
  }
  return plain ? { style: plain } : {}
}

export function isItem(kind: Kind): boolean {
  return /^[bo]\d$/.test(kind)
}

export function numbering(reference: 'bullets' | 'numbers') {
  const marks = ['•', '◦', '▪']
  const formats = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN]
  return {
    reference,
    levels: Array.from({ length: 9 }, (_, level) => ({
      level,
      format:
        reference === 'bullets'
          ? LevelFormat.BULLET
          : (formats[level % formats.length] ?? LevelFormat.DECIMAL),
      text: reference === 'bullets' ? (marks[level % marks.length] ?? '•') : `%${level + 1}.`,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: 425 * (level + 1), hanging: 425 } } },
    })),
  }
}

/** Styles by name, so that a reader can change the look of the whole document. */
export function styles({ locale, typography }: Layout) {
  const face = typography ? { ...font, eastAsia: typography.font } : font
  const size = typography ? typography.size * 2 : 22
  const line = typography
    ? { line: typography.lineHeight * 20, lineRule: LineRuleType.EXACT, after: 60 }
    : { line: 320, after: 120 }
  const heading = (level: number) => ({
    run: { font: face, bold: true, size: Math.max(size, 34 - 4 * level), color: '1A1A1A' },
    paragraph: {
      outlineLevel: level - 1,
      keepNext: true,
      spacing: { before: 320 - 40 * level, after: 100 },
    },
  })
  return {
    default: {
      document: {
        run: {
          font: face,
          size,
          language: { value: 'en-US', eastAsia: 'zh-TW' },
        },
        paragraph: { spacing: line },
      },
      title: {
        run: { font: face, bold: true, size: 40 },
        paragraph: { spacing: { after: 200 } },
      },
      heading1: heading(1),
      heading2: heading(2),
      heading3: heading(3),
      heading4: heading(4),
      heading5: heading(5),
      heading6: heading(6),
    },
    paragraphStyles: [
      {
        id: 'Quote',
        name: 'Quote',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { indent: { left: 425, right: 425 } },
        run: { color: '404040', ...(locale === 'en' && { italics: true }) },
      },
      { id: 'Facts', name: 'Facts', basedOn: 'Normal', paragraph: { spacing: { after: 20 } } },
      {
        id: 'Cell',
        name: 'Cell',
        basedOn: 'Normal',
        paragraph: { spacing: { before: 20, after: 20, line: 280, lineRule: LineRuleType.AUTO } },
        run: { size: Math.min(size, 20) },
      },
      {
        id: 'Contents',
        name: 'Contents',
        basedOn: 'Normal',
        paragraph: { indent: { left: 567, hanging: 567 }, spacing: { after: 60 } },
      },
      { id: 'AfterTable', name: 'AfterTable', basedOn: 'Normal', run: { size: 8 } },
    ],
  }
}

/** On every page: these words and the page's number. */
export function footerWith(words: string, locale: Locale): Footer {
  const [before = '', between = '', after = ''] = pageWords('\u0001', '\u0001')[locale].split(
    '\u0001',
  )
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: 16,
            children: [
              `${words} · ${before}`,
              PageNumber.CURRENT,
              between,
              PageNumber.TOTAL_PAGES,
              after,
            ],
          }),
        ],
      }),
    ],
  })
}
