import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildClient } from './build.mjs'
import { onOtherNode } from './otherNode.mjs'
import { cache, runPackage, say, startPackage } from './shell.mjs'

const results = `${cache}/vitest.json`

/** What `npm run check` runs: not what plays at random, opens LibreOffice or a browser, or takes long. */
const quick = [
  '--exclude=**/*.{fuzz,office,slow}.test.ts',
  ...['unit', 'dom', 'integration'].map((project) => `--project=${project}`),
]
const options = /** @type {const} */ ({
  changed: { type: 'boolean', default: false },
})

/**
 * Everything that must hold, with a part of what plays at random, and some of its seeds fresh. `missing`
 * names what could not be installed besides, once that has been tried.
 */
export async function test(/** @type {Promise<string[]>} */ missing) {
  report(await all(missing, ['--project=!engines']))
}

/** The same with all of what plays at random, under fresh seeds, in every engine, and on Node 24. */
export async function testLong(/** @type {Promise<string[]>} */ missing) {
  process.env.ACCORD_FUZZ ??= '1'
  process.env.ACCORD_PICTURES ??= '1'
  report([...(await all(missing, [])), ...onOtherNode()])
}

/** What needs nothing installed is looked at, and the page built, while that is done. */
async function all(/** @type {Promise<string[]>} */ missing, /** @type {string[]} */ lane) {
  const looked = still()
  const built = page()
  return [built, ...(await looked), ...unavailable(await missing), tests(lane)]
}

/** What is quick; with `--changed` only the tests that what is not committed yet can reach. */
export async function check(/** @type {string[]} */ args) {
  const { changed } = parseArgs({ args, options }).values
  const lane = [...quick, ...(changed ? ['--changed'] : [])]
  report([...(await still()), tests([...lane, '--passWithNoTests'])])
}

/** The last line is `N passed, N failed`; the exit code agrees. */
function report(/** @type {{ passed: number, failed: number }[]} */ outcomes) {
  const sum = (/** @type {'passed' | 'failed'} */ what) =>
    outcomes.reduce((total, outcome) => total + outcome[what], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}

function unavailable(/** @type {string[]} */ missing) {
  if (missing.length === 0) return []
  say(`Missing, and not installed because it needs root: ${missing.join(', ')}`)
  return [{ passed: 0, failed: 1 }]
}

/** What is seen without running anything, side by side; each counts as one. */
function still() {
  return Promise.all([
    stage('Types (tsc -b)', 'typescript/bin/tsc', ['-b']),
    stage('Lint (biome check)', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
    stage('Unused code (knip)', 'knip/bin/knip.js', []),
  ])
}

async function stage(
  /** @type {string} */ name,
  /** @type {string} */ script,
  /** @type {string[]} */ args,
) {
  const { status, said } = await startPackage(script, args)
  console.log(`\n== ${name}\n${said}`)
  return counted(status === 0)
}

function page() {
  console.log('\n== Page (vite build)')
  return counted(buildClient())
}

function counted(/** @type {boolean} */ isGood) {
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function tests(/** @type {string[]} */ lane) {
  console.log('\n== Tests (vitest)')
  mkdirSync(cache, { recursive: true })
  rmSync(results, { force: true })
  const status = runPackage('vitest/vitest.mjs', [
    'run',
    '--config=tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...lane,
  ])
  return countTests(read(results), status)
}

/**
 * Counts tests from Vitest's JSON. A file that failed without a failing test (it could not be
 * loaded, or a hook failed) counts as one failure, and so does a run that failed for no test's sake.
 * @param {{ numPassedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] } | null} found
 * @param {number} status
 */
export function countTests(found, status) {
  const files = found?.testResults ?? []
  const failed = files.reduce((sum, file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed').length
    return sum + (file.status === 'failed' ? Math.max(1, tests) : tests)
  }, 0)
  const unexplained = status !== 0 && failed === 0
  return { passed: found?.numPassedTests ?? 0, failed: unexplained ? 1 : failed }
}

function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
