import type { Sector } from '../../shared/roles.ts'
import { hues, type Tone } from './tones.ts'

/** How words of one speaker or sector are underlined; the pattern says it without the colour. */
export type Stroke = {
  /** The custom property that holds its colour. */
  readonly hue: string
  /** Lengths of strokes and gaps in pixels; none: a line without gaps. */
  readonly dash: readonly number[]
  /** Of each line, in pixels. */
  readonly width: number
  readonly lines: 1 | 2
  /** Whether the words stand on a tint of the hue. */
  readonly tint: boolean
}

/** A tint is no more than this share of its hue, so that text on it stays easy to read. */
export const tintStrength = 0.12

const whole = { dash: [], width: 2 }
const long = { dash: [7, 4], width: 2 }
const dots = { dash: [2, 3], width: 2.5 }
const double = { dash: [], width: 1, lines: 2 } as const
const dashDot = { dash: [9, 3, 2, 3], width: 2 }
const thin = { dash: [], width: 1 }

/** What nobody wrote here is no colour's. */
const plain = stroke('--line-strong', { dash: [1, 4], width: 1 }, false)

const people: readonly Stroke[] = [
  whole,
  long,
  dots,
  double,
  dashDot,
  { dash: [18, 4], width: 2 },
  { dash: [3, 6], width: 3 },
  thin,
].map((pattern, tone) => stroke(`--author-${tone % hues}`, pattern))

const grey = stroke('--author-grey', { dash: [2, 3], width: 1.5 })

/** Four hues; companies and the public at large are greys told apart by their lines. */
const ofSectors: Readonly<Record<Sector, Stroke>> = {
  government: stroke('--sector-government', whole),
  'civil-society': stroke('--sector-civil-society', long),
  parliament: stroke('--sector-parliament', double),
  academia: stroke('--sector-academia', dots),
  'private-sector': stroke('--author-grey', dashDot),
  public: stroke('--author-grey', thin),
}

export function strokeOfTone(tone: Tone): Stroke {
  if (tone === 'plain') return plain
  return (tone === 'grey' ? null : people[tone]) ?? grey
}

/** Null: nobody's sector is known. */
export function strokeOfSector(sector: Sector | null): Stroke {
  return sector ? ofSectors[sector] : plain
}

function stroke(
  hue: string,
  { dash, width, lines = 1 }: Pick<Stroke, 'dash' | 'width'> & { readonly lines?: 1 | 2 },
  tint = true,
): Stroke {
  return { hue, dash, width, lines, tint }
}
