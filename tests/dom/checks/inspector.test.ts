import { expect, test } from 'vitest'
import { startInspector } from '../../../client/checks/inspector.ts'
import { checkWords } from '../../../client/locale/checks.ts'
import { check } from '../../../shared/commitment/checks/check.ts'
import type { Checked } from '../../../shared/commitment/checks/commitment.ts'
import { templateOf } from '../../../shared/commitment/template.ts'

test('C43 a page ends a check that takes too long, says so, and checks the next text', async () => {
  const template = templateOf('ogp-2022')
  if (!template) throw new Error('no form')
  const checked: Checked = { template, fields: {}, rows: [] }
  const made: { ended: boolean; heard: unknown[] }[] = []
  const inspector = startInspector(() => {
    const worker = { ended: false, heard: [] as unknown[] }
    const isStuck = made.length === 0
    made.push(worker)
    return Object.assign(new EventTarget(), {
      onmessage: null as ((event: MessageEvent) => void) | null,
      terminate: () => {
        worker.ended = true
      },
      postMessage(message: { is: string }) {
        worker.heard.push(message.is)
        const data = check(checked)
        if (message.is === 'check' && !isStuck) this.onmessage?.({ data } as MessageEvent)
      },
    }) as unknown as Worker
  }, 30)
  inspector.compareWith([], [])
  expect(await inspector.inspect(checked)).toBe('too-long')
  expect(await inspector.inspect(checked)).toEqual(check(checked))
  inspector.stop()
  expect(made).toEqual([
    { ended: true, heard: ['compare', 'check'] },
    { ended: true, heard: ['compare', 'check'] },
  ])
  expect(checkWords.en.tooLong).toMatch(/too long to check/)
  expect(checkWords['zh-Hant-TW'].tooLong).toMatch(/內文太長，無法檢查/)
})
