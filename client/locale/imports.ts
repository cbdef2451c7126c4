import type { ImportPreview } from '../../shared/apiImport.ts'
import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

type Lost = ImportPreview['lost'][number]['what']

const en = {
  title: 'Import a document',
  lead: 'A document that somebody worked on elsewhere comes back as suggestions and comments of those who wrote them. Nothing is created before you agree.',
  choose: 'Choose a file',
  kinds: 'DOCX or ODT with tracked changes and comments, Markdown, or our own JSON; up to 16 MB.',
  reading: 'Reading the document …',
  readable: (name: string) => `Read: ${name}`,
  against: 'Compare with',
  asMade: 'The text as it was exported',
  newest: 'The text of this moment',
  since: (version: string, at: string) => `Version ${version} · ${at}`,
  sources: {
    this: 'The document was made from this commitment. What differs becomes a suggestion.',
    another:
      'The document was made from another commitment. All that differs becomes a suggestion.',
    unknown:
      'The document does not say what it was made from. All that differs becomes a suggestion.',
  },
  nothing: 'There is nothing new in this document.',
  authors: 'Whose words are they?',
  authorsLead:
    'A document only holds names. Say who each of them is; the record will say that you brought their words in. You cannot answer these suggestions yourself.',
  nobody: 'Changes without a name',
  brings: (suggestions: number, comments: number) =>
    [
      suggestions > 0 && (suggestions === 1 ? '1 suggestion' : `${suggestions} suggestions`),
      comments > 0 && (comments === 1 ? '1 comment' : `${comments} comments`),
    ]
      .filter(Boolean)
      .join(', '),
  who: (name: string) => `Who is ${name}?`,
  whoNobody: 'Who suggests them?',
  leaveOut: 'Leave out',
  enter: (name: string) => `New: ${name}`,
  sector: (name: string) => `Sector of ${name}`,
  suggestions: 'Suggestions',
  comments: 'Comments',
  reply: 'Reply in a discussion that is there',
  newKind: 'Another paragraph kind',
  newBlock: 'Another paragraph',
  lost: 'What cannot be kept',
  lostKinds: {
    image: 'Pictures',
    footnote: 'Footnotes and endnotes',
    table: 'Tables that are not the form’s milestones',
    'format-change': 'Tracked changes of looks',
    'merged-cells': 'Tables with merged cells',
    'outside-sections': 'Paragraphs outside of the form’s sections',
    link: 'Links that are no web or mail addresses',
    formatting: 'Bold, italic, underline and links in what changed',
    'milestone-row':
      'Rows of milestones that were taken out: that their words go is a suggestion, the row and its dates stay',
    answered:
      'Suggestions and discussions that were answered in the document: please answer them here',
    'unknown-deletion': 'Deletions of words that the text does not have',
    'section-closed': 'Changes in sections that are closed',
    'long-comment': 'The ends of very long comments',
  } satisfies Record<Lost, string>,
  missing: (sections: string) => `Not in the document, and left as they are: ${sections}`,
  unanswered: 'Please say of each name who it is, or leave it out.',
  agree: (suggestions: number, comments: number) =>
    `Bring in: ${en.brings(suggestions, comments) || 'nothing'}`,
  bringing: 'Bringing it in …',
  done: (suggestions: number, comments: number) =>
    `Brought in: ${en.brings(suggestions, comments) || 'nothing'}.`,
  another: 'Another file',
}
export type ImportWords = typeof en

const brings = (suggestions: number, comments: number) =>
  [suggestions > 0 && `${suggestions} 則建議`, comments > 0 && `${comments} 則留言`]
    .filter(Boolean)
    .join('、')

const zhHantTW: ImportWords = {
  title: '匯入文件',
  lead: '在別處修改過的文件，會以建議與留言的形式回到這裡，各歸其作者。您同意之前，不會建立任何內容。',
  choose: '選擇檔案',
  kinds: '含追蹤修訂與註解的 DOCX 或 ODT、Markdown，或本系統的 JSON；上限 16 MB。',
  reading: '正在讀取文件…',
  readable: (name) => `已讀取：${name}`,
  against: '比對基準',
  asMade: '匯出當時的文字',
  newest: '目前的文字',
  since: (version, at) => `版本「${version}」· ${at}`,
  sources: {
    this: '這份文件由本承諾事項匯出，與基準不同之處會成為建議。',
    another: '這份文件由另一項承諾事項匯出，所有差異都會成為建議。',
    unknown: '這份文件沒有註明來源，所有差異都會成為建議。',
  },
  nothing: '這份文件沒有新的內容。',
  authors: '這些是誰的話？',
  authorsLead: '文件裡只有名字。請說明每個名字是誰；紀錄會註明由您匯入。這些建議不能由您自己處理。',
  nobody: '沒有署名的修改',
  brings,
  who: (name) => `「${name}」是誰？`,
  whoNobody: '由誰提出？',
  leaveOut: '不匯入',
  enter: (name) => `新增：${name}`,
  sector: (name) => `「${name}」的身分別`,
  suggestions: '建議',
  comments: '留言',
  reply: '回覆既有的討論',
  newKind: '更改段落類型',
  newBlock: '另起一段',
  lost: '無法保留的內容',
  lostKinds: {
    image: '圖片',
    footnote: '註腳與章節附註',
    table: '不屬於里程碑的表格',
    'format-change': '格式的追蹤修訂',
    'merged-cells': '含合併儲存格的表格',
    'outside-sections': '不在表單欄位內的段落',
    link: '不是網頁或電子郵件位址的連結',
    formatting: '修改處的粗體、斜體、底線與連結',
    'milestone-row': '刪去的里程碑：刪除其文字列為建議，該列與日期仍保留',
    answered: '在文件裡已處理的建議與討論：請在這裡處理',
    'unknown-deletion': '刪除本文沒有的文字',
    'section-closed': '已關閉欄位的修改',
    'long-comment': '過長留言的後段',
  },
  missing: (sections) => `文件裡沒有、維持原樣的欄位：${sections}`,
  unanswered: '請說明每個名字是誰，或選擇不匯入。',
  agree: (suggestions, comments) => `匯入：${brings(suggestions, comments) || '無'}`,
  bringing: '正在匯入…',
  done: (suggestions, comments) => `已匯入：${brings(suggestions, comments) || '無'}。`,
  another: '換一個檔案',
}

/** Every word about importing a document, in both languages. */
export const importWords: Readonly<Record<Locale, ImportWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
