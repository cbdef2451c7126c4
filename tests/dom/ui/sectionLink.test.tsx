import type { Editor } from '@tiptap/core'
import { afterEach, expect, test } from 'vitest'
import { createDesk } from '../../../client/text/desk.ts'
import { useSectionLink } from '../../../client/text/useSectionLink.ts'
import { render } from '../../support/page.tsx'

afterEach(() => {
  window.location.hash = ''
})

function Linked() {
  // an editor is on the desk: the text is there
  useSectionLink({ ...createDesk(), editors: () => [{} as Editor] })
  return <p id="problem">The text</p>
}

test('U229 an address with any fragment opens the text: a stray % in it is a sign like any other', async () => {
  for (const fragment of ['100%', '%E0%A4%A', 'thread-%', '%', '%zz', '__proto__', 'problem']) {
    window.location.hash = `#${fragment}`
    expect(window.location.hash).toBe(`#${fragment}`)
    using page = await render(<Linked />)
    expect(page.text()).toBe('The text')
  }
})
