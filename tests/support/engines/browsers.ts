import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { WebSocket } from 'ws'
import { until } from '../until.ts'
import { line, type Screen } from './screen.ts'

/** A browser with one window. What the keyboard and the mouse do comes from its screen. */
export type Engine = AsyncDisposable & {
  go(address: string): Promise<void>
  /** Value of an expression in the page, as JSON. */
  read(expression: string): Promise<unknown>
}

export type PrintingEngine = Engine & {
  /** The page on paper of A4's width and this height in millimetres, as PDF. */
  print(height: number): Promise<Buffer>
}

/** The engines that people read the page with; each as its own driver opens it, on a screen. */
export const engines = { Chromium: openChromium, Firefox: openFirefox, WebKit: openWebKit } as const
export type EngineName = keyof typeof engines

/** As Debian's packages name them; see `server/run/tools.mjs`. */
const programs = {
  chromium: '/usr/bin/chromium',
  firefox: 'firefox-esr',
  webKitDriver: 'WebKitWebDriver',
}

async function openChromium({ env }: Screen): Promise<Engine> {
  const browser = await chromium.launch({
    executablePath: programs.chromium,
    headless: false,
    env: env as Record<string, string>,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync', '--lang=en'],
  })
  const page = await browser.newPage({ viewport: null })
  return {
    go: async (address) => {
      await page.goto(address)
    },
    read: (expression) => page.evaluate(expression),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

/** Firefox by WebDriver BiDi, which it speaks itself. */
export async function openFirefox({ env }: Pick<Screen, 'env'>): Promise<PrintingEngine> {
  const profile = await mkdtemp(join(tmpdir(), 'accord-firefox-'))
  const prefs = {
    // Or no input method is heard: both are how a robot wants it, not a person.
    'focusmanager.testmode': false,
    'remote.prefs.recommended': false,
    'browser.aboutwelcome.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'app.update.enabled': false,
    'intl.locale.requested': 'en-US',
  }
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  )
  await writeFile(join(profile, 'user.js'), lines.join('\n'))
  const program = spawn(
    programs.firefox,
    ['--profile', profile, '--no-remote', '--remote-debugging-port=0', 'about:blank'],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const close = async () => {
    await stopped(program)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const address = await line(program.stderr, /ws:\/\/\S+/)
    const ask = await conversation(`${address}/session`)
    await ask('session.new', { capabilities: {} })
    const { contexts } = await ask('browsingContext.getTree', {})
    const { context } = contexts[0]
    return {
      go: async (url) => {
        await ask('browsingContext.navigate', { context, url, wait: 'complete' })
      },
      read: async (expression) => {
        const answer = await ask('script.evaluate', {
          expression: `JSON.stringify(${expression}) ?? 'null'`,
          target: { context },
          awaitPromise: true,
        })
        if (answer.type !== 'success') throw new Error(answer.exceptionDetails.text)
        return JSON.parse(answer.result.value)
      },
      print: async (height) => {
        const page = { width: 21, height: height / 10 }
        const { data } = await ask('browsingContext.print', { context, page })
        return Buffer.from(data, 'base64')
      },
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the protocol, read once each
type Ask = (method: string, params: object) => Promise<any>

async function conversation(address: string): Promise<Ask> {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const waiting = new Map<number, PromiseWithResolvers>()
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data))
    const one = waiting.get(answer.id)
    if (answer.type === 'success') one?.resolve(answer.result)
    else one?.reject(new Error(`${answer.error}: ${answer.message}`))
  })
  let last = 0
  return (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      socket.send(JSON.stringify({ id, method, params }))
    })
}

type PromiseWithResolvers = {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** WebKitGTK's own small browser by WebDriver, over plain HTTP. */
async function openWebKit({ env }: Screen): Promise<Engine> {
  const port = await freePort()
  const driver = spawn(programs.webKitDriver, [`--port=${port}`], { env, stdio: 'ignore' })
  let session = ''
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
  const close = async () => {
    if (session) await ask('DELETE', session).catch(() => {})
    await stopped(driver)
  }
  try {
    await until(() =>
      fetch(`http://127.0.0.1:${port}/status`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    const options = { binary: miniBrowser(), args: ['--automation'] }
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
    session = `/${(await ask('POST', '', { capabilities })).sessionId}`
    return {
      go: async (url) => {
        await ask('POST', `${session}/url`, { url })
      },
      read: (expression) =>
        ask('POST', `${session}/execute/sync`, { script: `return ${expression}`, args: [] }),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Debian puts it below the name of the machine's kind. */
function miniBrowser(): string {
  const places = readdirSync('/usr/lib').map(
    (kind) => `/usr/lib/${kind}/webkit2gtk-4.1/MiniBrowser`,
  )
  return places.find((place) => existsSync(place)) ?? 'MiniBrowser'
}

/** The driver takes port 0 too, and tells nobody which it got. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function stopped(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const gone = once(program, 'exit')
  program.kill('SIGTERM')
  await gone
}
