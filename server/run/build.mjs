import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, root, run, say } from './shell.mjs'

/** What the built page is made from. */
const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json']
const stamp = `${cache}/client.hash`

/** Builds the page unless it was built from these very sources; false: it could not. */
export function buildClient() {
  const hash = hashOf(sources.map((source) => join(root, source)))
  if (hash === read(stamp)) return true
  say('Building the page …')
  const vite = `${root}node_modules/vite/bin/vite.js`
  const status = run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
    // A test runner's own NODE_ENV would give people the slow build of React.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) {
    say('The page could not be built.')
    return false
  }
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, hash)
  return true
}

/** One hash over all files below `paths`, their names included. */
export function hashOf(/** @type {string[]} */ paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesBelow).sort()) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @returns {string[]} */
function filesBelow(/** @type {string} */ path) {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      filesBelow(join(path, entry.name)),
    )
  } catch {
    return [path]
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
