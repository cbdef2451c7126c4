import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  otherRole: (offered: string, own: string) =>
    `This code is for the role ${offered}. It changes nothing for you: in this plan your role stays ${own}. Facilitators can change it.`,
}

/** Words for whoever is in a plan and opens a code of it again. */
export const joinAgainWords: Readonly<Record<Locale, typeof en>> = isolating({
  en,
  'zh-Hant-TW': {
    otherRole: (offered, own) =>
      `這組代碼的角色是${offered}，不會改變您的角色：您的角色仍是${own}。如需更改，請洽主持人。`,
  },
})
