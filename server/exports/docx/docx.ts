import { Document, type FileChild, Packer, PageOrientation, Paragraph } from 'docx'
import { type Layout, walk } from '../layout.ts'
import { settle } from './parts.ts'
import { footerWith, numbering, paper, styles } from './styles.ts'
import { Writer } from './writer.ts'

/**
 * An OOXML document with Word's own tracked changes and comments. What Word cannot say: nothing of
 * our model; a kind is a change of paragraph properties there.
 */
export async function writeDocx(layout: Layout): Promise<Uint8Array> {
  const writer = new Writer(layout)
  const written = walk(layout, writer.table)
  const sections: { wide: boolean; footer: string; children: FileChild[] }[] = []
  layout.pieces.forEach((piece, index) => {
    if (piece.is === 'page') sections.push({ ...piece, children: [] })
    for (const child of written[index] ?? []) sections.at(-1)?.children.push(child)
  })
  const document = new Document({
    title: layout.title,
    subject: layout.subject,
    description: layout.footer,
    creator: 'Accord',
    lastModifiedBy: 'Accord',
    revision: 1,
    customProperties: [
      { name: 'Version', value: layout.version },
      ...(layout.source === null ? [] : [{ name: 'Accord', value: layout.source }]),
    ],
    styles: styles(layout),
    numbering: { config: [numbering('bullets'), numbering('numbers')] },
    comments: { children: writer.comments() },
    sections: sections.map(({ wide, footer, children }) => ({
      properties: {
        page: {
          size: {
            width: paper.width,
            height: paper.height,
            orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: {
            top: paper.margin,
            right: paper.margin,
            bottom: paper.margin,
            left: paper.margin,
          },
        },
      },
      footers: { default: footerWith(footer, layout.locale) },
      children: children.length > 0 ? children : [new Paragraph({})],
    })),
  })
  return settle(new Uint8Array(await Packer.toBuffer(document)), layout)
}
