import { useCallback } from 'react'
import { Link } from 'wouter'
import type { Invited } from '../../shared/api.ts'
import type { PersonView } from '../../shared/protocol.ts'
import type { Role } from '../../shared/roles.ts'
import { api } from '../api.ts'
import { joinAgainWords } from '../locale/joinAgain.ts'
import { outsideWords } from '../locale/outside.ts'
import { roleMeaning } from '../locale/roleMeaning.ts'
import { useWords } from '../locale/words.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Failed } from '../ui/Failed.tsx'
import { LeaveDevice } from '../ui/LeaveDevice.tsx'
import { Page } from '../ui/Page.tsx'
import { pointedTo } from '../ui/pointing.ts'
import { useLoad } from '../ui/useLoad.ts'
import { useTitle } from '../ui/useTitle.ts'
import { JoinForm } from './JoinForm.tsx'
import './join.css'

/** Where an invitation's link or QR code leads; made for a phone that has never been here. */
export function JoinPage({ code }: { code: string }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [invited, again] = useLoad(useCallback(() => api.invited(code), [code]))
  const [me] = useLoad(api.me)
  useTitle(invited.state === 'ready' ? invited.value.plan.title : outside.join.title)
  const known = me.state === 'ready' ? me.value : null
  const to = pointedTo(window.location.search)
  const mine =
    invited.state === 'ready'
      ? known?.plans.find(({ id }) => id === invited.value.plan.id)?.role
      : undefined
  const asked = me.state !== 'loading'
  return (
    <Page>
      <main className="page join">
        {invited.state === 'failed' && (
          <>
            <h1>{outside.join.title}</h1>
            <Failed loaded={invited} onAgain={again} />
            <p>
              <Link href="/">{outside.landing.codeTitle}</Link>
            </p>
          </>
        )}
        {invited.state === 'ready' && asked && (
          <>
            <Invitation invited={invited.value} role={mine ?? invited.value.role} />
            {known && mine ? (
              <AlreadyHere
                person={known.person}
                own={mine}
                offered={invited.value.role}
                to={to ?? `/plans/${invited.value.plan.id}`}
              />
            ) : (
              <>
                <JoinForm
                  code={code}
                  invited={invited.value}
                  known={known?.person ?? null}
                  to={to}
                />
                {known && <SomebodyElse person={known.person} />}
              </>
            )}
          </>
        )}
      </main>
    </Page>
  )
}

/** `role`: what they come in as, or are already. */
function Invitation({ invited, role }: { invited: Invited; role: Role }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  return (
    <div className="join-head">
      <p className="quiet">{outside.join.title}</p>
      <h1 lang={invited.plan.locale} dir="auto">
        {invited.plan.title}
      </h1>
      <p>
        <strong>{words.roles[role]}</strong>
        <span className="quiet"> · {roleMeaning[words.locale][role]}</span>
      </p>
    </div>
  )
}

type AlreadyHereProps = { person: PersonView; own: Role; offered: Role; to: string }

/** Whoever is in the plan goes on as they are: a code of another role makes them nothing else. */
export function AlreadyHere({ person, own, offered, to }: AlreadyHereProps) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const { otherRole } = joinAgainWords[words.locale]
  return (
    <section className="landing-card">
      <h2 className="landing-me">
        <Avatar person={person} size={40} />
        {outside.join.alreadyTitle(person.name)}
      </h2>
      <p>{outside.join.alreadyLead}</p>
      {offered !== own && <p>{otherRole(words.roles[offered], words.roles[own])}</p>}
      <Link href={to} className="button button-solid">
        {outside.join.goOn(person.name)}
      </Link>
      <p className="quiet small">{outside.join.notMe}</p>
      <SomebodyElse person={person} />
    </section>
  )
}

/** The same page again, for whom nobody is known. */
function SomebodyElse({ person }: { person: PersonView }) {
  const { pathname, search } = window.location
  return <LeaveDevice as="other" person={person} to={pathname + search} />
}
