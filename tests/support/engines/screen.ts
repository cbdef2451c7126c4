import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { until } from '../until.ts'

const run = promisify(execFile)

/** ibus's names of the input methods that tests write with; `keys` is none, letters as they are. */
export const methods = {
  keys: 'xkb:us::eng',
  注音: 'chewing',
  拼音: 'libpinyin',
  한글: 'hangul',
} as const
export type Method = keyof typeof methods

/** A screen with a keyboard, a mouse and input methods of its own. */
export type Screen = AsyncDisposable & {
  /** For programs that are to stand on it. */
  readonly env: NodeJS.ProcessEnv
  /** Nothing but this: `xdotool` with these words. */
  xdo(...words: readonly string[]): Promise<string>
  /** From now on keys go through this input method. */
  write(method: Method): Promise<void>
}

/**
 * An X screen that nobody sees, with a window manager, without which a window has no keyboard, and
 * ibus in a home of its own: an input method remembers what was chosen last.
 */
export async function openScreen(): Promise<Screen> {
  const home = await mkdtemp(join(tmpdir(), 'accord-screen-'))
  const programs: ChildProcess[] = []
  const start = (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const started = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    programs.push(started)
    return started
  }
  const close = async () => {
    for (const program of programs.toReversed()) await ended(program)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    // 한글 would begin with Latin letters
    const settings = join(home, '.config/glib-2.0/settings')
    await mkdir(settings, { recursive: true })
    await writeFile(
      join(settings, 'keyfile'),
      "[org/freedesktop/ibus/engine/hangul]\ninitial-input-mode='hangul'\n",
    )
    const base = {
      ...process.env,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      LANG: 'C.UTF-8',
    }
    const xvfb = start(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
      base,
    )
    const display = `:${await line(xvfb.stdio[3] as Readable)}`
    const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      ...base,
      DISPLAY: display,
    })
    const env: NodeJS.ProcessEnv = {
      ...base,
      DISPLAY: display,
      DBUS_SESSION_BUS_ADDRESS: await line(bus.stdout as Readable),
      GTK_IM_MODULE: 'ibus',
      XMODIFIERS: '@im=ibus',
      NO_AT_BRIDGE: '1',
      GSETTINGS_BACKEND: 'keyfile',
    }
    start('matchbox-window-manager', ['-use_titlebar', 'no'], env)
    start(
      'ibus-daemon',
      ['--xim', '--replace', '--panel=disable', '--emoji-extension=disable'],
      env,
    )
    const ask = async (program: string, words: readonly string[]) =>
      (await run(program, [...words], { env })).stdout.trim()
    const ibus = (...words: string[]) => ask('ibus', words)
    const chosen = () => ibus('engine').catch(() => '')
    await until(async () => (await ibus('list-engine').catch(() => '')).includes('chewing'), 'ibus')
    return {
      env,
      xdo: (...words) => ask('xdotool', words),
      write: async (method) => {
        await until(async () => {
          await ibus('engine', methods[method]).catch(() => '')
          return (await chosen()) === methods[method]
        }, `the input method ${method}`)
      },
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The first line that comes. */
export async function line(stream: Readable, of = /.+/): Promise<string> {
  let text = ''
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    text += part
    const found = of.exec(text)?.[0]
    if (found && text.includes('\n')) {
      stream.resume()
      return found
    }
  }
  throw new Error(`ended without a word: ${text}`)
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const gone = once(program, 'exit')
  program.kill('SIGKILL')
  await gone
}
