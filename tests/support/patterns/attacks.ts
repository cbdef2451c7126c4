import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import type { Pattern } from './work.ts'

/** `prefix`, then `pump` as often as wanted, then `suffix`. */
export type Attack = { readonly prefix: string; readonly pump: string; readonly suffix: string }

/** A text of about `length` characters. */
export function textOf({ prefix, pump, suffix }: Attack, length: number): string {
  return prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix
}

/** Texts that almost match: what parts of the pattern match, put together by chance. */
export function* attacksOn(
  { source, flags }: Pattern,
  chance: () => number,
  number: number,
): Generator<Attack> {
  const ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  })
  const parts: AST.Element[] = []
  const pumped: AST.Element[] = []
  const heads: AST.Element[][] = []
  visitRegExpAST(ast, {
    onAlternativeEnter({ elements }) {
      parts.push(...elements)
      heads.push(...elements.map((_, index) => elements.slice(0, index + 1)))
    },
    onQuantifierEnter({ element, max }) {
      if (max > 1) pumped.push(element)
    },
  })
  const pick = <Of>(list: readonly Of[]): Of | undefined => list[Math.floor(chance() * list.length)]
  const sample = (element: AST.Element | undefined) =>
    element ? sampleOf(element, flags, chance) : ''
  const some = (list: readonly AST.Element[], most: number) =>
    Array.from({ length: Math.floor(chance() * (most + 1)) }, () => sample(pick(list))).join('')
  for (let nth = 0; nth < number; nth += 1) {
    const head = (pick(heads) ?? []).map(sample).join('')
    const prefix = chance() < 0.5 ? head : chance() < 0.5 ? '' : some(parts, 2)
    const pump =
      nth % 3 === 0
        ? sample(pick(pumped))
        : nth % 3 === 1
          ? some(pumped.length > 0 ? pumped : parts, 3)
          : chance() < 0.5
            ? head
            : some(parts, 3)
    const suffix = pick(['', '\u0001', '\n', '!', 'z', '一', some(parts, 1)]) ?? ''
    if (pump !== '') yield { prefix, pump, suffix }
  }
}

/** One of the strings that the element matches, or nearly so. */
function sampleOf(element: AST.Element, flags: string, chance: () => number): string {
  const within = (alternatives: readonly AST.Alternative[]) =>
    (alternatives[Math.floor(chance() * alternatives.length)]?.elements ?? [])
      .map((one) => sampleOf(one, flags, chance))
      .join('')
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return within(element.alternatives)
    case 'Quantifier': {
      const most = Math.min(element.max, element.min + 3, Math.max(element.min, 4))
      const times = element.min + Math.floor(chance() * (most - element.min + 1))
      return Array.from({ length: times }, () => sampleOf(element.element, flags, chance)).join('')
    }
    case 'Assertion':
      return element.kind === 'lookahead' && !element.negate ? within(element.alternatives) : ''
    case 'Backreference':
      return ''
    case 'Character':
      return String.fromCodePoint(element.value)
    default:
      return unitOf(element.raw, flags, chance)
  }
}

const known = new Map<string, readonly string[]>()

/** Signs of all sorts, those of the pattern among them. */
const signs = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...'一二十百年月日第法部市場人萬台臺·§•「」『』“”《》（）：；。，、！？～—–…　\u00a0\u2028\u2029\ufffc\u0300éЖ９／．',
]

function unitOf(raw: string, flags: string, chance: () => number): string {
  const key = `${flags} ${raw}`
  const pattern = new RegExp(`^${raw}$`, flags.replace(/[gyd]/g, ''))
  const fitting = known.get(key) ?? [...signs, ...raw].filter((sign) => pattern.test(sign))
  known.set(key, fitting)
  return fitting[Math.floor(chance() * fitting.length)] ?? ''
}
