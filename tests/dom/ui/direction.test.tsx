import { expect, test } from 'vitest'
import { commentWords } from '../../../client/locale/comments.ts'
import { exportDialogWords } from '../../../client/locale/exports.ts'
import { titleOf } from '../../../client/suggestions/title.ts'
import { TextInput } from '../../../client/ui/Field.tsx'
import { nameShown } from '../../../client/ui/nameShown.ts'
import { locales } from '../../../shared/locale/locale.ts'
import { directionOf, isolated } from '../../../shared/text/direction.ts'
import { openWriter, press, select, spot, type } from '../../support/editors.ts'
import { render } from '../../support/page.tsx'

const [apart, end] = ['\u2068', '\u2069']

test.each([
  ['משרד 2027 (PDF)', 'rtl'],
  ['2027 — ميزانية', 'rtl'],
  ['(1) 文字 שלום', 'ltr'],
  ['ދިވެހި', 'rtl'],
  ['12:30 – 14', null],
  ['\u200f12', 'rtl'],
  ['😀 ελ', 'ltr'],
])('U60 %s runs as its first letter does', (text, direction) => {
  expect(directionOf(text)).toBe(direction)
})

test('U60 every block of the text decides by itself, and so does a field', async () => {
  const writer = openWriter(1, { fields: ['a'] })
  select(writer.editor, spot(writer.editor, 0, 0))
  type(writer.editor, 'ميزانية')
  press(writer.editor, 'Enter')
  type(writer.editor, 'budget')
  const blocks = [...writer.editor.view.dom.querySelectorAll('section > *')]
  expect(blocks.map((block) => block.getAttribute('dir'))).toEqual(['auto', 'auto'])
  writer.destroy()
  using page = await render(<TextInput label="Name" value="" onChange={() => undefined} />)
  expect(page.find('input').getAttribute('dir')).toBe('auto')
})

test.each(locales)('U61 names and quotations in sentences of %s are set apart', (locale) => {
  for (const name of ['שרה (א)', 'محمد 2', 'Ayşe שרה']) {
    const person = { name }
    expect(nameShown(person, locale)).toBe(`${apart}${name}${end}`)
    for (const sentence of [
      commentWords[locale].more(name),
      exportDialogWords[locale].done(name),
      titleOf({ added: name, removed: '', splits: [], joins: 0, kinds: [] }, locale),
    ]) {
      expect(sentence).toContain(`${apart}${name}${end}`)
    }
  }
  expect(nameShown({ name: '林小美 O’Neill' }, locale)).toBe('林小美 O’Neill')
  expect(isolated('Ελλάδα 2')).toBe('Ελλάδα 2')
})
