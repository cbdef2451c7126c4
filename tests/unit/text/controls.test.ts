import { expect, test } from 'vitest'
import {
  joinRequest,
  memberChange,
  newCommitment,
  newInvitation,
  newPlan,
} from '../../../shared/api.ts'
import { newVersion } from '../../../shared/apiHistory.ts'
import { newReply } from '../../../shared/apiRecord.ts'
import { cleanPieces, cleanProse } from '../../../shared/text/characters.ts'

const [rle, pdf, rlo, rli, fsi, pdi, rlm] = [
  '\u202b',
  '\u202c',
  '\u202e',
  '\u2067',
  '\u2068',
  '\u2069',
  '\u200f',
]

test.each([
  ['an override that nothing ends', `fee ${rlo}001 NTD`, 'fee 001 NTD'],
  ['an end of nothing', `a${pdf}b${pdi}c`, 'abc'],
  ['a pair', `a ${rli}שלום 12${pdi} b`, `a ${rli}שלום 12${pdi} b`],
  ['an embedding in an isolate', `${fsi}a ${rle}b${pdi} c${pdf}`, `${fsi}a b${pdi} c`],
  ['an isolate in an embedding', `${rle}a ${rli}b ${pdf} c${pdi} d`, `a ${rli}b  c${pdi} d`],
  ['a pair over two lines', `${rle}a\nb${pdf}`, 'a\nb'],
  ['a mark', `12${rlm}ש‌ می‌خواهیم 👩‍💻`, `12${rlm}ש‌ می‌خواهیم 👩‍💻`],
])('T40 of %s what has no other half goes, and nothing else', (_, typed, kept) => {
  expect(cleanProse(typed)).toBe(kept)
})

test('T40 a pair stays a pair when words in it are bold', () => {
  expect(cleanPieces([`a${rli}b`, 'c', `d${pdi}e${rlo}`])).toEqual([`a${rli}b`, 'c', `d${pdi}e`])
})

test('T40 names, titles and comments are cleaned where they come in', () => {
  const join = { code: 'c', name: `לין${rlo} `, organisation: `${rle}org`, sector: 'public' }
  expect(joinRequest.parse(join)).toMatchObject({ name: 'לין', organisation: 'org' })
  expect(newReply.parse({ text: `no${rlo}\n👍`, mentions: [] }).text).toBe('no\n👍')
  const title = `${rli}title`
  expect(newPlan.parse({ title, locale: 'en' }).title).toBe('title')
  expect(newCommitment.parse({ template: 't', title, locale: 'en' }).title).toBe('title')
  expect(newVersion.parse({ name: `v1${pdf}` }).name).toBe('v1')
})

test.each([
  '\u200b',
  '\u2060\u200d',
  '\u3164',
  '\u00ad \u202e',
  '\u2800',
  '\u0301',
  '\ufe0f\u180e',
  '\u{1d159}',
  '\u{13441}',
])('T41 a name of %j is refused', (name) => {
  const join = { code: 'c', name, sector: 'public', organisation: name }
  expect(joinRequest.safeParse(join).success).toBe(false)
  expect(joinRequest.safeParse({ ...join, name: '王' }).success).toBe(false)
  expect(memberChange.safeParse({ name }).success).toBe(false)
  expect(newPlan.safeParse({ title: name, locale: 'en' }).success).toBe(false)
  expect(newVersion.safeParse({ name }).success).toBe(false)
  expect(newInvitation.safeParse({ role: 'observer', label: name }).success).toBe(false)
})

test.each([
  ['a zero-width blank', 'Ho\u200bpe', 'Hope'],
  ['an override and its end', `${rlo}epoH${pdf}`, 'epoH'],
  ['an isolate and its end', `a ${rli}b${pdi}`, 'a b'],
  ['hidden tags', 'Hope\u{e0073}\u{e0065}', 'Hope'],
  ['a soft hyphen', 'a\u00adb', 'ab'],
  [
    'joiners, marks, a flag of tags',
    'می\u200cخواهم 👩\u200d💻 क्\u200dष 12\u200fש 🏴\u{e0067}\u{e0062}\u{e007f}',
    null,
  ],
])('J60 a name or title keeps nothing that turns it round or hides in it: %s', (_, typed, kept) => {
  const said = kept ?? typed
  const join = { code: 'c', name: typed, organisation: typed, sector: 'public' }
  expect(joinRequest.parse(join)).toMatchObject({ name: said, organisation: said })
  expect(memberChange.parse({ name: typed })).toEqual({ name: said })
  expect(newPlan.parse({ title: typed, locale: 'en' }).title).toBe(said)
  expect(newCommitment.parse({ template: 't', title: typed, locale: 'en' }).title).toBe(said)
  expect(newVersion.parse({ name: typed }).name).toBe(said)
  expect(newInvitation.parse({ role: 'observer', label: typed }).label).toBe(said)
})
