import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { putSecret } from '../backupSecret.ts'
import type { Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'backup [FILE]',
  help: 'Copies everything into one file while the server goes on; it is the data file of its moment.',
  async run({ config, journal, print }, [file]) {
    const moment = new Date().toISOString().replace(/[:.]/g, '-')
    const path = resolve(file ?? join(config.data, 'backups', `accord-${moment}.sqlite`))
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // nobody else's to read, from its first byte on
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    await journal.backup(path)
    if (config.secretIsKept) putSecret(path, config.secret)
    print(path)
    print('To restore: an empty ACCORD_DATA folder with this file in it, as accord.sqlite.')
    if (!config.secretIsKept) {
      print('ACCORD_SECRET is not in it: set the same one, or everybody has to join again.')
    }
    return 0
  },
}
