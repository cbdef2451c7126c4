import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Context, Hono } from 'hono'
import { commitment, me, plan } from '../../shared/api.ts'
import { type Brought, entranceElement } from '../../shared/entrance.ts'
import type { Clock } from '../clock.ts'
import { begin } from '../reading.ts'
import { type Bounds, isCrowded } from './bounds.ts'
import { errorResponse } from './errors.ts'
import { Files } from './files.ts'
import { type FirstScreen, firstScreen } from './firstScreen.ts'

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

/** As policies name them, of the scripts in a page. */
function policyOf(page: string): string {
  const hashes = page
    .split('<script>')
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf('</script>')))
    .map((words) => `'sha256-${createHash('sha256').update(words).digest('base64')}'`)
  return contentPolicy(hashes)
}

/** Files under `/assets` carry a hash of their content in their name. */
const assetCaching = 'public, max-age=31536000, immutable'

/** Who is bounded, by where they come from. */
type Door = {
  readonly bounds: Bounds
  readonly clock: Clock
  readonly whereFrom: (c: Context) => string
}

/**
 * Serves the built client from `folder`; addresses that are no file are the page's own. The page of a
 * room brings what it would ask `app` first, for whoever is asking, and each its first screen.
 */
export function servePage(app: Hono, folder: string, { bounds, clock, whereFrom }: Door): void {
  const files = new Files(folder)
  const room = files.text('/room.html')
  const policy = policyOf(room)
  app.use(async (c, next) => {
    await begin()
    const leave = await bounds.file(whereFrom(c))
    if (isCrowded(leave)) return errorResponse(c, 'too-many', undefined, leave)
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'same-origin')
    if (c.res.headers.get('content-type')?.startsWith('text/html')) {
      c.header('content-security-policy', policy)
    }
    const isAsset = c.req.path.startsWith('/assets/') && (c.res.ok || c.res.status === 304)
    c.header(
      'cache-control',
      isAsset ? assetCaching : (c.res.headers.get('cache-control') ?? 'no-cache'),
    )
  })
  const answer = (c: Context, path: string) =>
    files.answer(c, path, (bytes) => bounds.fileBytes(whereFrom(c), bytes))
  const index = files.text('/index.html')
  app.get('/', (c) => firstPage(app, index, c, 'landing'))
  app.get('/plans/:plan', (c) => firstPage(app, index, c, 'plan'))
  app.get('*', async (c, next) => (await answer(c, c.req.path)) ?? next())
  app.get('/assets/*', (c) => c.notFound())
  app.get('/c/:commitment/*', (c) => roomPage(app, room, c, clock))
  app.get('*', async (c) => (await answer(c, '/index.html')) ?? c.notFound())
}

async function roomPage(app: Hono, page: string, c: Context, clock: Clock): Promise<Response> {
  const entrance = await entranceOf(app, c, clock)
  if (!entrance) return c.html(withEnd(page, firstScreen({ page: 'room', title: null })))
  const { title: text, locale } = entrance.commitment
  const json = JSON.stringify(entrance).replaceAll('<', '\\u003c')
  const brought = `<script type="application/json" id="${entranceElement}">${json}</script>`
  // It is one person's; whoever comes to this device later must not be shown it.
  c.header('cache-control', 'private, no-store')
  const first = firstScreen({ page: 'room', title: { text, locale } })
  return c.html(withEnd(page, first + brought))
}

async function firstPage(
  app: Hono,
  page: string,
  c: Context,
  kind: Exclude<FirstScreen['page'], 'room'>,
): Promise<Response> {
  const title = kind === 'plan' ? await planTitle(app, c) : null
  if (title) c.header('cache-control', 'private, no-store')
  return c.html(withEnd(page, firstScreen({ page: kind, title })))
}

function withEnd(page: string, end: string): string {
  return page.replace('</body>', () => `${end}</body>`)
}

async function planTitle(app: Hono, c: Context): Promise<FirstScreen['title']> {
  const id = encodeURIComponent(c.req.param('plan') ?? '')
  const [answer] = (await asked(app, c, [`/api/plans/${id}`])) ?? []
  if (!answer) return null
  const { title: text, locale } = plan.parse(answer)
  return { text, locale }
}

/**
 * The commitment and the person, as the interface answers this very request. Null: one of them is
 * refused, or not there yet, and the page asks by itself.
 */
async function entranceOf(app: Hono, c: Context, clock: Clock): Promise<Brought | null> {
  const id = encodeURIComponent(c.req.param('commitment') ?? '')
  const answers = await asked(app, c, [`/api/commitments/${id}`, '/api/me'])
  if (!answers) return null
  const [about, who] = answers
  return { commitment: commitment.parse(about), me: me.parse(who).person, now: clock() }
}

/** As the interface answers whoever asks for a page; null: nobody, refused, or not in time. */
async function asked(app: Hono, c: Context, paths: readonly string[]): Promise<unknown[] | null> {
  const cookie = c.req.header('cookie')
  if (!cookie) return null
  const ask = async (path: string) => app.request(path, { headers: { cookie } })
  const answers = await Promise.race([Promise.all(paths.map(ask)), setTimeout(patience, null)])
  return answers?.every(({ ok }) => ok) ? Promise.all(answers.map((answer) => answer.json())) : null
}

/** A room that takes longer to open should not keep a page from being read, in milliseconds. */
const patience = 150
