/**
 * The word lists of the rules, apart from the logic. Provenance: (K) common advice on objectives;
 * (V) named as words to avoid in health.vic's guidance on objectives; (T) found in the Taiwanese plan
 * 2021–24; (R) added after looking at the flagged milestone rows of 2022–24. The lists were tried on
 * 558 commitments: they point at words worth a question, they do not tell good from bad.
 */
export type WordList = { readonly en: RegExp; readonly zh: RegExp }

/**
 * What may stand before the first verb: list numbers, "Milestone 3:", "The Government will". Each sign
 * has one way to be read, here and below: a text that almost fits would else be read in all of them.
 */
const headEn =
  '^(?:[^\\p{L}\\p{N}]|\\d+(?:\\.\\d+)*[.):]?\\s|[a-z][.)]\\s)*(?:(?:milestone|action|hito)\\s*(?:\\d+\\s*)?(?:[:.–-]\\s*)?)?(?:(?:(?:(?:administration|government|ministry|we)\\s+)?will|the|to|systematic|measures\\s+to)\\s+)*'
const headZh =
  '^[\\s\\d一二三四五六七八九十.、()（）:：•-]*(?:每年|每季|積極|適時|適度|全面|逐步|共同|以多元方式|持續|賡續)*'

/** T1. Nothing is promised, whatever the object. V: advocate, seek, explore, encourage. T: 研議 評估 檢視 鼓勵. */
export const effort = {
  en: new RegExp(
    `${headEn}(?<word>(?:advocat|pursu|seek|explor|consider|encourag|promot|striv|endeavou?r)\\w*|aim(?:s|ing)?\\s+(?:to|at)\\b|look(?:ing)?\\s+into|work(?:ing)?\\s+towards)`,
    'iu',
  ),
  zh: new RegExp(
    `${headZh}(?<word>研議|研究|研析|評估|探討|檢視|檢討|鼓勵|倡導|關注|重視|營造)`,
    'u',
  ),
} satisfies WordList

/** T1 inside a sentence: "…, the Administration will advocate for…". English only. */
export const effortClause =
  /\b(?:will|shall)\s+(?:\w+ly\s+)?(?<word>advocate|pursue|seek|explore|consider|encourage|strive|endeavou?r)\b/iu

/** T1 is silent where a bill is considered by a parliament, which is a stage, not an effort. (R) IE0058 */
export const parliamentaryStage = /^\W*consideration of .{0,120}\b(?:bill|act)\b.{0,40}\bby\b/iu

/** T2. A direction without an end. K; T: 強化 促進 推動 精進 優化 深化 提升 落實. */
export const direction = {
  en: new RegExp(
    `${headEn}(?<word>(?:strengthen|enhanc|improv|support(?!(?:ing|ive)? (?:institution|agenc|actor|organi|ministr|stakeholder))|foster|facilitat|rais|increas|advanc|boost|reinforc|deepen|broaden|empower|contribut)\\w*)`,
    'iu',
  ),
  zh: new RegExp(
    `${headZh}(?<word>加強|強化|促進|推動|推廣|推展|精進|優化|深化|提升|提高|增進|改善|支持|協助|輔導|落實|完善|健全|擴大|宣導|培力)`,
    'u',
  ),
} satisfies WordList

/** A thing that can be pointed at afterwards; silences T2. 法 alone would hit 方法 and 三法. (R) documentation, use case, inventory */
export const deliverable = {
  en: /\b(?:law|act|bill|regulations?|decree|ordinance|polic(?:y|ies)|guid(?:e|elines?|ance|ebook)s?|standards?|register|registry|portal|website|platform|database|data ?sets?|reports?|manuals?|methodolog\w+|amendments?|legislation|instructions?|templates?|dashboard|api|strategy|plan|agreement|committee|council|office|unit|prototype|software|systems?|curriculum|budget|archive|index|documentation|use ?cases?|inventory|app)\b/iu,
  zh: /(?:修法|立法|專法|草案|條例|要點|辦法|原則|規範|指引|手冊|準則|平[臺台]|網站|專區|系統|資料庫|資料集|報告|登記簿|名單|API|原始碼|標準|委員會|小組|課程|教材|儀表板|清單|條文)/u,
} satisfies WordList

/** A product of the effort itself; silences T1 in Chinese: 「研議…修正草案」 names one. */
export const productZh = /(?:草案|報告|指引|手冊|規範|清單|條文|方案|要點|辦法)/u

/** A number with a unit. Chinese numerals and units count: 「1千餘人次」「300萬」. A year is no number. */
export const quantity = {
  en: /(?<![\d.])(?!(?:19|20)\d{2}\b)\d[\d,.]{0,15}\s*(?:%|per ?cent|[a-z]{3,})|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred)\s+[a-z]{3,}|\b(?:quarterly|monthly|weekly|semi-?annual)\b/iu,
  zh: /(?:\d[\d,.]{0,15}|(?<![一二兩三四五六七八九十百千萬])[一二兩三四五六七八九十百千萬]+)\s*(?:[千萬百]餘?\s*|餘\s*)?(?:%|％|場次?|人次|人|件|項|家|例|個|處|校|縣市|筆|次|成|倍|小時|日內|天內|工作日|萬)/u,
} satisfies WordList

/** T3, T4. "Campaign" in an election is no event, and a workshop that something is done through is a means. (R)
 * XK0011. One event is a number already, so what is counted stands in the plural. (R) PY0072 */
export const event = {
  en: /(?<!through |via )\b(?:trainings?|train(?:ed|ers)|workshops|(?:information|awareness|media|public|outreach) campaigns?|seminars|awareness|sensiti[sz]\w+|conferences|events)\b/iu,
  zh: /(?:培訓|訓練|講習|研習|工作坊|座談會?|公聽會|說明會|論壇|宣導|宣傳|活動|競賽|參訪)/u,
} satisfies WordList

/** A hearing that the law demands needs no number. */
export const demandedByLaw = {
  en: /\b(?:required by law|statutory|mandatory|in line with the \w+ act)\b/iu,
  zh: /依法|法定|依.{1,12}(?:法|條例|辦法)(?:第|規定)/u,
} satisfies WordList

/** T5. 各機關, 各部會, 各縣市 are left out: they mean all. */
export const collective = {
  en: /\b(?:relevant|competent|concerned|appropriate|responsible|key)\s+(?:stakeholders?|authorities|agencies|bodies|institutions|ministries|parties|actors)\b|\ball\s+(?:stakeholders|parties)\b/iu,
  zh: /(?:相關|有關)(?:單位|機關|部會|局處|團體|人士)|各(?:單位|界|方(?!面)|團體)|權責單位/u,
} satisfies WordList

/** A proper name in the row; silences T5. */
export const named = {
  en: /\b(?:Ministry|Department|Office|Commission|Agency|Authority|Council|Parliament|Institute|University|Association|Court|Bank)\b(?: (?:of|for|on|and|the)\b)* [A-Z]/u,
  zh: /[\u4e00-\u9fff]{1,8}(?:部(?![會門分份])|院(?![長內])|委員會|總?署|市政府|縣政府|協會|基金會|聯盟|學會)/u,
} satisfies WordList

/** T6. "Subject to safeguards" protects somebody and is no hedge (NZ0028). T: 適時 儘速 於一定時效. */
export const hedge = {
  en: /\b(?:where(?:ver)?\s+(?:possible|appropriate|feasible)|as\s+appropriate|if\s+(?:possible|necessary)|as\s+(?:soon|far)\s+as\s+possible|in\s+due\s+course|(?:study|examine|explore|consider)(?:ing)?\s+the\s+(?:possibility|feasibility)|subject\s+to\s+(?:availability|funding|resources))\b/iu,
  zh: /視(?:需要|情況|實際|預算|經費)|適時|酌情|儘(?:可能|量|速)|盡量|原則上|於一定(?:時效|期間|年限)|必要時|研議.{0,8}可行性|得視/u,
} satisfies WordList

/** T7. § stands where a law's name was blotted out. (R) GH0042 "Bill is passed"; not GH0048, where regulations are, nor "the laws enacted". */
export const outside = {
  en: /\b(?:parliament|congress|national assembly|house|senate)\b.{0,30}?\b(?:to\s+)?(?:pass|adopt|approve|enact)(?:es|s|ed)?\b|\b(?:passage|passing|enactment|adoption)\s+of\s+(?:the|a|an)\s+(?:[\w\s]{0,40}?\b(?:bill|act|law)\b|§+s?)|(?:\b(?:bill|law|act)s?|(?<!§)§+s?)\s+(?:(?!\w+ing\b)[\w'’]+\s+){0,5}?(?:passed|(?:is|are|be)\s+(?:passed|enacted))\b/iu,
  zh: /三讀|立法院(?:審議)?通過|完成(?:修法|立法)(?!草案)|法案通過/u,
} satisfies WordList

/** Leads for whom passing a law is their own deed. */
export const legislature = {
  en: /\b(?:parliament|congress|assembly|house of|senate|caucus)\b/iu,
  zh: /立法院|國會|議會/u,
} satisfies WordList

/** T8, at the head of what is promised, or anywhere in a milestone ("ongoing", 持續). */
export const continuing = {
  en: new RegExp(
    `${headEn}(?<word>continu(?:e|es|ing|ation)\\b|maintain(?:ing)?\\b|ongoing\\b|sustain(?:ing)?\\b)`,
    'iu',
  ),
  zh: /(?<!可)(?<word>持續|賡續|例行|常態性|依(?:原|既定)計畫)/u,
} satisfies WordList
export const continuingHeadZh =
  /^[\s\d一二三四五六七八九十.、()（）:：•-]*(?:每年)?(?<word>持續|賡續|延續)/u
export const willContinue = /\bwill\s+continue\s+to\b/iu

/** T10. The formula, and what shows that a means follows it. */
export const formula = {
  en: /\b(?:this|the) commitment (?:is|are) relevant to\b[^.]*/iu,
  zh: /本承諾事項(?:主要)?與\s*OGP.{0,14}核心價值.{0,24}(?:相關|有關)/u,
} satisfies WordList
export const means = {
  en: /\b(?:publish\w*|disclos\w*|open(?:s|ed|ing)? (?:data|the|up)|portal|platform|website|register|consult\w*|feedback|complain\w*|report\w*|monitor\w*|oversight|hearing|participat\w+ in|access to|provid\w+|creat\w+|enabl\w+|allow\w*|by \w+ing)\b/iu,
  zh: /公開(?!透明)|公布|公告|上網|平[臺台]|開放|徵集|蒐集|參採|回應|審議|查閱|查詢|申訴|報告|會議|測試|提供|建立|建置|訂定|討論|委員|機制/u,
} satisfies WordList

/** Names of values, and small words around them: a field of nothing else says no more than them. */
export const valueNames =
  /transparency|transparent|civic|citizen|public|participation|accountability|accountable|integrity|inclusion|openness|technology|innovation|access to information|and|ogp|values?|[,，、;；.。\s•●-]|透明度?|公共參與|公民參與|參與|課責|涵容|涵融|與|及|和/giu

/** S7. One of the three values is spoken of. */
export const openGovernment = {
  en: /transparen|particip|account|disclos|publish|open(?:ness| data| gov)|access to information|right to (?:know|information)|consult|engag|oversight|answer/iu,
  zh: /透明|參與|課責|公開|揭露|資訊取[得用]|監督|開放/u,
} satisfies WordList

/** S9. A figure, or where it was found. Numbers of laws, sections and lists are no figures. */
export const figure = {
  en: /(?<!\b(?:no|nos|section|sections|article|articles|act|page|chapter)\.?\s{0,2})(?<![\d.(])(?!(?:19|20)\d{2}\b)\d[\d,.]{0,15}\s*(?:%|per ?cent|[a-z]{3,})|\baccording to\b|\bsurvey\b|\(source\b/iu,
  zh: /(?:\d[\d,.]{0,15}|(?<![百千萬])[百千萬]+)\s*(?:[千萬百]餘?\s*|餘\s*)?(?:%|％|場次?|人次|人|件|項|家|例|個|處|校|縣市|筆|次|成|倍|萬)|資料來源|調查(?:顯示|結果|報告)|統計/u,
} satisfies WordList

/** T11. Known without being written out, and roman numerals. */
export const household = new Set(
  'OGP UN EU USA UK US ICT IT TV PDF URL NGO NGOS CSO CSOS SDG SDGS COVID AI ISO II III IV VI VII VIII IX XI XII'.split(
    ' ',
  ),
)

/** T12. Words with two spellings in Taiwan; 一台 and names such as 台積電 are left alone. */
export const twoSpellings = [
  '平臺',
  '臺灣',
  '臺北',
  '臺中',
  '臺南',
  '臺東',
  '舞臺',
  '櫃臺',
] as const

/** T13. K; T: 極大化 最大效益 雙贏 無限 亮點 火花 賦權 公私協力 創新. MW0006: paradigm shift. */
export const buzz = {
  en: /\b(?:innovative|holistic|robust|cutting-edge|state-of-the-art|synerg\w+|ecosystems?|paradigm shift|seamless|world-class|best practices?|citizen-cent(?:ric|red)|leverag\w+|game.?chang\w+|transformative|next-generation|smart|win-win)\b/giu,
  zh: /創新|智慧(?!財產)|賦能|賦權|共好|雙贏|多贏|永續|全方位|一站式|數位轉型|生態系|量能|亮點|與國際接軌|極大化|最大化|最大效益|激盪|火花|無限|軟實力|價值鏈|滾動式?(?:修正|檢討)|公私協力/gu,
} satisfies WordList

/**
 * S1, of a trimmed text. Nothing, a stand-in, or the form's own example. "N/A" is an answer only where
 * the form says so.
 */
export const placeholder =
  /^(?:(?:n\/?a|none|nil|tbd|tbc|unclear|-+|—|\.{2,}|…+|無|略|待補|待填|不適用|\{[^}]*\}|xxx*)\s*[.。]?|(?:20xx|your one sentence|describe how this initiative).*)$/iu
export const notApplicable = /^(?:n\/?a|not applicable|不適用|無)\s*[.。]?$/iu

/**
 * What no wording rule reads: quotations and names of laws. A name in English does not begin a
 * sentence, where "Enactment" or "Strengthen" has its capital.
 */
export const quotations =
  /「[^」\n]{1,200}」|『[^』\n]{1,200}』|“[^”\n]{1,300}”|(?<!\w)"[^"\n]{1,300}"/gu
export const lawTitles =
  /《[^》\n]{1,60}》|[\u4e00-\u9fff]{1,12}(?:法|條例|準則)(?=第[\d一二三四五六七八九十百]+條)|(?<=[a-z,]\s)(?:[A-Z][\w’'-]*\s+(?:(?:of|on|to|for|and|the|in)\s+)*){1,8}(?:Act|Law|Code|Constitution|Convention|Directive)s?\b(?:,?\s+(?:No\.?\s*\d+\s+of\s+)?\d{4})?/gu
