import type { RequestListener, Server } from 'node:http'
import { fileURLToPath } from 'node:url'

export type DevPage = { readonly handle: RequestListener; close(): Promise<void> }

/** The page straight from its sources, reloading itself over the same port. */
export async function openDevPage(server: Server): Promise<DevPage> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    server: { middlewareMode: true, hmr: { server } },
  })
  return { handle: vite.middlewares, close: () => vite.close() }
}
