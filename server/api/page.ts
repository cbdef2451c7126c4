import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'

/**
 * Nothing from elsewhere runs or is loaded. Inline styles are allowed because editors and overlays
 * place themselves with them; blobs are downloads and pasted pictures on their way out.
 */
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Files under `/assets` carry a hash of their content in their name. */
const assetCaching = 'public, max-age=31536000, immutable'

/** Serves the built client from `folder`; addresses that are no file are the page's own. */
export function servePage(app: Hono, folder: string): void {
  app.use(async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'same-origin')
    if (c.res.headers.get('content-type')?.startsWith('text/html'))
      c.header('content-security-policy', contentPolicy)
    const isAsset = c.req.path.startsWith('/assets/') && c.res.ok
    c.header('cache-control', isAsset ? assetCaching : 'no-cache')
  })
  const options = { root: folder, precompressed: true }
  app.get('*', serveStatic(options))
  app.get('/assets/*', (c) => c.notFound())
  app.get('/c/*', serveStatic({ ...options, path: 'room.html' }))
  app.get('*', serveStatic({ ...options, path: 'index.html' }))
}
