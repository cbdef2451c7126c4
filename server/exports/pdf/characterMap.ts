/** Code point ranges of a TrueType file's character map, formats 4 and 12 (OpenType 1.9, `cmap`). */
export function characterMap(font: Buffer): [first: number, last: number][] {
  const tables = font.readUInt16BE(4)
  for (let table = 0; table < tables; table++) {
    const entry = 12 + 16 * table
    if (font.toString('latin1', entry, entry + 4) === 'cmap') {
      return characterMaps(font, font.readUInt32BE(entry + 8))
    }
  }
  return []
}

function characterMaps(font: Buffer, cmap: number): [number, number][] {
  const ranges: [number, number][] = []
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const map = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4)
    const format = font.readUInt16BE(map)
    if (format === 12) {
      for (let group = 0; group < font.readUInt32BE(map + 12); group++) {
        const at = map + 16 + 12 * group
        ranges.push([font.readUInt32BE(at), font.readUInt32BE(at + 4)])
      }
    } else if (format === 4) {
      const segments = font.readUInt16BE(map + 6) / 2
      for (let segment = 0; segment < segments; segment++) {
        const last = font.readUInt16BE(map + 14 + 2 * segment)
        const first = font.readUInt16BE(map + 16 + 2 * segments + 2 * segment)
        if (last !== 0xffff) ranges.push([first, last])
      }
    }
  }
  return ranges
}
