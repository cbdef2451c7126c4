import type { Outcome } from '../record/states.ts'
import type { Sector } from '../roles.ts'
import type { Words } from './locale.ts'

/** The words that documents themselves use, beside those of the form and of the people. */
export const exportWords = {
  plan: { en: 'Action plan', 'zh-Hant-TW': '行動方案' },
  commitment: { en: 'Commitment', 'zh-Hant-TW': '承諾事項' },
  contents: { en: 'Contents', 'zh-Hant-TW': '目錄' },
  commitments: { en: 'Commitments', 'zh-Hant-TW': '承諾事項數' },
  copy: { en: 'Copy', 'zh-Hant-TW': '版本類型' },
  version: { en: 'Version', 'zh-Hant-TW': '版本' },
  date: { en: 'Date', 'zh-Hant-TW': '日期' },
  empty: { en: '(nothing written)', 'zh-Hant-TW': '（未填寫）' },
  noRows: { en: 'No milestones have been written.', 'zh-Hant-TW': '尚未填寫里程碑。' },

  record: { en: 'Record of the drafting', 'zh-Hant-TW': '擬定過程紀錄' },
  contributions: { en: 'Who brought in the text', 'zh-Hant-TW': '文字由誰提出' },
  noContributions: {
    en: 'Nobody has written any of this text, so there is nothing to count by person.',
    'zh-Hant-TW': '本份文件尚無成員寫入的文字，故無各人字數可計。',
  },
  suggestions: { en: 'Suggestions and responses', 'zh-Hant-TW': '建議與回應說明' },
  noSuggestions: { en: 'Nobody has made a suggestion.', 'zh-Hant-TW': '沒有人提出建議。' },
  threads: { en: 'Discussions', 'zh-Hant-TW': '討論' },
  noThreads: { en: 'There was no discussion.', 'zh-Hant-TW': '沒有討論。' },
  method: { en: 'Method and limits', 'zh-Hant-TW': '方法與限制' },

  number: { en: 'No.', 'zh-Hant-TW': '編號' },
  person: { en: 'Person', 'zh-Hant-TW': '參與者' },
  organisation: { en: 'Organisation', 'zh-Hant-TW': '單位' },
  sector: { en: 'Sector', 'zh-Hant-TW': '身分別' },
  characters: { en: 'Characters', 'zh-Hant-TW': '字元數' },
  agreedCharacters: { en: 'Characters agreed', 'zh-Hant-TW': '已定字元數' },
  waitingCharacters: { en: 'Suggested, waiting', 'zh-Hant-TW': '待回應的建議' },
  share: { en: 'Share', 'zh-Hant-TW': '比例' },
  who: { en: 'Who', 'zh-Hant-TW': '提出者' },
  section: { en: 'Section', 'zh-Hant-TW': '欄位' },
  asked: { en: 'What was asked', 'zh-Hant-TW': '建議內容' },
  decision: { en: 'Decision', 'zh-Hant-TW': '採納情形' },
  reason: { en: 'Reason', 'zh-Hant-TW': '理由' },
  where: { en: 'Where', 'zh-Hant-TW': '文中位置' },
  decider: { en: 'Decided by', 'zh-Hant-TW': '回應者' },
  discussion: { en: 'Discussion', 'zh-Hant-TW': '討論內容' },
  outcome: { en: 'Outcome', 'zh-Hant-TW': '結果' },

  undecided: { en: 'Not decided yet', 'zh-Hant-TW': '尚未決定' },
  withdrawn: {
    en: 'Nothing is left of it: taken back or deleted before a decision',
    'zh-Hant-TW': '決定之前已收回或刪除',
  },
  noReason: { en: 'No reason was written.', 'zh-Hant-TW': '未寫理由。' },
  noReasonYet: { en: 'No reason: not decided.', 'zh-Hant-TW': '無：尚未決定。' },
  reopened: { en: 'Reopened; not decided again yet', 'zh-Hant-TW': '重新開啟，尚未再次決定' },
  overridden: {
    en: 'Decided by the facilitator although one side had not agreed.',
    'zh-Hant-TW': '尚有一方未同意，由主持人決定。',
  },
  changed: { en: 'Adopted with changes', 'zh-Hant-TW': '修改後採納' },
  gone: { en: 'No longer in the text', 'zh-Hant-TW': '已不在文中' },
  unresolved: { en: 'Still open', 'zh-Hant-TW': '未結案' },
  deletedComment: { en: '(This comment was deleted.)', 'zh-Hant-TW': '（此留言已刪除）' },
  about: { en: 'About', 'zh-Hant-TW': '關於' },
  newKind: { en: 'Change the paragraph kind', 'zh-Hant-TW': '更改段落類型' },
  onlyBreaks: { en: 'Change the paragraph breaks', 'zh-Hant-TW': '更改分段' },
  suggestion: { en: 'Suggestion', 'zh-Hant-TW': '建議' },
} satisfies Record<string, Words>

export const copyWords: Readonly<Record<'clean' | 'tracked' | 'record', Words>> = {
  clean: { en: 'Clean copy', 'zh-Hant-TW': '乾淨版' },
  tracked: { en: 'Copy with open suggestions', 'zh-Hant-TW': '追蹤修訂版' },
  record: { en: 'Record of the drafting', 'zh-Hant-TW': '擬定過程紀錄' },
}

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  adopted: { en: 'Adopted', 'zh-Hant-TW': '採納' },
  'adopted-in-part': { en: 'Adopted in part', 'zh-Hant-TW': '部分採納' },
  declined: { en: 'Not adopted', 'zh-Hant-TW': '不採納' },
  later: { en: 'For later', 'zh-Hant-TW': '留待後續' },
  'out-of-scope': { en: 'Out of scope', 'zh-Hant-TW': '不在本案範圍' },
}

export const sectorWords: Readonly<Record<Sector, Words>> = {
  government: { en: 'Government', 'zh-Hant-TW': '政府' },
  'civil-society': { en: 'Civil society', 'zh-Hant-TW': '公民社會' },
  parliament: { en: 'Parliament', 'zh-Hant-TW': '國會' },
  academia: { en: 'Academia', 'zh-Hant-TW': '學術界' },
  'private-sector': { en: 'Private sector', 'zh-Hant-TW': '民間企業' },
  public: { en: 'Public', 'zh-Hant-TW': '一般民眾' },
}

/** In the place of a name that was taken away for good. */
export const erasedWords: Words = { en: 'Erased person', 'zh-Hant-TW': '已刪除姓名的參與者' }

/** In the place of a person, for text that was written elsewhere before anybody was here. */
export const importedWords: Words = { en: 'Imported text', 'zh-Hant-TW': '匯入的文字' }

/** What the figures and the tables of the record can and cannot say, in plain words. */
export const methodWords: readonly Words[] = [
  {
    en: 'Every character of the text carries the identity of the session in which it was first written; the server bound that session to a person before anybody else could see the text. Moving, splitting, joining or formatting text does not change who brought it in.',
    'zh-Hant-TW':
      '文中每個字元都記著它最初是在哪個連線中寫下的；伺服器在別人看到之前，就已確認那個連線屬於誰。移動、分段、合併或改變格式，都不會改變是誰提出的。',
  },
  {
    en: 'People appear under the name, organisation and sector that they gave themselves when they joined. Sectors are asked for, never guessed. Where one person typed for another, the speaker is named first.',
    'zh-Hant-TW':
      '參與者以自己加入時填寫的名字、單位與身分別出現；身分別由本人填寫，不由系統推測。若由他人代打，先列發言者。',
  },
  {
    en: 'Ids of people are the plan’s own: the same person has the same one in every record of this plan, and another in another plan’s.',
    'zh-Hant-TW': '參與者的識別碼為各方案專用：同一人在本方案的各份紀錄中相同，在其他方案則不同。',
  },
  {
    en: 'Counting characters says who worded the text. It does not say who had the idea, who did the research, or whose agreement counted most. Work done outside this tool is not in it.',
    'zh-Hant-TW':
      '字元數只說明文字由誰寫下，不說明想法來自誰、誰做了研究、誰的同意最關鍵。在本工具之外做的事不在其中。',
  },
  {
    en: 'Words of suggestions that are still open count for whoever suggested them. Text that came with the form is nobody’s and is not counted; text that was imported from elsewhere is listed as imported.',
    'zh-Hant-TW':
      '尚未決定的建議，其文字算在提出者名下。表單原有的文字不屬於任何人，不列入計算；從他處匯入的文字則列為「匯入的文字」。',
  },
  {
    en: 'Every suggestion is listed, whatever became of it. Where no decision has been made, the table says so.',
    'zh-Hant-TW': '每一則建議都列出，不論結果如何；尚未決定的，表中註明。',
  },
]

/** A clean copy reads as if every open suggestion were adopted; it must not hide that. */
export function openNote(count: number): Words {
  return {
    en:
      count === 1
        ? 'One suggestion has not been decided; this copy reads as if it were adopted.'
        : `${count} suggestions have not been decided; this copy reads as if they were adopted.`,
    'zh-Hant-TW': `尚有 ${count} 則建議未決定；本份文件以採納後的樣子呈現。`,
  }
}

export function changedWords(names: string, was: string): Words {
  return {
    en: `${names} took out some of its words. It was suggested as: “${was}”`,
    'zh-Hant-TW': `${names}刪去了其中部分文字。原建議為：「${was}」`,
  }
}

export function replaceWords(removed: string, added: string): Words {
  return {
    en: `Replace “${removed}” by “${added}”`,
    'zh-Hant-TW': `將「${removed}」改為「${added}」`,
  }
}

export function addWords(added: string): Words {
  return { en: `Add “${added}”`, 'zh-Hant-TW': `增加「${added}」` }
}

export function deleteWords(removed: string): Words {
  return { en: `Delete “${removed}”`, 'zh-Hant-TW': `刪除「${removed}」` }
}

/** What somebody asks for who can only say it: a new row of milestones, by its cells. */
export function askedRowWords(cells: readonly string[]): Words {
  return {
    en: `Please add a milestone. ${cells.join('; ')}`,
    'zh-Hant-TW': `請新增一項里程碑。${cells.join('；')}`,
  }
}

/** Another date of a milestone, by the name of its column. */
export function askedDateWords(column: string, from: string, to: string): Words {
  return {
    en: `Please change “${column}” from “${from}” to “${to}”.`,
    'zh-Hant-TW': `請將「${column}」由「${from}」改為「${to}」。`,
  }
}

/** Who said it, and who put it here. */
export function typedForWords(speaker: string, by: string): Words {
  return { en: `${speaker} (typed by ${by})`, 'zh-Hant-TW': `${speaker}（代打：${by}）` }
}

export function broughtForWords(author: string, by: string): Words {
  return {
    en: `${author} (brought in from a file by ${by})`,
    'zh-Hant-TW': `${author}（自檔案匯入：${by}）`,
  }
}

/** Somebody came in twice; the first name is the one that everything stands under. */
export function mergedWords(first: string, second: string, by: string, day: string): Words {
  const [en, zh] =
    first === second
      ? [`Two entries of ${first} are one person`, `「${first}」的兩筆參與資料為同一人`]
      : [`${second} and ${first} are one person`, `「${second}」與「${first}」為同一人`]
  return {
    en: `${en}, as ${by} said on ${day}. Everything is counted under one name; ids stay as they were.`,
    'zh-Hant-TW': `${zh}（${by}於 ${day} 註記）。各項統計合併計算，原有識別碼不變。`,
  }
}

export function broughtWords(author: string): Words {
  return { en: `${author} (brought in from a file)`, 'zh-Hant-TW': `${author}（自檔案匯入）` }
}

/** A comment of a discussion. */
export function saidWords(who: string, day: string, said: string): Words {
  return { en: `${who} (${day}): ${said}`, 'zh-Hant-TW': `${who}（${day}）：${said}` }
}

export function resolvedWords(who: string, day: string): Words {
  return { en: `Resolved by ${who}, ${day}`, 'zh-Hant-TW': `結案：${who}，${day}` }
}

/** Words of a section that a discussion is about. */
export function quotedWords(section: string, quote: string): Words {
  return { en: `${section} “${quote}”`, 'zh-Hant-TW': `${section}「${quote}」` }
}

/** A column of a section's table. */
export function columnWords(section: string, column: string): Words {
  return { en: `${section}: ${column}`, 'zh-Hant-TW': `${section}：${column}` }
}

export function paragraphWords(number: number): Words {
  return { en: `paragraph ${number}`, 'zh-Hant-TW': `第 ${number} 段` }
}

export function pageWords(page: string, pages: string): Words {
  return { en: `Page ${page} of ${pages}`, 'zh-Hant-TW': `第 ${page} 頁，共 ${pages} 頁` }
}

/** A version without a name is named by its place in the journal. */
export function versionWords(name: string | null, seq: number): Words {
  return name === null
    ? { en: `Draft ${seq}`, 'zh-Hant-TW': `草稿 ${seq}` }
    : { en: `${name} (${seq})`, 'zh-Hant-TW': `${name}（${seq}）` }
}

/** The pages of the public record. */
/** In place of a passage that a PDF cannot hold. */
export const unsetWords: Words = {
  en: '[This passage could not be set in the PDF. Its words are in the DOCX and HTML files.]',
  'zh-Hant-TW': '［此段落無法排入 PDF；文字內容請見 DOCX 或 HTML 檔。］',
}

export const recordWords = {
  lead: {
    en: 'This is the public record of how this plan was drafted. It opens without a network: every commitment in every format, the responses to all suggestions, the discussions, and the data from which anyone can count again who brought in what.',
    'zh-Hant-TW':
      '這是本方案擬定過程的公開紀錄，不需要網路即可開啟：包含每一項承諾事項的各種格式、對所有建議的回應、討論內容，以及任何人都能據以重新計算「文字由誰提出」的資料。',
  },
  whole: { en: 'The whole plan', 'zh-Hant-TW': '完整方案' },
  check: { en: 'Check it yourself', 'zh-Hant-TW': '自行查核' },
  how: { en: 'How to count again', 'zh-Hant-TW': '如何重新計算' },
  data: { en: 'Data', 'zh-Hant-TW': '資料' },
  steps: [
    {
      en: 'SHA256SUMS holds the SHA-256 of every file here. If a sum differs, the file is not the one that was published.',
      'zh-Hant-TW':
        'SHA256SUMS 列出每個檔案的 SHA-256 值。若計算結果不同，表示檔案與公布時不一致。',
    },
    {
      en: 'journal.json of each commitment holds its text, every character under the identity with which it was first written, and to whom each identity was bound.',
      'zh-Hant-TW':
        '每一項承諾事項的 journal.json 載有其文字；每個字元都帶有最初寫下時的識別碼，以及該識別碼屬於誰。',
    },
    {
      en: 'recompute.mjs counts the characters of each section by person from journal.json and compares them with contributions.json, which the table in the record is made from, suggested text that waits counted in. It is a hundred lines long and needs nothing but Node.js; reading it is the best description of the method.',
      'zh-Hant-TW':
        'recompute.mjs 依 journal.json 計算各欄位中每個人提出的字元數，並與 contributions.json（紀錄中表格的來源，待回應的建議一併計入）比對。程式約一百行，只需要 Node.js；閱讀程式本身就是最好的方法說明。',
    },
    {
      en: 'heads.json names, for each commitment, the newest entry of its journal that this record stands on, and a hash that covers that entry and all before it. Give recompute.mjs the heads.json of another record, or what the operator has printed with “accord heads”, and it compares them: where the same entry has another hash, the journal was changed in between. To compare an earlier record with the journal of today, the operator runs “accord verify --heads heads.json”.',
      'zh-Hant-TW':
        'heads.json 載明本紀錄所依據的每一項承諾事項日誌之最新一筆，以及涵蓋該筆與先前各筆的雜湊值。執行 recompute.mjs 時指定另一份紀錄的 heads.json，或系統維運者以「accord heads」列印的內容，即可比對：同一筆的雜湊值若不同，表示日誌在兩者之間遭到更動。若要將較早的紀錄與現在的日誌比對，請維運者執行「accord verify --heads heads.json」。',
    },
  ],
} as const satisfies Record<string, Words | readonly Words[]>
