import { refusalWords } from '../../shared/locale/refusals.ts'
import type { Words } from '../locale/words.tsx'
import type { AsideCode } from '../sync/state.ts'

/** Why words stand beside the text instead of in it. */
export function asideWhy(code: AsideCode, { aside, locale }: Words): string {
  if (code === 'epoch') return aside.renewed
  return code === 'composed' ? aside.composed : refusalWords[code][locale]
}
