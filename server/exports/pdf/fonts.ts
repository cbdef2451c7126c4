import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { characterMap } from './characterMap.ts'

const require = createRequire(import.meta.url)

/** Open fonts (OFL 1.1). Noto Sans TC has no 𠊎 of Hakka and no 𪜶 of Taigi; the classical one has. */
const common = [
  'noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
  'noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf',
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  'chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf',
]

/**
 * A face for one script, and the letters that it is asked for before any other face: one class of
 * characters, read by JavaScript and by Typst (Rust's `regex`).
 */
export type Face = { readonly family: string; readonly letters: string }

/**
 * One face for each script that members of the Open Government Partnership write (OFL 1.1 as well).
 * Where Noto composes a letter of several glyphs, each reads as the whole letter when the text is
 * taken out of the file again; Amiri, Battambang and Hind Siliguri draw letters whole.
 */
const faces: readonly Face[] = [
  { family: 'Noto Sans Armenian', letters: '[\\u{530}-\\u{58F}\\u{FB13}-\\u{FB17}]' },
  { family: 'Noto Sans Hebrew', letters: '[\\u{590}-\\u{5FF}\\u{FB1D}-\\u{FB4F}]' },
  {
    family: 'Amiri',
    letters:
      '[\\u{600}-\\u{6FF}\\u{750}-\\u{77F}\\u{870}-\\u{8FF}\\u{FB50}-\\u{FDFF}\\u{FE70}-\\u{FEFC}]',
  },
  { family: 'Noto Sans Thaana', letters: '[\\u{780}-\\u{7BF}]' },
  {
    family: 'Noto Sans Devanagari',
    letters: '[\\u{900}-\\u{963}\\u{966}-\\u{97F}\\u{A8E0}-\\u{A8FF}]',
  },
  { family: 'Hind Siliguri', letters: '[\\u{964}\\u{965}\\u{980}-\\u{9FF}]' },
  { family: 'Noto Sans Tamil', letters: '[\\u{B80}-\\u{BFF}\\u{11FC0}-\\u{11FFF}]' },
  { family: 'Noto Sans Sinhala', letters: '[\\u{D80}-\\u{DFF}\\u{111E0}-\\u{111FF}]' },
  { family: 'Noto Sans Thai', letters: '[\\u{E00}-\\u{E7F}]' },
  { family: 'Noto Sans Lao', letters: '[\\u{E80}-\\u{EFF}]' },
  {
    family: 'Noto Sans Myanmar',
    letters: '[\\u{1000}-\\u{109F}\\u{A9E0}-\\u{A9FF}\\u{AA60}-\\u{AA7F}]',
  },
  {
    family: 'Noto Sans Georgian',
    letters: '[\\u{10A0}-\\u{10FF}\\u{1C90}-\\u{1CBF}\\u{2D00}-\\u{2D2F}]',
  },
  {
    family: 'NanumGothic',
    letters: '[\\u{1100}-\\u{11FF}\\u{3131}-\\u{318E}\\u{A960}-\\u{A97F}\\u{AC00}-\\u{D7FF}]',
  },
  {
    family: 'Noto Sans Ethiopic',
    letters: '[\\u{1200}-\\u{139F}\\u{2D80}-\\u{2DDF}\\u{AB00}-\\u{AB2F}\\u{1E7E0}-\\u{1E7FF}]',
  },
  { family: 'Battambang', letters: '[\\u{1780}-\\u{17FF}\\u{19E0}-\\u{19FF}]' },
  { family: 'Noto Sans Mongolian', letters: '[\\u{1800}-\\u{18AF}\\u{11660}-\\u{1167F}]' },
  { family: 'Noto Sans Tifinagh', letters: '[\\u{2D30}-\\u{2D7F}]' },
  {
    family: 'Noto Emoji',
    letters:
      '[\\u{20E3}\\u{231A}-\\u{23FF}\\u{2600}-\\u{27BF}\\u{2B00}-\\u{2BFF}\\u{1F000}-\\u{1FAFF}]',
  },
]

/** Two of them come in one weight. */
const weightless = new Set(['Noto Sans Mongolian', 'Noto Sans Tifinagh'])

/** What a document asks of the fonts; those of single scripts are read when it has a letter of them. */
export class Fonts {
  readonly #common = common.map(read)
  readonly #covered = coverage(this.#common)
  readonly #known = new Map<string, Loaded>()
  readonly #asked = faces.map((face) => ({ face, letter: new RegExp(face.letters, 'u') }))
  #needed = new Set<Face>()

  /** Whether some font has a glyph for the character, or needs none for it. */
  readonly cover = (character: string): boolean => {
    const point = character.codePointAt(0) ?? 0
    if (this.#covered.has(point) || /\p{Default_Ignorable_Code_Point}/u.test(character)) return true
    const face = this.#asked.find(({ letter }) => letter.test(character))?.face
    if (!face || !this.#load(face).covered.has(point)) return false
    this.#needed.add(face)
    return true
  }

  /** The faces that were asked for since the last call, in their order. */
  take(): Face[] {
    const needed = faces.filter((face) => this.#needed.has(face))
    this.#needed = new Set()
    return needed
  }

  /** The files that everything is set from, and those of some faces. */
  blobs(wanted: readonly Face[]): Buffer[] {
    return [...this.#common, ...wanted.flatMap((face) => this.#load(face).blobs)]
  }

  #load(face: Face): Loaded {
    const known = this.#known.get(face.family)
    if (known) return known
    const blobs = filesOf(face).map(read)
    const loaded = { blobs, covered: coverage(blobs) }
    this.#known.set(face.family, loaded)
    return loaded
  }
}

type Loaded = { readonly blobs: Buffer[]; readonly covered: ReadonlySet<number> }

function filesOf({ family }: Face): string[] {
  const name = family.replaceAll(' ', '')
  const folder = family
    .replace(/\B[A-Z]/g, ' $&')
    .toLowerCase()
    .replaceAll(' ', '-')
  const weights = weightless.has(family) ? ['400Regular'] : ['400Regular', '700Bold']
  return weights.map((weight) => `${folder}/${weight}/${name}_${weight}.ttf`)
}

function read(file: string): Buffer {
  return readFileSync(require.resolve(`@expo-google-fonts/${file}`))
}

function coverage(blobs: readonly Buffer[]): ReadonlySet<number> {
  const covered = new Set<number>()
  for (const [first, last] of blobs.flatMap(characterMap)) {
    for (let point = first; point <= last; point++) covered.add(point)
  }
  return covered
}
