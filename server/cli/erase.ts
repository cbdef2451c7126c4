import { parseArgs } from 'node:util'
import { isRefused } from '../access/access.ts'
import type { HiddenWords } from '../access/hidden.ts'
import { placesNaming, wordsToHide } from '../filing/named.ts'
import { type Command, UsageError } from './command.ts'

export const erase: Command = {
  name: 'erase',
  usage: 'erase PERSON [--list | --hide]',
  help: 'Takes a person’s name, organisation and sessions away for good; id and sector stay. So do all entries of one who came in twice. --list only tells where people wrote the name themselves; --hide leaves it out there, too, but for the text itself.',
  async run(desk, args) {
    const { values, positionals } = parseArgs({
      ...{ args: [...args], allowPositionals: true },
      options: { list: { type: 'boolean' }, hide: { type: 'boolean' } },
    })
    const [person] = positionals
    if (!person) throw new UsageError('Say whom, by id.')
    const { access, print } = desk
    // who came in twice goes with all entries, or the other would still say the name
    const entries = await access.people.entries(person)
    let count = 0
    for (const entry of entries) {
      const { places, more } = await placesNaming(desk, entry)
      for (const { in: kind, title, commitment, before, words, after } of places)
        print(`${commitment ?? 'plan'} ${title} ${kind}: ${before}[${words}]${after}`)
      count += places.length + more
    }
    const others = entries.filter((entry) => entry !== person)
    if (others.length > 0) print(`${person} is one person with ${others.join(', ')}.`)
    if (count > 0) print(`${count} places where people wrote the name: ${fate(values.hide)}.`)
    if (values.list) return 0
    const hidden: HiddenWords[] = []
    for (const entry of values.hide ? entries : []) hidden.push(...(await wordsToHide(desk, entry)))
    const erased = await access.people.erase(person, hidden)
    if (isRefused(erased)) {
      if (erased.refused === 'no-such-person') throw new UsageError(`There is no person ${person}.`)
      print(`${person} is erased, but the file's log could not be emptied. Say it again.`)
      return 1
    }
    const kept = hidden.length > 0 ? ', the text, its history and the journal' : ''
    const gone = others.length > 0 ? `${entries.join(', ')} are erased` : `${person} is erased`
    print(`${gone}. Backups${kept} and documents made before still hold the name.`)
    return 0
  },
}

function fate(hide: boolean | undefined): string {
  return hide ? 'erasing hides it in all but the text itself' : 'erasing leaves these'
}
