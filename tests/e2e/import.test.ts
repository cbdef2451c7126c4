import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Joined } from '../../shared/api.ts'
import { barriersOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** A file as somebody sends it back: one suggestion, one comment, a look that cannot be kept. */
async function fileOf(server: TestServer, { token }: Joined, id: string): Promise<string> {
  const path = `/api/commitments/${id}/export.json?copy=tracked`
  const model = JSON.parse(await (await server.request('GET', path, { token })).text())
  const found = model.fields.find(({ name }: { name: string }) => name === 'problem')
  const at = Date.UTC(2026, 0, 2, 3, 4, 5)
  const inserted = { suggestion: null, person: 'wang', at }
  found.content.blocks[0].runs.push({ text: '並說明理由。', inserted, marks: { bold: true } })
  const sector = 'government'
  model.people = { wang: { id: 'wang', name: '王專員', organisation: '', sector } }
  model.threads.push({
    id: 't1',
    anchor: { on: 'section', field: 'problem' },
    comments: [
      {
        ...{ id: 'c1', person: 'wang', onBehalfOf: null, at, text: '預算從哪裡來？' },
        ...{ editedAt: null, deleted: false, mentions: [] },
      },
    ],
    resolved: null,
  })
  const folder = await mkdtemp(join(tmpdir(), 'accord-import-'))
  const file = join(folder, '意見.json')
  await writeFile(file, JSON.stringify(model))
  return file
}

test('E57 a page shows whose words a document brings and what is lost, and brings them in only then', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const { id } = await firstCommitment(server, lin)
  using pen = await penOf(server, lin, id)
  await pen.write('problem', '政府資訊應主動公開，', '')
  const file = await fileOf(server, lin, id)

  const room = await browser.visit(server, lin, `/c/${id}`, 'zh-Hant-TW')
  await room.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
  await room.getByRole('button', { name: '更多', exact: true }).click()
  await room.getByRole('menuitem', { name: '匯入文件…' }).click()
  await room.locator('input[type=file]').setInputFiles(file)
  await room.getByText('已讀取：意見.json').waitFor()
  const dialog = room.getByRole('dialog')
  const shown = await dialog.textContent()
  for (const words of ['王專員', '並說明理由。', '預算從哪裡來？', '修改處的粗體', '1 則建議']) {
    expect(shown).toContain(words)
  }
  expect(Object.keys(pen.replica.state.record.suggestions)).toEqual([])
  const agree = dialog.getByRole('button', { name: '匯入：1 則建議、1 則留言' })
  expect(await agree.isDisabled()).toBe(true)
  await dialog.getByRole('button', { name: /「王專員」是誰？/ }).click()
  await room.getByRole('option', { name: '新增：王專員' }).click()
  await dialog.getByRole('button', { name: /「王專員」的身分別/ }).click()
  await room.getByRole('option', { name: '政府' }).click()
  expect(await barriersOn(room)).toEqual([])
  await agree.click()
  await dialog.getByText('已匯入：1 則建議、1 則留言。').waitFor()
  await dialog.getByRole('button', { name: '關閉' }).last().click()

  // E58 Wherever it is read, it says that it came from a file, when it was written, and who brought it
  const card = room.locator('.suggestion', { hasText: '王專員' })
  await card.waitFor()
  expect(await card.textContent()).toMatch(/出自檔案「意見\.json」.*由林小美匯入/)
  await room
    .getByText(/預算從哪裡來？/)
    .first()
    .waitFor()
  await rm(join(file, '..'), { recursive: true, force: true })
  expect(complaints).toEqual([])
})

test('E57 by keyboard and in English: compared with a version, and somebody of the plan whom the room never saw', async () => {
  const complaints: string[] = []
  await using server = await startServer()
  await using browser = await openBrowser(complaints)
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  await server.join('co-author', { name: 'Amoy O’Neill', organisation: 'OCF', sector: 'academia' })
  const { id } = await firstCommitment(server, lin)
  using pen = await penOf(server, lin, id)
  await server.request('POST', `/api/commitments/${id}/versions`, {
    token: lin.token,
    body: { name: 'Draft 1' },
  })
  await pen.write('problem', '政府資訊應主動公開，', '')
  const file = await fileOf(server, lin, id)

  const room = await browser.visit(server, lin, `/c/${id}`, 'en')
  await room.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
  const press = async (name: string | RegExp, key: string) => {
    await room.getByRole('button', { name }).focus()
    await room.keyboard.press(key)
  }
  const pick = async (name: RegExp, option: RegExp) => {
    await press(name, 'Enter')
    const wanted = room.getByRole('option', { name: option })
    await wanted.waitFor()
    const names = await room.getByRole('option').allTextContents()
    await room.keyboard.press('Home')
    const steps = names.findIndex((name) => option.test(name))
    for (let step = 0; step < steps; step++) await room.keyboard.press('ArrowDown')
    await room.keyboard.press('Enter')
  }
  await press(/^More$/, 'Enter')
  await room.getByRole('menuitem', { name: 'Import a document…' }).focus()
  await room.keyboard.press('Enter')
  await room.locator('input[type=file]').setInputFiles(file)
  await room.getByText('Read: 意見.json').waitFor()
  const dialog = room.getByRole('dialog')
  const changes = dialog.locator('section', { hasText: 'Suggestions' }).locator('.import-changes')
  expect(await changes.locator('li').count()).toBe(1)
  await pick(/The text as it was exported/, /Version Draft 1/)
  await changes.locator('li').nth(1).waitFor()
  expect(await changes.textContent()).toContain('政府資訊應主動公開，')
  await pick(/Version Draft 1/, /The text as it was exported/)
  await dialog.getByText('Changes without a name').waitFor({ state: 'detached' })

  await pick(/Who is 王專員\?/, /^Amoy O’Neill · OCF$/)
  const agree = dialog.getByRole('button', { name: 'Bring in: 1 suggestion, 1 comment' })
  await agree.focus()
  expect(await barriersOn(room)).toEqual([])
  await room.keyboard.press('Enter')
  await dialog.getByText('Brought in: 1 suggestion, 1 comment.').waitFor()
  await room.keyboard.press('Escape')
  const card = room.locator('.suggestion', { hasText: 'Amoy O’Neill' })
  await card.waitFor()
  expect(await card.textContent()).toMatch(/意見\.json.*林小美/)
  await rm(join(file, '..'), { recursive: true, force: true })
  expect(complaints).toEqual([])
})
