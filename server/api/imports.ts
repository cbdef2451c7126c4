import {
  type ImportAgreement,
  type ImportedAuthor,
  importAgreement,
  importAsking,
  importDone,
  importPreview,
} from '../../shared/apiImport.ts'
import { templateOf } from '../../shared/commitment/template.ts'
import type { CommitmentInfo } from '../access/access.ts'
import { compareUpload, isClosed, isComplete, previewOf } from '../filing/importing.ts'
import { Placing } from '../filing/placing.ts'
import { voicesOf } from '../filing/voices.ts'
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
      const compared = await compareUpload(parts, commitment, file(), body, signal())
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
      'Brings a previewed file in, as suggestions and comments of those who wrote them, entered by who asks, an entry for each author. Nothing is entered where the file cannot be read or a person is missing.',
    upload: true,
    body: importAgreement,
    answer: importDone,
    status: 201,
    async handle({ commitment, person, body, file, signal }, parts) {
      const template = templateOf(commitment.template, commitment.templateVersion)
      const compared = await compareUpload(parts, commitment, file(), body, signal())
      if ('refused' in compared) return compared
      if (!template || !isComplete(compared, body.people)) return refuse('bad-request')
      const people = await entered(parts, commitment, body.people)
      if ('refused' in people) return people
      const agreed = {
        proposal: compared.proposal,
        placing: new Placing(compared.units),
        template,
        source: file().name.slice(0, 200),
        importer: person.id,
        personOf: (author: string) => people.get(author) ?? null,
      }
      return bring(parts, commitment, person.id, [...new Set(people.values())], agreed)
    },
  }),
]

type Agreeing = Omit<Parameters<typeof voicesOf>[0], 'closed'>

async function bring(
  { rooms }: Parts,
  info: CommitmentInfo,
  importer: string,
  voices: readonly (string | null)[],
  agreed: Agreeing,
) {
  const room = await rooms.open(info.id)
  if (!room) return refuse('going-away')
  let before = new Set<string>()
  let comments = 0
  const done = await room.bring(importer, voices, ({ record }) => {
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

/** By author, the person that was named for them; people who are new to the plan are entered. */
async function entered(parts: Parts, { plan }: CommitmentInfo, people: ImportAgreement['people']) {
  const members = new Set((await membersOf(parts, { plan })).map(({ id }) => id))
  const found = new Map<string, string | null>()
  for (const answer of Object.values(people)) {
    if (answer && 'person' in answer && !members.has(answer.person)) return refuse('no-such-person')
  }
  for (const [author, answer] of Object.entries(people)) {
    found.set(author, await one(parts, plan, answer))
  }
  return found
}

async function one(
  { access }: Parts,
  plan: string,
  answer: ImportedAuthor,
): Promise<string | null> {
  if (answer === null) return null
  return 'person' in answer ? answer.person : (await access.people.enter(plan, answer.enter)).id
}

async function membersOf(
  { access }: Pick<Parts, 'access'>,
  { plan }: Pick<CommitmentInfo, 'plan'>,
) {
  return (await access.people.of(plan)).filter(({ removed, name }) => !removed && name !== '')
}
