import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, say } from './shell.mjs'

/** Installs the locked packages, unless exactly they are there; false: it could not. */
export function install() {
  if (isInstalled(root)) return true
  say('Installing packages as locked (npm ci) …')
  // The packages' own output goes to standard error too: standard output belongs to the command.
  const status = run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) say('The packages could not be installed; npm says why above.')
  return status === 0
}

/** npm notes what it has installed; every package of the lock file must be there in its version. */
export function isInstalled(/** @type {string} */ folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'))
  const found = packagesOf(join(folder, 'node_modules/.package-lock.json'))
  if (!wanted || !found) return false
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
  )
}

/** @returns {Record<string, { version: string, optional?: boolean }> | null} */
function packagesOf(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}
