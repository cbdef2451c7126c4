import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { newFolder } from '../support/folder.ts'

const root = join(import.meta.dirname, '../..')

/** Runs `npm run NAME` on an empty data folder until it has said where it is. */
async function npmRun(name: string, data: string) {
  const child = spawn('npm', ['run', '--silent', name], {
    cwd: root,
    env: { ...process.env, ACCORD_DATA: data, PORT: '0', ACCORD_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${said}`)))
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (/observer +\S+\n/.test(said)) resolve()
    })
  })
  const url = /Accord is at (\S+)/.exec(said)?.[1] ?? ''
  const link = /co-author +(\S+)/.exec(said)?.[1] ?? ''
  return {
    url,
    link,
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      expect((await exited)[0]).toBe(0)
    },
  }
}

test.each(['start', 'dev'])(
  'O14 `npm run %s` serves page, API and sync on one port',
  async (name) => {
    const complaints: string[] = []
    await using folder = await newFolder()
    await using browser = await openBrowser(complaints)
    await using server = await npmRun(name, folder.path)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const page = await browser.arrive(server.link)
    const reloads: string[] = []
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => reloads.push(`${payload}`))
    })
    await page.reload()
    await page.getByLabel('Your name').fill('Ann')
    await page.getByText('Civil society', { exact: true }).click()
    await page.getByRole('button', { name: 'Join' }).click()
    await page.locator('.commitment-title').first().click()
    await page.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
    expect(new URL(page.url()).origin).toBe(server.url)
    // Vite's greeting on the same port, in development only
    expect(reloads.some((frame) => frame === '{"type":"connected"}')).toBe(name === 'dev')
    expect(complaints).toEqual([])
  },
)
