import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { fromData } from '../../shared/commitment/import.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { LocalBus } from '../bus/local.ts'
import { openLog } from '../log.ts'
import { openCommitment, peopleOf } from '../opening.ts'
import { Rooms } from '../rooms/rooms.ts'
import { operator } from '../sample/sample.ts'
import { type Command, type Desk, UsageError } from './command.ts'

export const importing: Command = {
  name: 'import',
  usage: 'import FILE [--plan ID]',
  help: 'Opens the published commitments of a JSON file in a plan, the oldest unless said.',
  async run(desk, args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { plan: { type: 'string' } },
    })
    const [file] = positionals
    if (!file) throw new UsageError('Say which file.')
    const plans = await desk.access.plans.all()
    const plan = values.plan ? plans.find(({ id }) => id === values.plan) : plans[0]
    if (!plan) throw new UsageError('There is no such plan.')
    const found = fromData(dataIn(file))
    if (found.length === 0) throw new UsageError('There is no commitment in this file.')
    await using rooms = openRooms(desk)
    for (const beginning of found) {
      const template = templateOf(beginning.template, beginning.version)
      if (!template) throw new UsageError(`There is no form ${beginning.template}.`)
      const { title, locale, aside } = beginning
      const { id } = await openCommitment(
        { access: desk.access, rooms: rooms.rooms },
        { plan: plan.id, template, title, locale, beginning, source: basename(file), by: operator },
      )
      desk.print(`${id} ${title}`)
      for (const { path, text } of aside) desk.print(`  no place for ${path}: ${text}`)
    }
    return 0
  },
}

/** Rooms of this process's own: nobody else knows the new commitments yet. */
function openRooms({ access, journal, config }: Desk) {
  const bus = new LocalBus()
  const rooms = new Rooms({ journal, bus, log: openLog(config.log), ...peopleOf(access) })
  return {
    rooms,
    async [Symbol.asyncDispose]() {
      await rooms.close()
      await bus.close()
    },
  }
}

function dataIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
