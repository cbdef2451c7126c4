import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Locale, locales } from '../../shared/locale/locale.ts'
import { barriersOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { newFolder } from '../support/folder.ts'
import { readPdf } from '../support/office.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'

/** A plan's public record, unpacked where somebody may have saved it. */
async function unpacked(folder: string, locale: Locale): Promise<string[]> {
  await using server = await startServer()
  const lin = await server.join('facilitator', { name: '林小美', sector: 'government' })
  const wu = await server.join('co-author', { name: '吳大同', sector: 'civil-society' })
  const { id, plan } = await firstCommitment(server, lin)
  using pen = await penOf(server, wu, id)
  await pen.write('problem', '政府資訊應主動公開。')
  await pen.suggest('problem', '主動', '全部')
  await server.request('POST', `/api/commitments/${id}/threads`, {
    token: wu.token,
    body: { anchor: { on: 'section', field: 'problem' }, text: '誰負責？' },
  })
  const path = `/api/plans/${plan}/export.zip?locale=${locale}`
  const answer = await server.request('GET', path, { token: lin.token })
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  return Object.keys(files)
}

test.each(locales)(
  'E45 E68 the public record opens from disk without a network, no page of it has a barrier, and each can be printed, in %s',
  async (locale) => {
    const complaints: string[] = []
    await using folder = await newFolder()
    const names = await unpacked(folder.path, locale)
    await using browser = await openBrowser(complaints)
    const home = pathToFileURL(join(folder.path, 'index.html')).href
    const page = await browser.arrive(home, { offline: true })
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(request.url()))
    page.on('console', (said) => complaints.push(said.text()))
    const pages = names.filter((name) => name.endsWith('.html'))
    for (const copy of ['clean', 'tracked', 'record']) {
      expect(pages.filter((name) => name.endsWith(`/${copy}.html`)).length).toBeGreaterThan(0)
    }
    const seen = new Set<string>()
    const [first = ''] = pages.filter((name) => name.endsWith('/tracked.html'))
    const folderOf = dirname(first)
    for (const name of pages.filter((each) => !each.includes('/') || dirname(each) === folderOf)) {
      await page.goto(home)
      const link = pathToFileURL(join(folder.path, name)).href
      if (name !== 'index.html') {
        const links = await page
          .locator('a')
          .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
        await page.locator('a').nth(links.indexOf(link)).click()
      }
      await page.waitForURL(link)
      seen.add(name)
      expect({ name, barriers: await barriersOn(page) }).toEqual({ name, barriers: [] })
      const paper = await readPdf(new Uint8Array(await page.pdf({ format: 'A4' })))
      expect(paper.text.length).toBeGreaterThan(50)
    }
    expect(seen.size).toBe(5)
    expect(fetched.filter((address) => !address.startsWith('file:'))).toEqual([])
    expect(complaints).toEqual([])
  },
)
