import type { Locale } from '../../shared/locale/locale.ts'
import type { Role } from '../../shared/roles.ts'

/** What each role is for, where somebody is given one. */
export const roleMeaning: Readonly<Record<Locale, Readonly<Record<Role, string>>>> = {
  en: {
    facilitator: 'Invites, looks after sections and roles, and writes.',
    'co-author': 'Writes the text and decides on others’ suggestions.',
    suggester: 'Proposes changes that others decide on.',
    observer: 'Reads and follows.',
  },
  'zh-Hant-TW': {
    facilitator: '邀請成員、照看各節與角色，也能撰寫。',
    'co-author': '撰寫內文，並對他人的建議作出決定。',
    suggester: '提出修改建議，由他人決定。',
    observer: '閱讀與追蹤進度。',
  },
}
