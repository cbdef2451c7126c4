import { settings } from '../config.ts'
import type { Command } from './command.ts'

export const config: Command = {
  name: 'config',
  usage: 'config',
  help: 'Lists every setting: variable, what holds without it, what it is for.',
  begins: true,
  async run({ print }) {
    for (const { name, fallback, help } of settings) {
      print(`${name.padEnd(18)} ${fallback.padEnd(24)} ${help}`)
    }
    return 0
  },
}
