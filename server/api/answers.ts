import { answers, answersRead } from '../../shared/apiAnswers.ts'
import { answersTo, namings, speakerOf } from '../../shared/record/answering.ts'
import { asOnePerson, entriesOf } from '../../shared/record/onePerson.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { isolated } from '../../shared/text/direction.ts'
import type { Access } from '../access/access.ts'
import { speakingOf } from './mentions.ts'
import { inCommitment, inPlan, type Route, refuse } from './route.ts'

const at = '/api/commitments/:commitment/answers'

/** Whichever of their entries somebody has read it under. */
async function readUpTo(
  { answers }: Access,
  record: CommitmentRecord,
  person: string,
  commitment: string,
): Promise<number> {
  const entries = entriesOf(record, person)
  const read = await Promise.all(entries.map((entry) => answers.readUpTo(entry, commitment)))
  return Math.max(...read)
}

export const answerRoutes: readonly Route[] = [
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/answers',
    heavy: true,
    summary:
      'What became of one’s own suggestions in all commitments of the plan, and comments that name one, the last first.',
    answer: answers,
    async handle({ plan, person }, parts) {
      const { access, rooms } = parts
      const found = []
      const named = []
      for (const { id, title } of await access.commitments.of(plan)) {
        const room = await rooms.open(id)
        if (!room) return refuse('going-away')
        const { record } = room.read()
        const upTo = await readUpTo(access, record, person.id, id)
        const read = asOnePerson(record, person.id)
        for (const { suggestion, last } of answersTo(read, person.id)) {
          const { number, field, added, removed } = suggestion
          const { outcome, reason, person: by, at, seq } = last
          found.push({
            ...{ commitment: id, title, number, field, added, removed },
            ...{ outcome, reason, by, at, seq, unread: seq > upTo },
          })
        }
        const naming = namings(read, person.id)
        if (naming.length === 0) continue
        const speakers = [...new Set(naming.map(({ comment }) => speakerOf(comment)))]
        const views = await access.people.views(plan, speakers)
        const names = new Map(views.map((one) => [one.id, one.name]))
        const said = await speakingOf(parts, { plan }, read, isolated)
        for (const { thread, comment } of naming) {
          const { at, seq = 0 } = comment
          const by = speakerOf(comment)
          const name = names.get(by) ?? ''
          named.push({
            ...{ commitment: id, title, thread: thread.id, text: said(comment.text) },
            ...{ by, name, at, seq, unread: seq > upTo },
          })
        }
      }
      const lastFirst = (a: { at: number }, b: { at: number }) => b.at - a.at
      return { answers: found.sort(lastFirst), mentions: named.sort(lastFirst) }
    },
  }),
  inCommitment('read')({
    method: 'get',
    path: at,
    summary: 'Up to which entry one has read what became of one’s own suggestions here.',
    answer: answersRead,
    async handle({ commitment, person }, { access, rooms }) {
      const room = await rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      return { seq: await readUpTo(access, room.read().record, person.id, commitment.id) }
    },
  }),
  inCommitment('read')({
    method: 'post',
    path: at,
    summary: 'Says that one has read them up to there, on whatever device.',
    body: answersRead,
    answer: null,
    async handle({ commitment, person, body }, { access, rooms }) {
      const room = await rooms.open(commitment.id)
      if (!room) return refuse('going-away')
      const seq = Math.min(body.seq, room.read().record.seq)
      await access.answers.read(person.id, commitment.id, seq)
      return null
    },
  }),
]
