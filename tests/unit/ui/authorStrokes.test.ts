import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type Stroke,
  strokeOfSector,
  strokeOfTone,
  tintStrength,
} from '../../../client/authorship/strokes.ts'
import { sectors } from '../../../shared/roles.ts'

const tokens = readFileSync(new URL('../../../client/styles/tokens.css', import.meta.url), 'utf8')
const people = Array.from({ length: 8 }, (_, tone) => strokeOfTone(tone))
const groups = sectors.map((sector) => strokeOfSector(sector))

test('W57 a tint is at most 15 of 100, and lines alone tell who is who', () => {
  expect(tintStrength).toBeLessThanOrEqual(0.15)
  for (const strokes of [[...people, strokeOfTone('grey'), strokeOfTone('plain')], groups]) {
    expect(new Set(strokes.map(pattern)).size).toBe(strokes.length)
  }
})

test('W57 people have eight hues; sectors have at most four, none of them blue or green', () => {
  expect(new Set(people.map(({ hue }) => hue)).size).toBe(8)
  const hues = new Set(groups.map(({ hue }) => hue).filter((hue) => hue !== '--author-grey'))
  expect(hues.size).toBeLessThanOrEqual(4)
  for (const hue of hues) {
    const [light, dark] = coloursOf(hue)
    for (const colour of [light, dark]) {
      const angle = hueOf(colour)
      expect(angle > 70 && angle < 250, `${hue}: ${colour} is ${Math.round(angle)}°`).toBe(false)
    }
  }
})

function pattern({ dash, width, lines }: Stroke): string {
  return `${dash} ${width} ${lines}`
}

/** As they are by day and by night. */
function coloursOf(property: string): readonly [string, string] {
  const [, light, dark] =
    tokens.match(new RegExp(`${property}: light-dark\\((#\\w{6}), (#\\w{6})\\)`)) ?? []
  if (!light || !dark) throw new Error(`tokens.css has no ${property}`)
  return [light, dark]
}

/** The angle on the wheel of HSL: 0 red, 120 green, 240 blue. */
function hueOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\w\w/g) ?? []).map((part) =>
    Number.parseInt(part, 16),
  )
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  const sixth =
    most === red
      ? (green - blue) / range
      : most === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range
  return (sixth * 60 + 360) % 360
}
