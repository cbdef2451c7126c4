import { beforeAll, describe, expect, test } from 'vitest'
import { write } from '../../server/exports/write.ts'
import { pdfWords, readPdf } from '../support/office.ts'
import { Draft } from '../unit/exports/draft.ts'

/** A line in each script that a member of the Open Government Partnership writes. */
const lines = {
  Arabic: 'تلتزم وزارة المالية بنشر ميزانية الحكومة كل سنة',
  Pashto: 'پښتو ډول ځای څوک ټول ښه ړوند ۍ ې',
  Hebrew: 'משרד האוצר מתחייב לפרסם את תקציב הממשלה',
  Korean: '기획재정부는 2027년 예산을 공개한다.',
  Thai: 'กระทรวงการคลังจะเผยแพร่งบประมาณปี ๒๕๗๐ ที่นี้ น้ำ ผู้ใหญ่',
  Georgian: 'საქართველოს ფინანსთა სამინისტრო გამოაქვეყნებს ბიუჯეტს. ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ',
  Armenian: 'Հայաստանի ֆինանսների նախարարությունը կհրապարակի բյուջեն։',
  Amharic: 'የገንዘብ ሚኒስቴር የ2027 በጀትን ያሳትማል።',
  Sinhala: 'ශ්‍රී ලංකා මුදල් අමාත්‍යාංශය අයවැය ප්‍රකාශයට පත් කරයි.',
  Tamil: 'நிதி அமைச்சகம் வரவு செலவுத் திட்டத்தை வெளியிடும். கொள்கை ஸ்ரீ',
  Bengali: 'মন্ত্রণালয় ২০২৭ সালের বাজেট প্রকাশ করবে। ক্ষমতা',
  Burmese: 'ဘဏ္ဍာရေးဝန်ကြီးဌာနသည် ဘတ်ဂျက်ကို ထုတ်ပြန်မည်။',
  Khmer: 'ក្រសួងសេដ្ឋកិច្ចនិងហិរញ្ញវត្ថុ ខ្មែរ នឹងផ្សព្វផ្សាយថវិកា។',
  Lao: 'ກະຊວງການເງິນຈະເຜີຍແຜ່ງົບປະມານ ປີ ໒໐໒໗ ນ້ຳ',
  Tifinagh: 'ⵜⴰⵎⴰⵡⴰⵙⵜ ⵏ ⵓⵙⵉⴷⴼ ⴰⴷ ⵜⴼⵙⵔ',
  Mongolian: 'ᠮᠣᠩᠭᠣᠯ ᠤᠯᠤᠰ ᠤᠨ ᠰᠠᠩ ᠶᠢᠨ ᠶᠠᠮ',
  Nepali: 'वित्त मन्त्रालयले बजेट प्रकाशित गर्नेछ। क्षत्रिय',
  emoji: 'Emoji: 😀 👩‍💻 🇬🇪 ❤️ ☀️ 🏳️‍🌈 👍🏽 1️⃣ end',
  Greek: 'Ελληνική Δημοκρατία· ΥΠΟΥΡΓΕΊΟ Οἰκονομικῶν, ᾧ ἄνθρωπος ΐ',
  Macedonian: 'Македонија: ќе ѓ Ѓ ѐ ѝ Ѝ а́ е́ вина́ Ђорђе Ӯ',
  Vietnamese: 'Việt Nam đồng ý; Ɖɛ Igbo ụlọ',
} as const

/** Which way it runs and how it is drawn are other tests'; poppler sets blanks by distances. */
function bare(text: string): string {
  return text.normalize('NFC').replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

async function pdfOf(...typed: string[]) {
  const { bytes, repairs } = await write(
    new Draft('tw-nap').write('problem', typed).model('clean'),
    'pdf',
  )
  return { bytes, repairs }
}

describe('a PDF in every script', () => {
  let read = ''
  let told: unknown
  let faces: Awaited<ReturnType<typeof readPdf>>['fonts'] = []
  beforeAll(async () => {
    const { bytes, repairs } = await pdfOf(...Object.values(lines))
    told = repairs
    faces = (await readPdf(bytes)).fonts
    const words = await pdfWords(bytes)
    read = bare(words.text)
  })

  test.each(Object.entries(lines))('E90 %s is in it as it was typed', (_, line) => {
    expect(read).toContain(bare(line))
  })

  test('E90 nothing lacks, it is PDF/UA, and every face is in the file', () => {
    expect(told).toEqual([])
    expect(faces.length).toBeGreaterThan(16)
    for (const face of faces) expect(face).toEqual({ embedded: true, searchable: true })
  })
})

test.each([
  ['Arabic', 'تلتزم وزارة المالية بنشر ميزانية 2027 كل سنة'],
  ['Hebrew', 'משרד האוצר מתחייב לפרסם את תקציב 2027 של הממשלה'],
  ['Persian', 'وزارت دارایی بودجه 2027 خود را منتشر می کند'],
])('E92 %s runs from the right edge to the left, its words in their order', async (_, line) => {
  const { words, width } = await pdfWords((await pdfOf(line, 'Left to right')).bytes)
  // Boxes have their letters as they are drawn, from left to right
  const said = line
    .split(' ')
    .map((word) => (/\d/.test(word) ? word : [...word].reverse().join('')))
  const found = words.filter(({ text }) => said.includes(bare(text)))
  const ordered = found.toSorted((a, b) => b.right - a.right)
  expect(ordered.map(({ text }) => bare(text))).toEqual(said)
  // Margins are two centimetres
  expect(width - (ordered[0]?.right ?? 0)).toBeLessThan(60)
  expect(words.find(({ text }) => text === 'Left')?.left).toBeLessThan(60)
})

test('E91 what still lacks is named by its script, beside what it looks like', async () => {
  const { repairs } = await pdfOf('Gothic 𐌰𐌱, Tibetan བོད, own \uf02d, 한글 stays')
  expect(repairs).toEqual([
    {
      what: 'uncovered',
      scripts: [
        { script: 'Tibt', characters: [...'བོད'].sort().join('') },
        { script: 'Goth', characters: '𐌰𐌱' },
        { script: 'Qaaa', characters: '\uf02d' },
      ],
    },
  ])
})
