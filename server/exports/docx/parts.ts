import { strFromU8, strToU8, unzipSync } from 'fflate'
import type { Layout } from '../layout.ts'
import { escapeXml } from '../xml.ts'
import { zipOf } from '../zip.ts'

/**
 * Makes a file of the library depend on its content only: names drawn at random for links and
 * comments become numbers in order of appearance, and the moment of writing the version's date.
 */
export function settle(file: Uint8Array, layout: Layout): Uint8Array {
  const parts = Object.entries(unzipSync(file)).sort(([a], [b]) => (a < b ? -1 : 1))
  const relations = parts.find(([name]) => name === 'word/_rels/document.xml.rels')?.[1]
  const drawn = relations ? drawnIds(strFromU8(relations)) : new Map<string, string>()
  const order = [...parts].sort(([a], [b]) => Number(isTypes(b)) - Number(isTypes(a)))
  return zipOf(
    order.map(([name, bytes]) => {
      if (!/\.(xml|rels)$/.test(name)) return [name, bytes]
      return [name, strToU8(settled(name, strFromU8(bytes), layout, drawn))]
    }),
  )
}

function isTypes(name: string): boolean {
  return name === '[Content_Types].xml'
}

/** Relationship ids that the library draws for links → numbers in order of appearance. */
function drawnIds(relations: string): Map<string, string> {
  const ids = [...relations.matchAll(/ Id="rId([^"]*)"/g)].map(([, id = '']) => id)
  const drawn = ids.filter((id) => /\D/.test(id))
  return new Map(drawn.map((id, index) => [`rId${id}`, `rIdLink${index + 1}`]))
}

function settled(
  name: string,
  xml: string,
  { date, typography }: Layout,
  drawn: ReadonlyMap<string, string>,
): string {
  if (name === 'word/document.xml' || name === 'word/_rels/document.xml.rels') {
    return numberBookmarks(xml).replace(/(?<= (?:r:id|Id)=")rId[^"]+/g, (id) => drawn.get(id) ?? id)
  }
  if (name === 'docProps/core.xml') {
    const day = new Date(date).toISOString().replace(/\.\d+Z$/, 'Z')
    return xml.replace(/(<dcterms:(created|modified)[^<>]*>)[^<]*/g, `$1${day}`)
  }
  if (name === 'word/fontTable.xml' && typography) return fontTable(typography.font)
  return xml
}

/** The library counts bookmarks through all documents of a process; here from 1 in each. */
function numberBookmarks(xml: string): string {
  const numbers = new Map<string, number>()
  return xml.replace(
    /(<w:bookmark(?:Start|End)\b[^<>]*?w:id=")(\d+)/g,
    (_, tag: string, id: string) => {
      const number = numbers.get(id) ?? numbers.size + 1
      numbers.set(id, number)
      return tag + number
    },
  )
}

/** The face that a form asks for is not free; these stand in where it is missing. */
function fontTable(face: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    `<w:font w:name="${escapeXml(face)}"><w:altName w:val="DFKai-SB,BiauKai,TW-Kai,AR PL UKai TW"/>`,
    '<w:charset w:val="88"/><w:family w:val="script"/><w:pitch w:val="fixed"/></w:font>',
    '</w:fonts>',
  ].join('')
}
