import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { buildClient } from './build.mjs'
import { cache, runPackage, say } from './shell.mjs'
import { missingTools } from './tools.mjs'

const report = `${cache}/vitest.json`

/** Each returns how much passed and failed; a stage without tests counts as one. */
const stages = [
  {
    name: 'Types (tsc -b)',
    check: () => once(runPackage('typescript/bin/tsc', ['-b'])),
  },
  {
    name: 'Lint (biome check)',
    check: () =>
      once(runPackage('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])),
  },
  {
    name: 'Unused code (knip)',
    check: () => once(runPackage('knip/bin/knip.js', [])),
  },
  { name: 'Page (vite build)', check: () => once(buildClient() ? 0 : 1) },
  { name: 'Tests (vitest)', check: runTests },
]

/** Everything that must hold. The last line is `N passed, N failed`; the exit code agrees. */
export function test() {
  let passed = 0
  let failed = 0
  const missing = missingTools()
  if (missing.length > 0) {
    say(`Missing, and not installed because it needs root: ${missing.join(', ')}`)
    failed += 1
  }
  for (const { name, check } of stages) {
    console.log(`\n== ${name}`)
    const outcome = check()
    passed += outcome.passed
    failed += outcome.failed
  }
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

function once(/** @type {number} */ status) {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function runTests() {
  mkdirSync(cache, { recursive: true })
  rmSync(report, { force: true })
  const status = runPackage('vitest/vitest.mjs', [
    'run',
    '--config=tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  return countTests(read(report), status)
}

/**
 * Counts tests from Vitest's JSON. A file that failed without a failing test (it could not be
 * loaded, or a hook failed) counts as one failure, and so does a run that failed for no test's sake.
 * @param {{ numPassedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] } | null} results
 * @param {number} status
 */
export function countTests(results, status) {
  const files = results?.testResults ?? []
  const failed = files.reduce((sum, file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed').length
    return sum + (file.status === 'failed' ? Math.max(1, tests) : tests)
  }, 0)
  const unexplained = status !== 0 && failed === 0
  return { passed: results?.numPassedTests ?? 0, failed: unexplained ? 1 : failed }
}

function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
