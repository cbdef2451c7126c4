import { expect, test } from 'vitest'
import { ogp2022 } from '../../shared/commitment/templates/ogp-2022.ts'
import { buildPage } from '../support/browser.ts'
import { openFirefox } from '../support/engines/browsers.ts'
import { lookAtPaper, wordsInEachField } from '../support/page/paper.ts'
import { emptyCommitment } from '../support/page/room.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const standsAndIsSaved = `!!document.querySelector('.room:not([aria-busy]) .save-state.save-calm')`

test('B55 Firefox prints a room with its headings at their lines and their words', async () => {
  await buildPage()
  await using server = await startServer()
  await using firefox = await openFirefox({ env: { ...process.env, MOZ_HEADLESS: '1' } })
  const id = await emptyCommitment(server)
  await wordsInEachField(server, id, ogp2022)
  const { token } = await server.join('observer')
  await firefox.go(server.url)
  await firefox.read(`document.cookie = 'accord_session=${token}; path=/'`)
  await firefox.go(`${server.url}/c/${id}`)
  await until(async () => (await firefox.read(standsAndIsSaved)) === true, 'the room')
  const faults: string[] = []
  let pages = 0
  for (let height = 297; height > 180; height -= 11) {
    const seen = lookAtPaper(await firefox.print(height), ogp2022)
    faults.push(...seen.faults)
    pages += seen.pages
    expect(seen.ruled).toBeGreaterThan(3)
  }
  expect(faults).toEqual([])
  expect(pages).toBeGreaterThan(20)
})
