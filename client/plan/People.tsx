import { useCallback, useEffect, useState } from 'react'
import type { Member, MemberChange } from '../../shared/api.ts'
import { type Role, roles } from '../../shared/roles.ts'
import { lookingAlike } from '../../shared/text/likeness.ts'
import { whenSeenAgain } from '../answers/answers.ts'
import { api, type Failure } from '../api.ts'
import { failureWords } from '../failureWords.ts'
import { nameWords } from '../locale/names.ts'
import { openerWords } from '../locale/openers.ts'
import { outsideWords } from '../locale/outside.ts'
import { peopleWords } from '../locale/people.ts'
import { useWords } from '../locale/words.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Confirm } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { LeaveDevice } from '../ui/LeaveDevice.tsx'
import { Menu, MenuChoice, MenuItem } from '../ui/Menu.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { Appear } from './Appear.tsx'
import { CorrectPerson } from './CorrectPerson.tsx'
import { EraseName } from './EraseName.tsx'
import { MergePeople } from './MergePeople.tsx'
import { OtherEntries } from './OtherEntries.tsx'
import { PersonFacts } from './PersonFacts.tsx'
import { RenewCodes } from './RenewCodes.tsx'
import { Sessions } from './Sessions.tsx'

type Open = {
  readonly on:
    | 'correct'
    | 'own'
    | 'mute'
    | 'verify'
    | 'remove'
    | 'codes'
    | 'erase'
    | 'sessions'
    | 'merge'
  readonly of: Member
}
type Change = (person: Member, change: MemberChange) => Promise<boolean>

export function People({ plan, facilitates }: { plan: string; facilitates: boolean }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [loaded, reload] = useLoad(useCallback(() => api.people(plan), [plan]))
  const [me] = useLoad(api.me)
  // people join while a list stands open in another window
  useEffect(() => whenSeenAgain(reload), [reload])
  const [open, setOpen] = useState<Open | null>(null)
  const [appearing, setAppearing] = useState<Member | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { erase } = nameWords[words.locale]
  const { verified } = peopleWords[words.locale]
  const everybody = loaded.state === 'ready' ? loaded.value.people : []
  const people = everybody.filter(({ removed, merged }) => !removed && !merged)
  const gone = everybody.filter(({ removed, merged, name }) => removed && !merged && name !== '')
  const mine = me.state === 'ready' ? me.value.person.id : null
  const isMe = ({ id }: Member) =>
    everybody.some((one) => one.id === mine && (one.merged?.into ?? one.id) === id)
  const alike = lookingAlike(people)
  const leads = people.filter(({ role, muted }) => role === 'facilitator' && !muted)
  const isAlone = leads.length === 1 && leads[0]?.id === mine

  const change: Change = async (person, wanted) => {
    const answer = await api.changePerson(plan, person.id, wanted)
    setFailure(answer.ok ? null : answer.failure)
    reload()
    return answer.ok
  }

  const remove = async (person: Member) => {
    if (await change(person, { removed: true })) setOpen({ on: 'codes', of: person })
  }

  const eraseName = async ({ id }: Member, hide: boolean) => {
    const answer = await api.erase(plan, id, hide)
    setFailure(answer.ok ? null : answer.failure)
    if (answer.ok) announce(erase.done)
    reload()
  }

  return (
    <section className="plan-section" aria-label={outside.plan.people}>
      <p className="quiet">{loaded.state === 'ready' && outside.plan.peopleCount(people.length)}</p>
      {failure && (
        <p className="problem" role="alert">
          {failureWords(failure, words.locale)}
        </p>
      )}
      <Failed loaded={loaded} onAgain={reload} />
      <ul className="people">
        {people.map((person) => (
          <li key={person.id} className="person">
            <Avatar person={person} size={40} />
            <div className="person-facts">
              <PersonFacts
                person={person}
                isMe={isMe(person)}
                alike={facilitates && alike.has(person.id)}
              />
              <OtherEntries
                {...{ plan, person, everybody, mine, onDone: reload }}
                canPart={facilitates}
              />
            </div>
            <span className="person-acts">
              {isMe(person) && (
                <>
                  <IconButton
                    icon="eye"
                    label={openerWords[words.locale].appear}
                    onPress={() => setAppearing(person)}
                  />
                  <IconButton
                    icon="keys"
                    label={peopleWords[words.locale].sessions.open}
                    onPress={() => setOpen({ on: 'sessions', of: person })}
                  />
                  <IconButton
                    icon="pencil"
                    label={openerWords[words.locale].correct}
                    onPress={() => setOpen({ on: 'own', of: person })}
                  />
                </>
              )}
              {facilitates && <PersonMenu person={person} change={change} setOpen={setOpen} />}
            </span>
          </li>
        ))}
      </ul>
      {facilitates && gone.length > 0 && <Gone people={gone} setOpen={setOpen} />}
      {appearing && (
        <Appear
          plan={plan}
          me={appearing}
          onClose={() => {
            setAppearing(null)
            reload()
          }}
        />
      )}
      {me.state === 'ready' && <LeaveDevice as="leave" person={me.value.person} to="/" />}
      {(open?.on === 'correct' || open?.on === 'own') && (
        <CorrectPerson
          person={open.of}
          own={open.on === 'own'}
          onClose={() => setOpen(null)}
          onSave={(wanted) => change(open.of, wanted)}
        />
      )}
      {open?.on === 'erase' && (
        <EraseName
          plan={plan}
          person={open.of}
          names={everybody.flatMap(({ id, merged, name }) =>
            [id, merged?.into].includes(open.of.id) && name !== '' ? [name] : [],
          )}
          onClose={() => setOpen(null)}
          onConfirm={(hide) => eraseName(open.of, hide)}
        />
      )}
      {open?.on === 'sessions' && (
        <Sessions
          plan={plan}
          person={isMe(open.of) && mine ? { ...open.of, id: mine } : open.of}
          isMe={isMe(open.of)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.on === 'merge' && (
        <MergePeople
          plan={plan}
          person={open.of}
          isMe={isMe(open.of) && !isAlone}
          isAlone={isAlone && !isMe(open.of)}
          others={people.filter((one) => !isMe(one) && canBecome(one, open.of, everybody))}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null)
            reload()
          }}
        />
      )}
      {open?.on === 'codes' && (
        <RenewCodes plan={plan} removed={open.of} onClose={() => setOpen(null)} />
      )}
      {open?.on === 'verify' && (
        <Confirm
          title={verified.check}
          lead={verified.sure(open.of.name)}
          action={verified.check}
          open
          onClose={() => setOpen(null)}
          onConfirm={() => change(open.of, { verified: true })}
        />
      )}
      {open?.on === 'mute' && (
        <Confirm
          title={outside.people.mute}
          lead={outside.people.muteSure(open.of.name)}
          action={outside.people.mute}
          open
          onClose={() => setOpen(null)}
          onConfirm={() => change(open.of, { muted: true })}
        />
      )}
      {open?.on === 'remove' && (
        <Confirm
          title={outside.people.remove}
          lead={outside.people.removeSure(open.of.name)}
          action={outside.people.remove}
          open
          onClose={() => setOpen(null)}
          onConfirm={() => remove(open.of)}
        />
      )}
    </section>
  )
}

/** True if the one can be said to be the other: nobody is known to be the one already. */
function canBecome(one: Member, other: Member, everybody: readonly Member[]): boolean {
  return one.id !== other.id && !everybody.some(({ merged }) => merged?.into === one.id)
}

type PersonMenuProps = { person: Member; change: Change; setOpen: (open: Open) => void }

function PersonMenu({ person, change, setOpen }: PersonMenuProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const label = outside.people.actionsFor(person.name)
  const { verified, sessions, merge } = peopleWords[words.locale]
  return (
    <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
      <MenuChoice<Role>
        label={outside.people.setRole}
        value={person.role}
        options={roles.map((value) => ({ value, label: words.roles[value] }))}
        onChange={(role) => change(person, { role })}
      />
      <MenuItem icon="pencil" onAction={() => setOpen({ on: 'correct', of: person })}>
        {outside.people.edit}
      </MenuItem>
      {person.muted ? (
        <MenuItem icon="suggest" onAction={() => change(person, { muted: false })}>
          {outside.people.unmute}
        </MenuItem>
      ) : (
        <MenuItem icon="suggest" onAction={() => setOpen({ on: 'mute', of: person })}>
          {outside.people.mute}
        </MenuItem>
      )}
      {person.verified ? (
        <MenuItem icon="check" onAction={() => change(person, { verified: false })}>
          {verified.uncheck}
        </MenuItem>
      ) : (
        <MenuItem icon="check" onAction={() => setOpen({ on: 'verify', of: person })}>
          {verified.check}
        </MenuItem>
      )}
      <MenuItem icon="keys" onAction={() => setOpen({ on: 'sessions', of: person })}>
        {sessions.open}
      </MenuItem>
      <MenuItem icon="authors" onAction={() => setOpen({ on: 'merge', of: person })}>
        {merge.open}
      </MenuItem>
      <MenuItem icon="trash" danger onAction={() => setOpen({ on: 'remove', of: person })}>
        {outside.people.remove}
      </MenuItem>
      <MenuItem icon="trash" danger onAction={() => setOpen({ on: 'erase', of: person })}>
        {nameWords[words.locale].erase.action}
      </MenuItem>
    </Menu>
  )
}

/** Whoever has left may want their name gone all the more. */
function Gone({ people, setOpen }: { people: readonly Member[]; setOpen: (open: Open) => void }) {
  const { erase } = nameWords[useWords().locale]
  return (
    <details>
      <summary>
        {erase.gone} ({people.length})
      </summary>
      <ul className="people">
        {people.map((person) => (
          <li key={person.id} className="person">
            <Avatar person={person} size={40} />
            <div className="person-facts">
              <PersonFacts person={person} isMe={false} alike={false} />
            </div>
            <Button look="plain" icon="trash" onPress={() => setOpen({ on: 'erase', of: person })}>
              {erase.action}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
