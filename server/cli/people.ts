import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { planOf } from './invite.ts'

export const people: Command = {
  name: 'people',
  usage: 'people [--plan ID]',
  help: 'Who is or was in a plan: id, role, sector, name and organisation; the id is what `erase` asks for.',
  async run(desk, args) {
    const options = { plan: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    const members = await desk.access.people.of(await planOf(desk, values.plan))
    for (const { id, role, removed, sector, name, organisation, merged } of members) {
      const standing = removed ? 'removed' : merged ? `is ${merged.into}` : role
      desk.print([id, standing, sector, name, organisation].join('\t'))
    }
    return 0
  },
}
