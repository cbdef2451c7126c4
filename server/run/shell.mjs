import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const cache = `${root}node_modules/.cache/accord`

/** What the bootstrap says about itself: standard error, one plain sentence. */
export function say(/** @type {string} */ sentence) {
  process.stderr.write(`${sentence}\n`)
}

/**
 * Runs a program to its end in the project's folder and gives back its status; a program that
 * cannot be started has 127, like in a shell.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function run(program, args, options) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options }).status ?? 127
}

/** As `run`, for a package's own program. */
export function runPackage(/** @type {string} */ script, /** @type {string[]} */ args) {
  return run(process.execPath, [`${root}node_modules/${script}`, ...args])
}

/**
 * Starts a package's own program, and gives back its status and what it said once it has ended.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<{ status: number, said: string }>}
 */
export function startPackage(script, args) {
  const child = spawn(process.execPath, [`${root}node_modules/${script}`, ...args], { cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ part) => {
      said += part
    })
  }
  return new Promise((done) => {
    child.on('error', (error) => done({ status: 127, said: said + error.message }))
    child.on('close', (status) => done({ status: status ?? 127, said }))
  })
}
