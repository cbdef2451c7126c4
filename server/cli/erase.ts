import { isRefused } from '../access/access.ts'
import { type Command, UsageError } from './command.ts'

export const erase: Command = {
  name: 'erase',
  usage: 'erase PERSON',
  help: 'Takes a person’s name, organisation and sessions away for good; id and sector stay.',
  async run({ access, print }, [person]) {
    if (!person) throw new UsageError('Say whom, by id.')
    const erased = await access.people.erase(person)
    if (isRefused(erased)) {
      if (erased.refused === 'no-such-person') throw new UsageError(`There is no person ${person}.`)
      print(`${person} is erased, but the file's log could not be emptied. Say it again.`)
      return 1
    }
    print(`${person} is erased. Backups and documents made before still hold the name.`)
    return 0
  },
}
