/**
 * A text as names are told apart by: without case, width, style, and what nobody sees; blanks are one
 * blank. `from` and `to` give for each of its units the characters of the real text it stands for.
 */
export type Likeness = {
  readonly text: string
  readonly from: readonly number[]
  readonly to: readonly number[]
}

const unseen = /\p{Default_Ignorable_Code_Point}|[\p{Cc}\p{Cf}]/u
/** Line ends are controls too, and Braille's empty sign is no blank by its class. */
const blank = /[\s\p{Z}\u2800]/u

/** Each sign for itself, so that it takes twice as long for twice the text. */
export function likenessOf(real: string): Likeness {
  const signs: string[] = []
  const from: number[] = []
  const to: number[] = []
  let at = 0
  let last = ''
  for (const sign of real) {
    const end = at + sign.length
    const alike = alikeTo(sign)
    if (alike !== ' ' || !last.endsWith(' ')) {
      signs.push(alike)
      if (alike !== '') last = alike
      for (let unit = 0; unit < alike.length; unit++) {
        from.push(at)
        to.push(end)
      }
    }
    at = end
  }
  return { text: signs.join(''), from, to }
}

function alikeTo(sign: string): string {
  if (sign > ' ' && sign <= '~') return sign.toLowerCase()
  if (blank.test(sign)) return ' '
  if (unseen.test(sign)) return ''
  let alike = ''
  for (const each of sign.normalize('NFKD').toLowerCase()) {
    if (blank.test(each)) alike += ' '
    else if (!unseen.test(each)) alike += each
  }
  return alike
}

/** What two names have in common that nobody could tell apart by looking. */
export function skeletonOf(name: string): string {
  return likenessOf(name).text.trim()
}

/** Those of `people` whose names look as another's does, by id; an erased name is none. */
export function lookingAlike(
  people: readonly { readonly id: string; readonly name: string }[],
): ReadonlySet<string> {
  const byName = new Map<string, string[]>()
  for (const { id, name } of people) {
    const skeleton = skeletonOf(name)
    if (skeleton !== '') byName.set(skeleton, [...(byName.get(skeleton) ?? []), id])
  }
  return new Set([...byName.values()].filter((ids) => ids.length > 1).flat())
}
