import {
  type ImportAgreement,
  importAgreement,
  importAsking,
  importDone,
  importPreview,
} from '../../shared/apiImport.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { CommitmentInfo, Refused } from '../access/access.ts'
import { compareUpload, isClosed, isComplete, previewOf } from '../filing/importing.ts'
import { Placing } from '../filing/placing.ts'
import { voicesOf } from '../filing/voices.ts'
import type { Room } from '../rooms/room.ts'
import { inRoom } from './acting.ts'
import { inCommitment, type Parts, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment/import'

export const importRoutes: readonly Route[] = [
  inCommitment('facilitate')({
    method: 'post',
    path: `${at}/preview`,
    summary:
      'What a DOCX, ODT, Markdown or JSON file would add: suggestions, comments, their authors, and what cannot be kept. Creates nothing.',
    upload: true,
    body: importAsking,
    answer: importPreview,
    async handle({ commitment, person, body, file, signal }, parts) {
      const compared = await compareUpload(
        parts,
        commitment,
        file(),
        { ...body, by: person.id },
        signal(),
      )
      if ('refused' in compared) return compared
      const room = await parts.rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const { record } = room.read()
      const members = await membersOf(parts, commitment)
      return previewOf(compared, (field) => isClosed(record, commitment, field), members, person.id)
    },
  }),
  inCommitment('facilitate')({
    method: 'post',
    path: at,
    summary:
      'Brings a previewed file in, as suggestions and comments of those who wrote them, entered by who asks, an entry for each author, all of them or none.',
    upload: true,
    body: importAgreement,
    answer: importDone,
    status: 201,
    async handle({ commitment, person, body, file, signal }, parts) {
      const template = templateOf(commitment.template, commitment.templateVersion)
      const compared = await compareUpload(
        parts,
        commitment,
        file(),
        { ...body, by: person.id },
        signal(),
      )
      if ('refused' in compared) return compared
      if (!template || !isComplete(compared, body.people)) return refuse('bad-request')
      const people = await entered(parts, commitment, body.people)
      if ('refused' in people) return people
      const { personOf, fresh } = people
      const agreed = {
        proposal: compared.proposal,
        placing: new Placing(compared.units),
        template,
        source: file().name.slice(0, 200),
        importer: person.id,
        personOf: (author: string) => personOf.get(author) ?? null,
        people: await parts.access.people.of(commitment.plan),
      }
      const { following } = parts
      const withdraw = () => Promise.all(fresh.map((id) => following.access.people.withdraw(id)))
      try {
        const voices = [...new Set(personOf.values())]
        const gone = async () =>
          (await parts.still()) ?? (await refusalOfVoices(following, commitment, voices, person.id))
        const done = await inRoom(parts, commitment.id, (room) =>
          bringInto(room, commitment, person.id, voices, gone, agreed),
        )
        if ('refused' in done) await withdraw()
        return done
      } catch (error) {
        await withdraw()
        throw error
      }
    },
  }),
]

type Agreeing = Omit<Parameters<typeof voicesOf>[0], 'closed'>

/** Words come in only for people who are in the plan at that moment. */
async function refusalOfVoices(
  { access }: Parts,
  { plan }: CommitmentInfo,
  voices: readonly (string | null)[],
  importer: string,
): Promise<Refused | null> {
  for (const voice of voices) {
    if (voice === null || voice === importer) continue
    if (!(await access.placeIn(voice, plan))) return refuse('no-such-person')
  }
  return null
}

async function bringInto(
  room: Room,
  info: CommitmentInfo,
  importer: string,
  voices: readonly (string | null)[],
  gone: () => Promise<Refused | null>,
  agreed: Agreeing,
) {
  let before = new Set<string>()
  let comments = 0
  const done = await room.bring(importer, voices, gone, ({ record }) => {
    before = new Set(Object.keys(record.suggestions))
    const closed = (field: string) => isClosed(record, info, field)
    return { voices: voicesOf({ ...agreed, closed }, record) }
  })
  if ('refused' in done) return done
  for (const thread of agreed.proposal.threads) {
    comments += thread.comments.filter(({ author }) => agreed.personOf(author) !== null).length
  }
  const { suggestions } = room.read().record
  const opened = Object.keys(suggestions).filter((number) => !before.has(number))
  return { seq: done.seq, suggestions: opened.map(Number), comments }
}

/** By author, the person that was named for them; `fresh`: those who are new to the plan. */
async function entered(parts: Parts, { plan }: CommitmentInfo, people: ImportAgreement['people']) {
  const members = new Set((await membersOf(parts, { plan })).map(({ id }) => id))
  const personOf = new Map<string, string | null>()
  const fresh: string[] = []
  for (const answer of Object.values(people)) {
    if (answer && 'person' in answer && !members.has(answer.person)) return refuse('no-such-person')
  }
  for (const [author, answer] of Object.entries(people)) {
    if (!answer) personOf.set(author, null)
    else if ('person' in answer) personOf.set(author, answer.person)
    else {
      const { id } = await parts.access.people.enter(plan, answer.enter)
      personOf.set(author, id)
      fresh.push(id)
    }
  }
  return { personOf, fresh }
}

async function membersOf(
  { access }: Pick<Parts, 'access'>,
  { plan }: Pick<CommitmentInfo, 'plan'>,
) {
  return (await access.people.of(plan)).filter(({ removed, name }) => !removed && name !== '')
}
