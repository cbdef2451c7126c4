import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Template } from '../../../shared/commitment/template.ts'
import { penOf } from '../pen.ts'
import type { TestServer } from '../server.ts'

/** Writes a line in each field of a form but its title. */
export async function wordsInEachField(
  server: TestServer,
  id: string,
  { fields }: Pick<Template, 'fields'>,
): Promise<void> {
  using pen = await penOf(server, await server.join('co-author', { name: 'Bo' }), id)
  for (const { name, kind } of fields) {
    if (kind !== 'milestones' && name !== 'title') await pen.write(name, `Words of ${name}.`)
  }
}

/** A line of text, and where it stands on its page, in points. */
type Line = { text: string; top: number; bottom: number }

type Sheet = { readonly lines: readonly Line[]; readonly rules: readonly number[] }

/** Both of poppler-utils. */
const [reader, painter] = ['pdftotext', 'pdftoppm']

/** So fine is a page looked at, in dots for each point. */
const dots = 2

/** Pages of a PDF: their lines of text, and where a line is drawn from side to side. */
function sheetsOf(pdf: Buffer): Sheet[] {
  const folder = mkdtempSync(join(tmpdir(), 'accord-paper-'))
  try {
    const file = join(folder, 'room.pdf')
    writeFileSync(file, pdf)
    const boxes = execFileSync(reader, ['-bbox', file, '-'], { encoding: 'utf8' })
    execFileSync(painter, ['-gray', '-r', String(72 * dots), file, join(folder, 'page')])
    const pictures = readdirSync(folder).filter((name) => name.endsWith('.pgm'))
    const pages = boxes.split('<page ').slice(1)
    return pages.map((page, at) => ({
      lines: linesIn(page),
      rules: rulesIn(readFileSync(join(folder, pictures.sort()[at] ?? ''))),
    }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const word = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g

function linesIn(page: string): Line[] {
  const lines: Line[] = []
  // a font may have one sign for fi
  for (const [, , yMin, , yMax, text = ''] of page.normalize('NFKC').matchAll(word)) {
    const [top, bottom] = [Number(yMin), Number(yMax)]
    const line = lines.find(
      (each) => each.top < (top + bottom) / 2 && (top + bottom) / 2 < each.bottom,
    )
    if (line) line.text += ` ${text}`
    else lines.push({ text, top, bottom })
  }
  return lines.sort((a, b) => a.top - b.top)
}

/** Rows of a picture in grey whose middle is nowhere white. */
function rulesIn(picture: Buffer): number[] {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.toString('latin1', 0, 100))
  if (!head) throw new Error('no picture')
  const [width, height, start] = [Number(head[1]), Number(head[2]), head[0].length]
  const rows = Array.from({ length: height }, (_, row) => row)
  return rows
    .filter((row) => {
      const at = start + row * width
      const middle = picture.subarray(at + Math.floor(width * 0.2), at + Math.floor(width * 0.8))
      return middle.every((grey) => grey < 250)
    })
    .map((row) => row / dots)
}

/** What is wrong with a printed room, in words, and how many pages it has. */
export function lookAtPaper(pdf: Buffer, { fields }: Pick<Template, 'fields'>) {
  const parts = fields.map(({ heading }) => heading.en)
  const headings = [...parts, ...fields.map(({ label }) => label.en)].filter((each) => each !== '')
  const sheets = sheetsOf(pdf).filter(({ lines }) => lines.length > 0)
  const faults: string[] = []
  let ruled = 0
  for (const { lines, rules } of sheets) {
    const last = lines.at(-1)?.text ?? ''
    if (headings.some((heading) => last.startsWith(heading))) faults.push(`${last} ends a page`)
    for (const [at, { text, top, bottom }] of lines.entries()) {
      if (!parts.includes(text)) continue
      const below = lines[at + 1]?.top ?? Number.POSITIVE_INFINITY
      ruled++
      if (!rules.some((rule) => (top + bottom) / 2 < rule && rule < below + 2))
        faults.push(`${text} has no line`)
    }
  }
  return { faults, pages: sheets.length, ruled }
}
