import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'
import { commitment, me } from '../../shared/api.ts'
import { type Brought, entranceElement } from '../../shared/entrance.ts'

/**
 * Nothing from elsewhere runs or is loaded; of what stands in the page itself only the words that it was
 * built with (`scripts`: their hashes). Inline styles are allowed because editors and overlays
 * place themselves with them; blobs are downloads and pasted pictures on their way out.
 */
const contentPolicy = (scripts: readonly string[]) =>
  [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** As policies name them, of the scripts in a page that was built into `folder`. */
async function policyOf(folder: string): Promise<string> {
  const page = await readFile(join(folder, 'room.html'), 'utf8').catch(() => '')
  const hashes = page
    .split('<script>')
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf('</script>')))
    .map((words) => `'sha256-${createHash('sha256').update(words).digest('base64')}'`)
  return contentPolicy(hashes)
}

/** Files under `/assets` carry a hash of their content in their name. */
const assetCaching = 'public, max-age=31536000, immutable'

/**
 * Serves the built client from `folder`; addresses that are no file are the page's own. The page of a
 * room brings what it would ask `app` first, for whoever is asking.
 */
export function servePage(app: Hono, folder: string): void {
  let policy: string | null = null
  app.use(async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'same-origin')
    if (c.res.headers.get('content-type')?.startsWith('text/html')) {
      policy ??= await policyOf(folder)
      c.header('content-security-policy', policy)
    }
    const isAsset = c.req.path.startsWith('/assets/') && c.res.ok
    c.header(
      'cache-control',
      isAsset ? assetCaching : (c.res.headers.get('cache-control') ?? 'no-cache'),
    )
  })
  const options = { root: folder, precompressed: true }
  app.get('*', serveStatic(options))
  app.get('/assets/*', (c) => c.notFound())
  app.get('/c/:commitment/*', (c) => roomPage(app, folder, c))
  app.get('*', serveStatic({ ...options, path: 'index.html' }))
}

async function roomPage(app: Hono, folder: string, c: Context): Promise<Response> {
  const [page, entrance] = await Promise.all([
    readFile(join(folder, 'room.html'), 'utf8'),
    entranceOf(app, c),
  ])
  if (!entrance) return c.html(page)
  const brought = `<script type="application/json" id="${entranceElement}">${entrance}</script>`
  // It is one person's; whoever comes to this device later must not be shown it.
  c.header('cache-control', 'private, no-store')
  return c.html(page.replace('</body>', () => `${brought}</body>`))
}

/**
 * The commitment and the person, as the interface answers this very request, in a form that stands
 * inside an element. Null: one of them is refused, or not there yet, and the page asks by itself.
 */
async function entranceOf(app: Hono, c: Context): Promise<string | null> {
  const cookie = c.req.header('cookie')
  if (!cookie) return null
  const ask = async (path: string) => app.request(path, { headers: { cookie } })
  const id = encodeURIComponent(c.req.param('commitment') ?? '')
  const asked = Promise.all([ask(`/api/commitments/${id}`), ask('/api/me')])
  const answers = await Promise.race([asked, setTimeout(patience, null)])
  if (!answers?.every(({ ok }) => ok)) return null
  const [about, who] = await Promise.all(answers.map((answer) => answer.json()))
  const entrance: Brought = {
    commitment: commitment.parse(about),
    me: me.parse(who).person,
    now: Date.now(),
  }
  return JSON.stringify(entrance).replaceAll('<', '\\u003c')
}

/** A room that takes longer to open should not keep a page from being read, in milliseconds. */
const patience = 150
