// Counts again who brought in what, from journal.json alone, and compares it with what the record
// says. Needs nothing but Node.js 18 or newer:   node recompute.mjs
// With the heads.json of another record it also compares what both say of the journal's entries:
//   node recompute.mjs OTHER/heads.json
//
// How: every character in journal.json stands under an identity, [client, clock]. If "origins" says
// that the identity was re-created from an earlier one (by undo, cut and paste, a copy), follow it
// back to the first. "clients" says to which person that client was bound. Characters are counted as
// Unicode code points, blanks and breaks left out; client 1 is the form itself, which is nobody's, and
// client 3 is text that was imported from elsewhere. Ids of people are this plan's own: the same in all
// its records, and others in another plan's. "merged" names people who came in twice, and as
// whom they count.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const twins = 2 ** 34
const formClient = 1
const importClient = 3
const { heads } = JSON.parse(readFileSync(join(here, 'heads.json'), 'utf8'))
const { heads: others } = process.argv[2]
  ? JSON.parse(readFileSync(process.argv[2], 'utf8'))
  : { heads: {} }
let differs = 0

for (const folder of readdirSync(join(here, 'commitments')).sort()) {
  const read = (name) => JSON.parse(readFileSync(join(here, 'commitments', folder, name), 'utf8'))
  const counted = count(read('journal.json'))
  const said = read('contributions.json')
  const same = JSON.stringify(counted) === JSON.stringify(said)
  if (!same) differs++
  console.log(`${folder}: ${same ? 'as the record says' : 'DIFFERS FROM THE RECORD'}`)
  const { commitment, seq } = read('journal.json')
  console.log(`  journal: ${compared(commitment, seq)}`)
  for (const [section, people] of Object.entries(counted)) {
    for (const [person, characters] of Object.entries(people)) {
      console.log(`  ${section}  ${person}  ${characters}`)
    }
  }
}
for (const id of Object.keys(others)) {
  if (!heads[id]) console.log(`${id}: is not in this record`)
}
process.exitCode = differs > 0 ? 1 : 0

function compared(commitment, seq) {
  const ours = heads[commitment]
  if (ours?.seq !== seq) {
    differs++
    return 'DIFFERS FROM heads.json'
  }
  const other = others[commitment]
  if (!other) return `entry ${seq}, ${ours.hash}`
  // a chain cannot be followed without the journal itself, which only the operator has
  if (other.seq !== seq) return `entry ${seq}; the other says entry ${other.seq}: ask the operator`
  if (other.hash === ours.hash) return `entry ${seq}, as the other says`
  differs++
  return `entry ${seq} IS ANOTHER THAN THE OTHER SAYS`
}

function count({ fields, origins, clients, merged = {} }) {
  const earlier = new Map()
  for (const { to, from } of origins) {
    for (let step = 0; from && step < to[2]; step++) {
      earlier.set(`${to[0]} ${to[1] + step}`, [from[0], from[1] + step])
    }
  }
  const sections = {}
  for (const { section, items } of fields) {
    for (const [client, clock, text] of items) {
      let unit = 0
      for (const character of text) {
        const first = firstOf([client, clock + unit], earlier)
        unit += character.length
        if (character.trim() === '') continue
        const home = first >= twins ? first - twins : first
        if (home === formClient) continue
        const bound = clients[home]
        const imported = home === importClient ? 'imported' : 'unknown'
        const entry = bound?.onBehalfOf ?? bound?.person ?? imported
        const person = merged[entry]?.into ?? entry
        sections[section] ??= {}
        sections[section][person] = (sections[section][person] ?? 0) + 1
      }
    }
  }
  return ordered(sections)
}

function firstOf(identity, earlier) {
  let here = identity
  for (let step = 0; step < 1000; step++) {
    const before = earlier.get(`${here[0]} ${here[1]}`)
    if (!before) break
    here = before
  }
  return here[0]
}

function ordered(object) {
  if (typeof object !== 'object') return object
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, ordered(value)]))
}
