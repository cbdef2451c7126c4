import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'backup [FILE]',
  help: 'Copies everything into one file while the server goes on; it is the data file of its moment.',
  async run({ config, journal, print }, [file]) {
    const moment = new Date().toISOString().replace(/[:.]/g, '-')
    const path = resolve(file ?? join(config.data, 'backups', `accord-${moment}.sqlite`))
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    await journal.backup(path)
    print(path)
    return 0
  },
}
