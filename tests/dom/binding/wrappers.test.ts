import { afterEach, expect, test } from 'vitest'
import { openWriter, select, shapeOf, spot, type Writer } from '../../support/editors.ts'

const open: Writer[] = []
afterEach(() => {
  for (const writer of open.splice(0)) writer.destroy()
})

function pasted(html: string): string {
  const writer = openWriter(1, { fields: ['a'] })
  open.push(writer)
  select(writer.editor, spot(writer.editor, 0, 0))
  writer.editor.view.pasteHTML(html)
  return shapeOf(writer)
}

test.each([
  ['<ul><li><p>one</p><p>two</p></li><li>three</li></ul>', 'b0 one | p two | b0 three'],
  ['<ol><li><div>one</div><div>two</div></li></ol>', 'o0 one | p two'],
  ['<ul><li>one<p>two</p>three</li></ul>', 'b0 one | p two | p three'],
  ['<ul><li><div><p>one</p><p>two</p></div></li></ul>', 'b0 one | p two'],
  [
    '<ul><li><p>one</p><ul><li><p>deep</p><p>deeper</p></li></ul></li></ul>',
    'b0 one | b1 deep | p deeper',
  ],
  ['<blockquote>one<p>two</p></blockquote>', 'q one | q two'],
  ['<blockquote><div>one</div><div>two</div></blockquote>', 'q one | q two'],
  [
    '<table><tr><td>one<div>two</div>three</td><td>four</td></tr></table>',
    'p one | p two | p three | p four',
  ],
  ['<table><caption>title</caption><tr><td>cell</td></tr></table>', 'p title | p cell'],
  ['<dl><dt>term</dt><dd>meaning</dd><dt>other</dt></dl>', 'p term | p meaning | p other'],
  ['<details><summary>head</summary>body</details>', 'p head | p body'],
  ['<b id="docs-internal-guid-1"><p>one</p>two</b><p>three</p>', 'p one | p two | p three'],
])('B33 blocks in a wrapper that goes are never glued: %s', (html, shape) => {
  expect(pasted(html)).toBe(shape)
})

/** An item as Word Online copies it: each in a list of its own, with a blank behind. */
const online = (level: number, text: string, list = 'ul') =>
  `<div class="ListContainerWrapper SCXW1"><${list} class="BulletListStyle1" role="list"><li data-leveltext="-" data-listid="1" aria-setsize="-1" data-aria-posinset="1" data-aria-level="${level}" role="listitem" class="OutlineElement Ltr"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">${text}</span></span><span class="EOP" data-ccp-props="{}">&nbsp;</span></p></li></${list}></div>`

test('B34 Word Online: levels of lists, and no blank at the end', () => {
  const html =
    '<div class="OutlineElement"><p class="Paragraph"><span class="TextRun">前言</span><span class="EOP">&nbsp;</span></p></div>' +
    online(1, '盤點') +
    online(2, '分年') +
    online(3, '逐項') +
    online(1, '期程', 'ol')
  expect(pasted(html)).toBe('p 前言 | b0 盤點 | b1 分年 | b2 逐項 | o0 期程')
})

const task = (text: string, done: boolean) =>
  `<li dir="ltr" role="checkbox" aria-checked="${done}" aria-level="1"><img src="data:image/png;base64,AA" aria-roledescription="checkbox" alt="${done ? '' : 'un'}checked"><p dir="ltr" style="display:inline-block"><span>${text}</span></p></li>`

test.each(['edit', 'suggest'] as const)(
  "B34 Google's checklists are lists, and their boxes no pictures (%s)",
  (mode) => {
    const writer = openWriter(1, { fields: ['a'], mode })
    open.push(writer)
    select(writer.editor, spot(writer.editor, 0, 0))
    const html = `<b id="docs-internal-guid-2" style="font-weight:normal;"><ul>${task('done', true)}${task('open', false)}</ul></b>`
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', 'done\nopen')
    writer.editor.view.dom.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
    expect(shapeOf(writer)).toContain('done | b0 open')
    expect(writer.inexpressible).toEqual([])
  },
)
