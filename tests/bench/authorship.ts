import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import type { Row } from './row.ts'

/** What the authorship view costs on a page of 20,000 characters by 30 people, in Chromium. */
export async function run(): Promise<readonly Row[]> {
  const script = await bundled(`${import.meta.dirname}/authorship/page.ts`)
  const style = new URL('../../client/authorship/authorMarks.css', import.meta.url)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    await page.addStyleTag({ content: await readFile(style, 'utf8') })
    await page.addScriptTag({ content: script })
    return await page.evaluate('bench.measure()')
  } finally {
    await browser.close()
  }
}

async function bundled(entry: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir,
        lib: { entry, name: 'bench', formats: ['iife'], fileName: () => 'page.js' },
      },
    })
    return await readFile(join(outDir, 'page.js'), 'utf8')
  } finally {
    await rm(outDir, { recursive: true })
  }
}
