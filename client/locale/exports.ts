import type { Locale } from '../../shared/locale/locale.ts'
import { isolating } from '../../shared/text/direction.ts'

const en = {
  openPlan: 'Export the plan',
  title: 'Export this commitment',
  titlePlan: 'Export the plan',
  lead: 'Everybody in this plan may export. People appear as they chose; how to reach them is in no copy.',
  copy: 'Copy',
  copies: {
    clean: {
      name: 'Clean',
      lead: 'The final text only: no names, no marks. Open suggestions read as adopted, and it says how many.',
    },
    tracked: {
      name: 'With open suggestions',
      lead: 'Open suggestions as tracked changes and discussions as comments, for Word and LibreOffice; the record behind it.',
    },
    record: {
      name: 'Record',
      lead: 'Who brought in what, every suggestion with its answer and reason, every discussion.',
    },
  },
  format: 'Format',
  formats: {
    docx: 'Word (DOCX)',
    odt: 'OpenDocument (ODT)',
    pdf: 'PDF',
    html: 'Web page (HTML)',
    md: 'Markdown',
    json: 'Data (JSON)',
    csv: 'Milestones as a table (CSV)',
    zip: 'Public record (ZIP)',
  },
  zipLead:
    'All commitments in all formats with their record; opens without a network and lets anybody count again who brought in what.',
  version: 'Version',
  newest: 'The text of this moment',
  language: 'Language of headings and notes',
  languages: { 'zh-Hant-TW': '正體中文', en: 'English' },
  own: 'As the commitment',
  complete: 'Name everybody, whatever they chose (for the file, not for publication)',
  start: 'Export',
  cancel: 'Stop',
  progress: 'Making the file',
  waiting: (jobs: number) =>
    jobs === 1 ? 'One other file is made first' : `${jobs} other files are made first`,
  files: (done: number, of: number) => `File ${done} of ${of}`,
  setting: 'Setting the pages',
  sending: 'Almost done',
  done: (name: string) => `Made: ${name}`,
  lacking: (name: string) => `${name} is made, but cannot show every letter.`,
  take: 'Save it all the same',
  repaired: 'What had to be repaired to make it:',
  stopped: 'Stopped. Nothing was made.',
  network: 'The server could not be reached. Please try again.',
}

export type ExportWords = typeof en

const zhHantTW: ExportWords = {
  openPlan: '匯出方案',
  title: '匯出這項承諾事項',
  titlePlan: '匯出方案',
  lead: '方案裡的每個人都可以匯出。參與者依自己選擇的方式呈現；聯絡方式不會出現在任何版本中。',
  copy: '版本類型',
  copies: {
    clean: {
      name: '乾淨版',
      lead: '只有最終文字，沒有姓名與標記。未決定的建議以採納後的樣子呈現，並註明有幾則。',
    },
    tracked: {
      name: '追蹤修訂版',
      lead: '未決定的建議成為 Word、LibreOffice 的追蹤修訂，討論成為註解；後附擬定過程紀錄。',
    },
    record: {
      name: '擬定過程紀錄',
      lead: '文字由誰提出、每一則建議的處理結果與理由、每一則討論。',
    },
  },
  format: '格式',
  formats: {
    docx: 'Word（DOCX）',
    odt: '開放文件（ODT）',
    pdf: 'PDF',
    html: '網頁（HTML）',
    md: 'Markdown',
    json: '資料（JSON）',
    csv: '里程碑表格（CSV）',
    zip: '公開紀錄（ZIP）',
  },
  zipLead: '所有承諾事項的各種格式與紀錄；不需要網路即可開啟，任何人都能重新計算文字由誰提出。',
  version: '版本',
  newest: '目前的文字',
  language: '標題與說明的語言',
  languages: { 'zh-Hant-TW': '正體中文', en: 'English' },
  own: '與承諾事項相同',
  complete: '列出所有人的姓名，不論其選擇（供歸檔，不供公開）',
  start: '匯出',
  cancel: '停止',
  progress: '正在產生檔案',
  waiting: (jobs) => `前面還有 ${jobs} 份檔案`,
  files: (done, of) => `第 ${done} 份，共 ${of} 份`,
  setting: '正在排版',
  sending: '即將完成',
  done: (name) => `已產生：${name}`,
  lacking: (name) => `已產生 ${name}，但有些字元無法顯示。`,
  take: '仍要儲存',
  repaired: '為了產生檔案所做的修正：',
  stopped: '已停止，沒有產生檔案。',
  network: '無法連上伺服器，請再試一次。',
}

/** Every word about exporting, in both languages. */
export const exportDialogWords: Readonly<Record<Locale, ExportWords>> = isolating({
  en,
  'zh-Hant-TW': zhHantTW,
})
