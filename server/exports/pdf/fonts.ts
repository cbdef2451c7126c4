import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Open fonts (OFL 1.1). Noto Sans TC has no 𠊎 of Hakka and no 𪜶 of Taigi; the classical one has. */
const files = [
  '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf',
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  '@expo-google-fonts/chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf',
]

export type Fonts = {
  readonly blobs: Buffer[]
  /** Whether some font has a glyph for the code point. */
  readonly cover: (codePoint: number) => boolean
}

/** Reads about 30 MB; once per process. */
export function loadFonts(): Fonts {
  const blobs = files.map((file) => readFileSync(require.resolve(file)))
  const ranges = blobs.flatMap(coverage).sort(([a], [b]) => a - b)
  const covered = new Set<number>()
  for (const [first, last] of ranges) {
    for (let point = first; point <= last; point++) covered.add(point)
  }
  return { blobs, cover: (codePoint) => covered.has(codePoint) }
}

/** Code point ranges of a TrueType file's character map, formats 4 and 12 (OpenType 1.9, `cmap`). */
function coverage(font: Buffer): [first: number, last: number][] {
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
