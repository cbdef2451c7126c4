import { spawn, spawnSync } from 'node:child_process'
import { say } from './shell.mjs'

/** Programs and fonts that tests need beside npm packages: Debian's package and how to see it. */
const tools = [
  { name: 'chromium-headless-shell', isThere: () => finds('chromium-headless-shell') },
  { name: 'fonts-noto-cjk', isThere: () => output('fc-list', [':lang=zh-tw']) !== '' },
  { name: 'libxml2-utils', isThere: () => finds('xmllint') },
  { name: 'poppler-utils', isThere: () => finds('pdftotext') },
  { name: 'libreoffice-writer', isThere: () => finds('soffice') },
  // Only a recommendation of LibreOffice's, so it does not come along; it is for Debian's Python.
  { name: 'python3-uno', isThere: () => does('/usr/bin/python3', ['-c', 'import uno']) },
]

/** What real engines with real input methods need besides; see `tests/engines`. */
const engineTools = [
  'chromium',
  'firefox-esr',
  'webkit2gtk-driver',
  'xvfb',
  'matchbox-window-manager',
  'xdotool',
  'dbus-daemon',
  'ibus',
  'ibus-gtk3',
  'ibus-chewing',
  'ibus-libpinyin',
  'ibus-hangul',
].map((name) => ({
  name,
  isThere: () => output('dpkg', ['-s', name]).includes('Status: install ok installed'),
}))

/**
 * Installs what is missing where it may, beside whatever is done meanwhile, and names what is missing
 * still; with what real engines need, if they are asked for.
 * @returns {Promise<string[]>}
 */
export async function missingTools(withEngines = false) {
  const wanted = withEngines ? [...tools, ...engineTools] : tools
  const missing = wanted.filter(({ isThere }) => !isThere()).map(({ name }) => name)
  if (missing.length === 0 || process.getuid?.() !== 0 || !finds('apt-get')) return missing
  say(`Installing with apt-get: ${missing.join(', ')} …`)
  await installed(missing)
  return wanted.filter(({ isThere }) => !isThere()).map(({ name }) => name)
}

/** In one shell: npm installs packages meanwhile, and this process does nothing until they are there. */
function installed(/** @type {string[]} */ names) {
  const install = 'apt-get install -y -qq --no-install-recommends "$@"'
  const shell = spawn('sh', ['-c', `apt-get update -qq; ${install}`, 'sh', ...names], {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return new Promise((done) => {
    shell.on('error', done)
    shell.on('close', done)
  })
}

function finds(/** @type {string} */ program) {
  return output('which', [program]) !== ''
}

function does(/** @type {string} */ program, /** @type {string[]} */ args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

function output(/** @type {string} */ program, /** @type {string[]} */ args) {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout?.trim() ?? ''
}
