import { Link } from 'wouter'
import type { Me } from '../../shared/api.ts'
import { NewAnswers } from '../answers/PlanAnswers.tsx'
import { api } from '../api.ts'
import { planApi } from '../apiPlan.ts'
import { outsideWords } from '../locale/outside.ts'
import { roleMeaning } from '../locale/roleMeaning.ts'
import { sampleWords } from '../locale/sample.ts'
import { useWords } from '../locale/words.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { CodeForm } from '../ui/CodeForm.tsx'
import { Failed, mayPass } from '../ui/Failed.tsx'
import { LeaveDevice } from '../ui/LeaveDevice.tsx'
import { Page } from '../ui/Page.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { useTitle } from '../ui/useTitle.ts'
import './join.css'

/** The front door: where this person may go, or a place for their code. */
export function Landing() {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [me, again] = useLoad(api.me)
  useTitle(null)
  return (
    <Page>
      <main className="page landing">
        <div className="landing-words">
          <h1>{outside.landing.title}</h1>
          <p className="landing-lead">{outside.landing.lead}</p>
        </div>
        {me.state === 'ready' && <Where me={me.value} />}
        {me.state === 'failed' && mayPass(me.failure) && <Failed loaded={me} onAgain={again} />}
        {me.state !== 'loading' && <CodeForm />}
        <Sample />
      </main>
    </Page>
  )
}

function Where({ me }: { me: Me }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  return (
    <section className="landing-card" aria-labelledby="where">
      <h2 id="where">{outside.landing.where}</h2>
      <p className="landing-me">
        <Avatar person={me.person} />
        {outside.landing.signedInAs(me.person.name)}
      </p>
      <LeaveDevice as="other" person={me.person} to="/" />
      {me.plans.length === 0 && <p className="quiet">{outside.landing.noPlans}</p>}
      <ul className="landing-plans">
        {me.plans.map((plan) => (
          <li key={plan.id}>
            <Link href={`/plans/${plan.id}`}>
              <bdi lang={plan.locale}>{plan.title}</bdi>
              <span className="quiet small">{words.roles[plan.role]}</span>
              <NewAnswers plan={plan.id} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** On a fresh server on one's own machine: a plan to try, from each of the four seats. */
function Sample() {
  const words = useWords()
  const [sample] = useLoad(planApi.sample)
  if (sample.state !== 'ready' || sample.value.links.length === 0) return null
  const texts = sampleWords[words.locale]
  return (
    <section className="landing-card" aria-labelledby="sample-title">
      <h2 id="sample-title">{texts.title}</h2>
      <p className="quiet">{texts.lead}</p>
      <ul className="landing-plans">
        {sample.value.links.map(({ role, code }) => (
          <li key={role}>
            <Link href={`/join/${code}`}>
              <span>{words.roles[role]}</span>
              <span className="quiet small">{roleMeaning[words.locale][role]}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="quiet small">{texts.others}</p>
    </section>
  )
}
