import { act, useState } from 'react'
import { expect, test } from 'vitest'
import { Dialog } from '../../../client/ui/Dialog.tsx'
import { render } from '../../support/page.tsx'

/** A dialog with a form that goes when it has done its work. */
function Once({ onClose }: { onClose: () => void }) {
  const [done, setDone] = useState(false)
  return (
    <Dialog title="List" open onClose={onClose}>
      {!done && (
        <button type="button" id="once" onClick={() => setDone(true)}>
          Do it
        </button>
      )}
    </Dialog>
  )
}

test('U101 a dialog whose focused form has gone has the focus itself, and Escape closes it', async () => {
  let closed = 0
  using page = await render(<Once onClose={() => closed++} />)
  const dialog = document.querySelector<HTMLElement>('[role=dialog]')
  const button = document.getElementById('once')
  if (!dialog || !button) throw new Error('no dialog')
  await act(async () => button.focus())
  await act(async () => button.click())
  // at once: React Aria looks after the focus half a second behind the opening, and only then
  await act(() => new Promise<void>((done) => requestAnimationFrame(() => done())))
  expect(document.activeElement).toBe(dialog)
  await page.key(dialog, 'Escape')
  expect(closed).toBe(1)
})
