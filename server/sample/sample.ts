import type { Imported, NewBlock } from '../../shared/commitment/import.ts'
import { samplePlan } from '../../shared/commitment/sample/plan.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import { planIntroduction } from '../../shared/commitment/templates/plan-introduction.ts'
import { roles } from '../../shared/roles.ts'
import type { Access } from '../access/access.ts'
import { openCommitment } from '../opening.ts'
import type { Room } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { cocreation, information } from './abroad.ts'
import { Guests } from './guests.ts'
import { type Ask, Scene, type Story } from './scene.ts'
import { donations } from './taiwan.ts'

/** Stands in the journal for whoever runs the server; nobody in access has this id. */
export const operator = 'operator'

type Parts = { readonly access: Access; readonly rooms: Rooms }

/** Those that people have worked on, in the order in which the plan shows them: first of all. */
const stories: readonly Story[] = [donations, information, cocreation]

/**
 * Opens the sample plan, with real commitments and a link per role, unless there is a plan. With `ask`
 * invented roles have worked on it: they come in, write, suggest and answer as people do.
 */
export async function openSample(parts: Parts, ask: Ask | null): Promise<void> {
  const { access } = parts
  if ((await access.plans.all()).length > 0) return
  const { title, locale, commitments, introduction, invented } = samplePlan
  const plan = await access.plans.create({ title, locale }, null)
  const ways = []
  for (const role of roles) ways.push(await access.invitations.create(plan.id, { role }, null))
  const guests =
    ask && (await Guests.welcome(ask, new Map(ways.map(({ role, code }) => [role, code]))))
  const told = ask ? stories : []
  for (const story of told) {
    const commitment = commitments.find(({ id }) => id === story.id)
    if (!commitment || !ask || !guests) throw new Error(`The sample has no ${story.id}`)
    const fields = without(commitment.fields, story)
    const room = await open({ ...commitment, fields, plan: plan.id }, parts)
    const scene = new Scene(room, ask, guests, wordsOf(commitment.fields))
    await story.play(scene)
    scene.leave()
  }
  for (const commitment of commitments) {
    if (told.some(({ id }) => id === commitment.id)) continue
    await open({ ...commitment, plan: plan.id }, parts)
  }
  const { id, version } = planIntroduction
  const fields = {
    ...introduction,
    ...(ask && { introduction: [...(introduction.introduction ?? []), ...invented] }),
  }
  const rest = { title, locale, fields, rows: [], source: null }
  await open({ ...rest, template: id, version, plan: plan.id }, parts)
  if (ask) await guests?.leave(ask)
}

type Sample = Pick<Imported, 'template' | 'version' | 'title' | 'locale' | 'fields' | 'rows'> & {
  readonly plan: string
  readonly source: string | null
}

async function open(sample: Sample, parts: Parts): Promise<Room> {
  const { plan, title, locale, source } = sample
  const template = templateOf(sample.template, sample.version)
  if (!template) throw new Error(`The sample has an unknown form: ${sample.template}`)
  const opening = { plan, template, title, locale, beginning: sample, source, by: operator }
  const info = await openCommitment(parts, opening)
  const room = await parts.rooms.open(info.id)
  if (!room) throw new Error('The sample’s room is closed')
  const reason = samplePlan.title
  await room.act({ person: operator }, () => ({
    events: [{ type: 'state-set', state: 'discussion', reason }],
  }))
  return room
}

type Fields = Imported['fields']

/** The words that a story begins with. */
function without(fields: Fields, { later }: Story): Fields {
  const begun = (blocks: readonly NewBlock[], words: readonly string[]) =>
    blocks.map(({ kind, runs }) => ({
      kind,
      runs: runs.map((run) => ({
        ...run,
        text: words.reduce((text, gone) => text.replace(gone, ''), run.text),
      })),
    }))
  const entries = Object.entries(fields)
  return Object.fromEntries(entries.map(([name, of]) => [name, begun(of, later[name] ?? [])]))
}

/** Block by block. */
function wordsOf(fields: Fields): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(fields)
  return Object.fromEntries(
    entries.map(([name, blocks]) => [
      name,
      blocks.map(({ runs }) => runs.map(({ text }) => text).join('')),
    ]),
  )
}
