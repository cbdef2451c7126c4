import { useCallback, useEffect, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { Plan } from '../../shared/api.ts'
import { may } from '../../shared/roles.ts'
import { PlanAnswers } from '../answers/PlanAnswers.tsx'
import { api } from '../api.ts'
import { ExportDialog } from '../exports/ExportDialog.tsx'
import { exportDialogWords } from '../locale/exports.ts'
import { outsideWords } from '../locale/outside.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import { noteKnown } from '../ui/known.ts'
import { NotOpen } from '../ui/NotOpen.tsx'
import { Page } from '../ui/Page.tsx'
import { useLoad } from '../ui/useLoad.ts'
import { useTitle } from '../ui/useTitle.ts'
import { Commitments } from './Commitments.tsx'
import { Invitations } from './Invitations.tsx'
import { People } from './People.tsx'
import './plan.css'

/** A plan's home: its commitments, its people, and for facilitators the ways in. */
export function PlanPage({ plan }: { plan: string }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [loaded, reload] = useLoad(useCallback(() => api.plan(plan), [plan]))
  useTitle(loaded.state === 'ready' ? loaded.value.title : null)
  useEffect(() => {
    if (loaded.state === 'ready') noteKnown()
  }, [loaded.state])
  return (
    <Page>
      <main className="page plan">
        {loaded.state === 'loading' && <p className="quiet">{outside.plan.loading}</p>}
        {loaded.state === 'failed' && <NotOpen failure={loaded.failure} onAgain={reload} />}
        {loaded.state === 'ready' && <Home plan={loaded.value} />}
      </main>
    </Page>
  )
}

function Home({ plan }: { plan: Plan }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const facilitates = may(plan.role, 'facilitate')
  const [exporting, setExporting] = useState(false)
  return (
    <>
      <header className="plan-head">
        <div>
          <p className="quiet">{words.roles[plan.role]}</p>
          <h1 lang={plan.locale} dir="auto">
            {plan.title}
          </h1>
        </div>
        <div className="plan-doors">
          <PlanAnswers plan={plan.id} />
          <Button icon="download" onPress={() => setExporting(true)}>
            {exportDialogWords[words.locale].openPlan}
          </Button>
        </div>
      </header>
      {exporting && (
        <ExportDialog
          of={{ plan: plan.id }}
          facilitates={facilitates}
          onClose={() => setExporting(false)}
        />
      )}
      <Tabs className="plan-tabs" defaultSelectedKey={tabAsked(facilitates)}>
        <TabList aria-label={plan.title} className="tab-list">
          <Tab id="commitments" className="tab">
            {outside.plan.commitments}
          </Tab>
          <Tab id="people" className="tab">
            {outside.plan.people}
          </Tab>
          {facilitates && (
            <Tab id="invitations" className="tab">
              {outside.plan.invitations}
            </Tab>
          )}
        </TabList>
        <TabPanel id="commitments">
          <Commitments plan={plan} facilitates={facilitates} />
        </TabPanel>
        <TabPanel id="people">
          <People plan={plan.id} facilitates={facilitates} />
        </TabPanel>
        {facilitates && (
          <TabPanel id="invitations">
            <Invitations plan={plan} />
          </TabPanel>
        )}
      </Tabs>
    </>
  )
}

/** The tab that the address names: links from elsewhere lead to people or invitations. */
function tabAsked(facilitates: boolean): string {
  const asked = window.location.hash.slice(1)
  const tabs = facilitates ? ['people', 'invitations'] : ['people']
  return tabs.includes(asked) ? asked : 'commitments'
}
