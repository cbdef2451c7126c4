import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, root, run, say } from './shell.mjs'

/** What the built page is made from. */
const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json']
const stamp = `${cache}/client.hash`
const assets = `${cache}/client/assets`
/** The names of the present build's own files. */
const own = `${cache}/client.files`
/** Where the files of the build before wait while the next is made; two may be made at once. */
const before = `${cache}/client.before.${process.pid}`

/** Builds the page unless it was built from these very sources; false: it could not. */
export function buildClient() {
  const hash = hashOf(sources.map((source) => join(root, source)))
  if (hash === read(stamp)) return true
  say('Building the page …')
  setAside(assets, before, own)
  const vite = `${root}node_modules/vite/bin/vite.js`
  const status = run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
    // A test runner's own NODE_ENV would give people the slow build of React.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) {
    rmSync(before, { recursive: true, force: true })
    say('The page could not be built.')
    return false
  }
  mkdirSync(cache, { recursive: true })
  bringBack(assets, before, own)
  writeFileSync(stamp, hash)
  return true
}

/** Before a build: the files of the one that it replaces, and no older ones. */
export function setAside(
  /** @type {string} */ assets,
  /** @type {string} */ before,
  /** @type {string} */ own,
) {
  rmSync(before, { recursive: true, force: true })
  const names = read(own)?.split('\n') ?? namesIn(assets)
  for (const name of names) {
    copy(join(assets, name), join(before, name))
  }
}

/**
 * Pages that were opened before the server was upgraded ask for files of the build before, whose names
 * carry another hash: they lie beside the new ones until the next build. `own` hears which are new.
 */
export function bringBack(
  /** @type {string} */ assets,
  /** @type {string} */ before,
  /** @type {string} */ own,
) {
  writeFileSync(own, namesIn(assets).join('\n'))
  for (const name of namesIn(before)) {
    copy(join(before, name), join(assets, name))
  }
  rmSync(before, { recursive: true, force: true })
}

/** Not over what is there; what another build has just taken away cannot be kept. */
function copy(/** @type {string} */ from, /** @type {string} */ to) {
  try {
    cpSync(from, to, { force: false })
  } catch {
    // gone
  }
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

/** @returns {string[]} */
function namesIn(/** @type {string} */ folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
