import { buildPage } from './browser.ts'

/** Before any browser test: a server that starts without a built page has none to give. */
export async function setup(): Promise<void> {
  await buildPage()
}
