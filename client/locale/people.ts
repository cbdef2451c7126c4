import type { Locale } from '../../shared/locale/locale.ts'
import type { Role } from '../../shared/roles.ts'
import { isolating } from '../../shared/text/direction.ts'

/** What a role may, in a sentence. */
const can: Readonly<Record<Locale, Readonly<Record<Role, string>>>> = {
  en: {
    facilitator: 'look after people and sections',
    'co-author': 'edit and decide',
    suggester: 'suggest',
    observer: 'read',
  },
  'zh-Hant-TW': {
    facilitator: '管理成員與各節',
    'co-author': '撰寫內文並決定建議',
    suggester: '提出建議',
    observer: '閱讀',
  },
}

const en = {
  verified: {
    is: 'identity checked',
    check: 'Identity is checked',
    uncheck: 'Take the check back',
    sure: (name: string) =>
      `You confirm that you know who ${name} is. That you did is kept in the record.`,
    only: {
      label: 'Only people whose identity is checked answer suggestions',
      hint: 'Facilitators check identities in the list of people. Everybody can go on suggesting and commenting.',
      told: 'Only people whose identity a facilitator has checked answer suggestions.',
    },
  },
  sessions: {
    open: 'Devices signed in',
    mine: 'Where you are signed in',
    of: (name: string) => `Where ${name} is signed in`,
    lead: 'What is open on a device closes within a second when its session ends. Words that were not sent stay on that device.',
    here: 'this device',
    unknown: 'A device',
    since: (moment: string) => `since ${moment}`,
    now: 'in use now',
    seen: (hours: number) =>
      hours === 1 ? 'used within the last hour' : `used within the last ${hours} hours`,
    seenAgo: (ago: string) => `last used ${ago}`,
    none: 'Nowhere at the moment.',
    end: 'End',
    otherEntry: 'Joined under another name: a facilitator can end it.',
    endOf: (device: string) => `End the session: ${device}`,
    ended: 'The session has ended.',
  },
  codes: {
    title: 'Renew the codes that they know',
    lead: (name: string) =>
      `${name} is out, but knows these codes and could come in with one under another name. New codes can be given to the groups; the old ones then open nothing.`,
    renew: (n: number) => (n === 1 ? 'Renew 1 code' : `Renew ${n} codes`),
    leave: 'Leave as they are',
    done: 'The codes are renewed.',
  },
  own: {
    lead: 'The change is kept in the record. If your identity has been checked, it has to be checked again under the new name.',
  },
  leave: {
    other: 'I am somebody else on this device',
    lead: 'This device forgets who you are. What you wrote stays under your name. Whoever joins here next, you too, is entered as a new person.',
    leadOf: (name: string) =>
      `This device forgets who ${name} is. What ${name} wrote stays under that name. Whoever joins here next is entered as a new person.`,
    unsent: (n: number) =>
      n === 1
        ? 'In one commitment words of yours have not reached the others.'
        : `In ${n} commitments words of yours have not reached the others.`,
    unsentOf: (name: string, n: number) =>
      n === 1
        ? `In one commitment words of ${name} have not reached the others. They are private to ${name}, and stay on this device.`
        : `In ${n} commitments words of ${name} have not reached the others. They are private to ${name}, and stay on this device.`,
    sentOrCopied: 'Leave only when they are sent or copied.',
    onlySent: 'Leave only when they are sent.',
    sent: 'Everything has been sent.',
    drafts: 'Comments or reasons that you have half written are on this device.',
    draftsOf: (name: string) =>
      `Comments or reasons that ${name} has half written are on this device, private to ${name}.`,
    halfWritten: 'Half-written comments and reasons',
    copyDrafts:
      'They stay on this device, and are there again for whoever wrote them, signed in as now.',
    words: 'Words that are not sent',
    copy: 'They stay on this device, but are sent only by you, signed in here as you are now.',
    go: 'Leave',
  },
  merge: {
    open: 'Has come in twice',
    title: (name: string) => `Which entry is ${name} too?`,
    lead: (name: string) =>
      `The two are counted as one person, under the name, role and sector of ${name}, for as long as nobody parts them. Both stay signed in. Words keep the entry that they were written under, and everybody can read that you said so. Each entry can take back what the other suggested; the record says under which it was done.`,
    which: 'The other entry',
    stays: (who: string) => `What stays: ${who}`,
    option: (who: string, since: string) => `${who} (since ${since})`,
    gains: (name: string, from: Role, to: Role, called: string) =>
      `${name}, who may ${can.en[from]}, may then ${can.en[to]} as ${called.toLowerCase()}.`,
    notOneself: 'Nobody says this of themselves. Ask another facilitator of this plan.',
    nobody: 'There is nobody else in this plan who could be the same person.',
    nobodyButYou: (name: string) =>
      `There is nobody else in this plan who could be the same person. If ${name} is you, say so in the menu of your own entry.`,
    act: 'They are one person',
    done: 'The two entries are one person now.',
    also: (name: string, by: string, at: string) =>
      `Also came in as ${name}, as ${by} said on ${at}.`,
    part: 'They are two',
    partOf: (name: string, other: string) => `${name} and ${other} are two people`,
    sure: (name: string, other: string) =>
      `${other} is counted apart from ${name} again, with the name, role and sector of their own entry; what was changed under the one about the other goes back. That you said so is kept in the record.`,
    parted: 'They are two people again.',
    somebody: 'somebody',
  },
  alike: 'another name here looks the same',
  keys: 'What they have agreed to for their sector, and what is still open, they must agree to again.',
}

export type PeopleWords = typeof en

const zhHantTW: PeopleWords = {
  verified: {
    is: '已確認身分',
    check: '確認身分',
    uncheck: '撤回身分確認',
    sure: (name) => `您確認知道${name}是誰；這項確認會連同您的姓名留在紀錄中。`,
    only: {
      label: '只由已確認身分的人回應建議',
      hint: '主持人可在成員名單中確認身分；每個人仍可繼續建議與留言。',
      told: '只由主持人已確認身分的人回應建議。',
    },
  },
  sessions: {
    open: '登入的裝置',
    mine: '您在哪些裝置登入',
    of: (name) => `${name}在哪些裝置登入`,
    lead: '結束登入後，該裝置上開啟的頁面會在一秒內中斷；尚未送出的文字會留在該裝置上。',
    here: '這台裝置',
    unknown: '某台裝置',
    since: (moment) => `自 ${moment}`,
    now: '使用中',
    seen: (hours) => (hours === 1 ? '一小時內使用過' : `${hours} 小時內使用過`),
    seenAgo: (ago) => `上次使用：${ago}`,
    none: '目前沒有登入任何裝置。',
    end: '結束',
    otherEntry: '以另一筆資料加入，可由主持人結束。',
    endOf: (device) => `結束登入：${device}`,
    ended: '已結束登入。',
  },
  codes: {
    title: '更換此人知道的代碼',
    lead: (name) =>
      `${name}已移出，但知道下列代碼，可能用別的名字再進來。可以給各組新代碼，舊代碼隨即失效。`,
    renew: (n) => `更換 ${n} 個代碼`,
    leave: '維持不變',
    done: '代碼已更換。',
  },
  own: {
    lead: '更改會留在紀錄中。若您的身分已經確認，更改後須以新的姓名或單位重新確認。',
  },
  leave: {
    other: '我是這台裝置的另一位使用者',
    lead: '這台裝置不再記得您是誰；您寫的文字仍列在您的名下。之後在此加入的人（包括您自己）都會登記為新成員。',
    leadOf: (name) =>
      `這台裝置不再記得${name}；${name}寫的文字仍列在${name}名下。之後在此加入的人都會登記為新成員。`,
    unsent: (n) => `您在 ${n} 項承諾中有文字尚未送達其他人。`,
    unsentOf: (name, n) =>
      `${name}在 ${n} 項承諾中有文字尚未送達其他人。這些文字僅供${name}本人閱覽，並留在這台裝置上。`,
    sentOrCopied: '請待送出或複製後再離開。',
    onlySent: '請待送出後再離開。',
    sent: '已全部送出。',
    drafts: '這台裝置上有您尚未寫完的留言或理由。',
    draftsOf: (name) => `這台裝置上有${name}尚未寫完的留言或理由，僅供${name}本人閱覽。`,
    halfWritten: '尚未寫完的留言與理由',
    copyDrafts: '這些文字留在這台裝置上，撰寫者以目前的身分登入時會再出現。',
    words: '尚未送出的文字',
    copy: '這些文字留在這台裝置上，但只有以您目前的身分登入時才會送出。',
    go: '離開',
  },
  merge: {
    open: '重複加入，為同一人',
    title: (name) => `下列哪一筆與${name}為同一人？`,
    lead: (name) =>
      `兩筆合併計為一人，採用${name}的姓名、角色與身分別；兩邊都維持登入。文字仍列在原本寫下時的那一筆之下，所有成員都看得到這項註記與註記者。任一筆皆可收回另一筆所提的建議，紀錄會註明由哪一筆收回。`,
    which: '另一筆',
    stays: (who) => `保留：${who}`,
    option: (who, since) => `${who}（${since} 加入）`,
    gains: (name, from, to, called) =>
      `${name}目前可${can['zh-Hant-TW'][from]}，合併後成為${called}，可${can['zh-Hant-TW'][to]}。`,
    notOneself: '不能由本人合併自己的資料，請洽這份方案的另一位主持人。',
    nobody: '這份方案中沒有其他可能為同一人的成員。',
    nobodyButYou: (name) =>
      `這份方案中沒有其他可能為同一人的成員。若${name}就是您本人，請從名單中您自己那一筆的選單合併。`,
    act: '合併為同一人',
    done: '已合併為同一人。',
    also: (name, by, at) => `另以「${name}」加入（${by}於 ${at} 註記）。`,
    part: '分開為兩人',
    partOf: (name, other) => `${name}與${other}分開為兩人`,
    sure: (name, other) =>
      `${other}將與${name}分開計算，恢復原本的姓名、角色與身分別，合併期間以另一筆所做的更改一併還原；這項變更會連同您的姓名留在紀錄中。`,
    parted: '已分開為兩人。',
    somebody: '某位成員',
  },
  alike: '名單中另有看起來相同的姓名',
  keys: '此人以原身分別同意、仍待決定的建議，須重新表示同意。',
}

/** Words about who people are and where they are signed in. */
export const peopleWords: Readonly<Record<Locale, PeopleWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
