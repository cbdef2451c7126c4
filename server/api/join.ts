import { invited, joined, joinRequest, me } from '../../shared/api.ts'
import { attemptHeader } from '../../shared/wire.ts'
import { isRefused } from '../access/access.ts'
import { plainCode } from '../access/draw.ts'
import { breathe } from '../reading.ts'
import { deviceOf } from './device.ts'
import { anyone, anyPerson, type Parts, type Route, refuse } from './route.ts'

/** The way in, and who I am. */
export const joinRoutes: readonly Route[] = [
  anyone({
    method: 'get',
    path: '/api/invited/:code',
    summary: 'What an invitation’s code opens: the plan and the role, before joining.',
    answer: invited,
    entrance: true,
    async handle({ param, session, address, header }, { access, bounds }) {
      const found = await access.invitations.look(param('code'), header(attemptHeader))
      const late = isRefused(found) && !session ? await bounds.guess(address) : null
      return late ? { ...refuse('too-many'), ...late } : found
    },
  }),
  anyone({
    method: 'post',
    path: '/api/join',
    summary: 'An invitation’s code gives a person; the same device keeps the same person.',
    body: joinRequest,
    answer: joined,
    entrance: true,
    async handle({ body, session, setSession, device, header, address }, { access, bounds }) {
      const attempt = header(attemptHeader)
      const door = { code: body.code, attempt, address }
      const late = session ? null : await lateFor(door, { access, bounds })
      if (late) return { ...refuse('too-many'), ...late }
      // a hall that comes in at once is stored one by one, and those who write have the loop in between
      await breathe()
      const about = deviceOf(header('user-agent') ?? '')
      const entrance = await access.join(body, session, { about, sign: device() }, attempt)
      if (!isRefused(entrance)) setSession(entrance.token)
      return entrance
    },
  }),
  anyPerson({
    method: 'post',
    path: '/api/leave',
    summary: 'Ends this session; the device is nobody’s again.',
    answer: null,
    async handle({ proof, setSession }, { access, rooms }) {
      await access.leave(proof)
      await rooms.underway()
      setSession(null)
      return null
    },
  }),
  anyPerson({
    method: 'get',
    path: '/api/me',
    summary: 'Who I am, and where I may go.',
    answer: me,
    async handle({ person }, { access }) {
      return { person, plans: await access.plans.of(person.id) }
    },
  }),
]

/** Whoever has a right code is not held to what others guess at the same address. */
async function lateFor({ code, attempt, address }: AtDoor, { access, bounds }: Doors) {
  const opens = !isRefused(await access.invitations.look(code, attempt))
  return opens ? bounds.join(plainCode(code), address) : bounds.guess(address)
}

type AtDoor = {
  readonly code: string
  readonly attempt: string | undefined
  readonly address: string
}
type Doors = Pick<Parts, 'access' | 'bounds'>
