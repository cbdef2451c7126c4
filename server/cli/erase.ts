import { parseArgs } from 'node:util'
import { isRefused } from '../access/access.ts'
import { placesNaming, wordsToHide } from '../filing/named.ts'
import { type Command, UsageError } from './command.ts'

export const erase: Command = {
  name: 'erase',
  usage: 'erase PERSON [--list | --hide]',
  help: 'Takes a person’s name, organisation and sessions away for good; id and sector stay. --list only tells where people wrote the name themselves; --hide leaves it out there, too, but for the text itself.',
  async run(desk, args) {
    const { values, positionals } = parseArgs({
      ...{ args: [...args], allowPositionals: true },
      options: { list: { type: 'boolean' }, hide: { type: 'boolean' } },
    })
    const [person] = positionals
    if (!person) throw new UsageError('Say whom, by id.')
    const { access, print } = desk
    const { places, more } = await placesNaming(desk, person)
    for (const { in: kind, title, commitment, before, words, after } of places)
      print(`${commitment ?? 'plan'} ${title} ${kind}: ${before}[${words}]${after}`)
    if (places.length > 0)
      print(`${places.length + more} places where people wrote the name: ${fate(values.hide)}.`)
    if (values.list) return 0
    const hidden = values.hide ? await wordsToHide(desk, person) : []
    const erased = await access.people.erase(person, hidden)
    if (isRefused(erased)) {
      if (erased.refused === 'no-such-person') throw new UsageError(`There is no person ${person}.`)
      print(`${person} is erased, but the file's log could not be emptied. Say it again.`)
      return 1
    }
    const kept = hidden.length > 0 ? ', the text, its history and the journal' : ''
    print(`${person} is erased. Backups${kept} and documents made before still hold the name.`)
    return 0
  },
}

function fate(hide: boolean | undefined): string {
  return hide ? 'erasing hides it in all but the text itself' : 'erasing leaves these'
}
