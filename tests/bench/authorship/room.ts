import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Joined } from '../../../shared/api.ts'
import { fieldText } from '../../../shared/text/guard.ts'
import { insertSeparator, insertText } from '../../../shared/text/write.ts'
import { field, sampleCommitment } from '../../support/page/room.ts'
import { penOf } from '../../support/pen.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { seeded } from '../../support/textWorld.ts'
import { until } from '../../support/until.ts'

const writers = 30
const blocks = 100
const items = 4000
const words = 'abcd '

export type CrowdedRoom = AsyncDisposable & {
  readonly server: TestServer
  readonly reader: Joined
  readonly path: string
}

/** A room whose text has grown by 20,000 characters in 4,000 pieces of 30 people, and its server. */
export async function openCrowdedRoom(): Promise<CrowdedRoom> {
  const server = await startServer()
  const reader = await server.join('co-author', { name: 'Ann Lee' })
  const { id, path } = await sampleCommitment(server, reader)
  const random = seeded(1)
  for (let writer = 0; writer < writers; writer++) {
    const who = await server.join('co-author', { name: `Person ${writer}`, sector: 'academia' })
    using pen = await penOf(server, who, id)
    const { doc, ids } = pen.replica.state
    doc.clientID = ids.editing
    const text = fieldText(doc, field)
    doc.transact((transaction) => {
      for (let block = 0; writer === 0 && block < blocks; block++) {
        insertSeparator(transaction, text, text.length, 'p')
        insertText(transaction, text, text.length, words, null)
      }
      for (let item = 0; item < items / writers; item++) {
        insertText(transaction, text, Math.floor(random() * text.length), words, null)
      }
    })
    const isSaved = () => pen.replica.state.unsent === 0
    await until(() => isSaved() && pen.replica.state.status.type === 'saved', 'saved')
  }
  return { server, reader, path, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

declare global {
  interface Window {
    roomStands: (nothing: string) => void
    marked: Promise<number>
  }
}

/**
 * How long the first opening takes on a page that has just come, so many milliseconds after it
 * stands: from the key's own time to behind the frame that shows the first marks.
 */
export async function openingInRoom(
  page: Page,
  { server, reader, path }: CrowdedRoom,
  read: number,
): Promise<number> {
  const context = page.context()
  await context.addCookies([{ name: 'accord_session', value: reader.token, url: server.url }])
  const devtools = await context.newCDPSession(page)
  await devtools.send('Runtime.enable')
  await devtools.send('Runtime.addBinding', { name: 'roomStands' })
  const stands = new Promise((done) => devtools.once('Runtime.bindingCalled', done))
  await page.addInitScript(
    watchOpening,
    `section[data-field="${field}"] .field-text > :nth-child(4)`,
  )
  await page.goto(server.url + path)
  await stands
  await wait(read)
  // Control, Alt and Shift are down already, as with a hand, and nothing is let go meanwhile.
  const key = { key: 'A', code: 'KeyA', windowsVirtualKeyCode: 65, modifiers: 1 | 2 | 8 }
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  return page.evaluate('window.marked')
}

/** As browsers have it; TypeScript does not know it yet. */
declare const scheduler: {
  postTask(task: () => void, options: { priority: 'user-blocking' }): Promise<void>
}

/** Runs in the page: no function here has a name, as the loader would add to it what is not there. */
function watchOpening(block: string): void {
  addEventListener('look', () => {
    const room = document.querySelector('.room')
    if (room && !room.hasAttribute('aria-busy')) {
      document.querySelector(block)?.scrollIntoView({ block: 'center', behavior: 'instant' })
      window.roomStands('')
    } else requestAnimationFrame(() => dispatchEvent(new Event('look')))
  })
  requestAnimationFrame(() => dispatchEvent(new Event('look')))
  window.marked = new Promise((done) => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        addEventListener('framed', () => {
          requestAnimationFrame(() => {
            scheduler.postTask(
              () => {
                if (document.querySelector('.authors path')) done(performance.now() - timeStamp)
                else dispatchEvent(new Event('framed'))
              },
              { priority: 'user-blocking' },
            )
          })
        })
        dispatchEvent(new Event('framed'))
      },
      { capture: true, once: true },
    )
  })
}
