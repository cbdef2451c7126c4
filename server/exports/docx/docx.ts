import { Document, type FileChild, Packer, PageOrientation, Paragraph } from 'docx'
import { type Layout, walk } from '../layout.ts'
import { settle } from './parts.ts'
import { footer, numbering, styles } from './styles.ts'
import { Writer } from './writer.ts'

/** Twentieths of a point, as Word counts: A4 and a margin of 2 cm. */
const paper = { width: 11906, height: 16838, margin: 1134 }
/**
 * An OOXML document with Word's own tracked changes and comments. What Word cannot say: nothing of
 * our model; a kind is a change of paragraph properties there.
 */
export async function writeDocx(layout: Layout): Promise<Uint8Array> {
  const writer = new Writer(layout)
  const written = walk(layout, writer.table)
  const sections: { wide: boolean; children: FileChild[] }[] = []
  layout.pieces.forEach((piece, index) => {
    if (piece.is === 'page') sections.push({ wide: piece.wide, children: [] })
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
    sections: sections.map(({ wide, children }) => ({
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
      footers: { default: footer(layout) },
      children: children.length > 0 ? children : [new Paragraph({})],
    })),
  })
  return settle(new Uint8Array(await Packer.toBuffer(document)), layout)
}
