import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { putSecret } from '../backupSecret.ts'
import { wallClock } from '../clock.ts'
import { inPlainWords } from '../storage.ts'
import type { Command } from './command.ts'
import { brokenIn } from './damage.ts'

export const backup: Command = {
  name: 'backup',
  looks: true,
  usage: 'backup [FILE]',
  help: 'Copies everything into one file while the server goes on; it is the data file of its moment.',
  async run({ config, journal, print }, [file]) {
    const moment = new Date(wallClock()).toISOString().replace(/[:.]/g, '-')
    const path = resolve(file ?? join(config.data, 'backups', `accord-${moment}.sqlite`))
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // nobody else's to read, from its first byte on
    if (!begin(path)) {
      print(`${path} is there already and was left as it is. Give another name.`)
      return 1
    }
    try {
      await journal.backup(path)
      if (config.secretIsKept) putSecret(path, config.secret)
    } catch (error) {
      // what is half of it is no backup, and its name is free again
      for (const rest of ['', '-journal', '-wal', '-shm']) rmSync(path + rest, { force: true })
      throw inPlainWords(path, error)
    }
    print(path)
    const broken = brokenIn(path)
    for (const what of broken) print(`Damaged, as the data file itself is: ${what}`)
    if (broken.length > 0) {
      print('Keep the backups that were made before, and ask `verify` what is wrong.')
      return 1
    }
    print('To restore: an empty ACCORD_DATA folder with this file in it, as accord.sqlite.')
    if (!config.secretIsKept) {
      print('ACCORD_SECRET is not in it: set the same one, or everybody has to join again.')
    }
    return 0
  },
}

/** An empty file that only its owner reads; false: there is one of that name. */
function begin(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
