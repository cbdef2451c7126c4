import { buildClient } from './run/build.mjs'
import { install } from './run/install.mjs'
import { say } from './run/shell.mjs'
import { missingTools } from './run/tools.mjs'

/**
 * What `npm start` and its sisters run. Plain JavaScript without dependencies, because on a fresh
 * clone nothing is installed yet. Everything it says about itself goes to standard error, so that
 * what a command prints can be read by a program.
 */
const commands = {
  async start() {
    if (!buildClient()) process.exit(1)
    await (await load('./main.ts')).serve()
  },
  async dev() {
    await (await load('./main.ts')).serve(true)
  },
  async check(/** @type {string[]} */ args) {
    await (await import('./run/test.mjs')).check(args)
  },
  async test() {
    await (await import('./run/test.mjs')).test(tools)
  },
  async 'test:long'() {
    await (await import('./run/test.mjs')).testLong(tools)
  },
  async bench(/** @type {string[]} */ args) {
    await (await load('../tests/bench/run.ts')).bench(args)
  },
  async accord(/** @type {string[]} */ args) {
    process.exitCode = await (await load('./cli/accord.ts')).accord(args)
  },
}

const [name = '', ...args] = process.argv.slice(2)
/** Beside the packages, because each of the two waits for the network and the disk. */
const tools = name.startsWith('test') ? missingTools(name === 'test:long') : Promise.resolve([])
const command = Object.entries(commands).find(([each]) => each === name)?.[1]
if (!command) {
  say(`Say one of: ${Object.keys(commands).join(', ')}`)
  process.exitCode = 1
} else if (install()) await command(args)
else process.exitCode = 1

/** Imports TypeScript as it is: by Node itself where it can, by tsx where it cannot. */
async function load(/** @type {string} */ module) {
  if (!process.features.typescript) (await import('tsx/esm/api')).register()
  return import(module)
}
