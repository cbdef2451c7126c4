import { type ComponentType, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { WordsProvider } from './locale/words.tsx'
import type { RoomPageProps } from './room/RoomPage.tsx'
import { Announcer } from './ui/announce.tsx'
import { fetched } from './ui/fetched.tsx'
import { goUnlessAsked } from './ui/leaving.ts'
import { Part } from './ui/Part.tsx'
import { Toaster } from './ui/Toast.tsx'

// A phone that joins should not wait for the editor, nor a room for the door. What is made with React
// Aria comes with the pages that are; a room's text comes before it.
const Landing = fetched(() => import('./join/Landing.tsx').then((m) => m.Landing))
const JoinPage = fetched(() => import('./join/JoinPage.tsx').then((m) => m.JoinPage))
const PlanPage = fetched(() => import('./plan/PlanPage.tsx').then((m) => m.PlanPage))
const NotFound = fetched(() => import('./ui/NotFound.tsx').then((m) => m.NotFound))
const WaitingHere = fetched(() => import('./unsaved/WaitingHere.tsx').then((m) => m.WaitingHere))
const LazyRoom = fetched(() => import('./room/RoomPage.tsx').then((m) => m.RoomPage))

/** `Room`: its page, where the page begins with one and has it already. */
export function mount(root: HTMLElement | null, Room: ComponentType<RoomPageProps> | null): void {
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <WordsProvider>
        <Router aroundNav={goUnlessAsked}>
          <Part>
            <Routes Room={Room ?? LazyRoom} />
          </Part>
        </Router>
        <Announcer />
        <Toaster />
      </WordsProvider>
    </StrictMode>,
  )
}

function Routes({ Room }: { Room: ComponentType<RoomPageProps> }) {
  return (
    <Switch>
      <Route path="/">
        <Landing />
        <WaitingHere />
      </Route>
      <Route path="/join/:code">{({ code }) => <JoinPage key={code} code={code} />}</Route>
      <Route path="/plans/:plan">
        {({ plan }) => (
          <>
            <PlanPage key={plan} plan={plan} />
            <WaitingHere key={`waiting ${plan}`} />
          </>
        )}
      </Route>
      <Route path="/c/:commitment/me">
        {({ commitment }) => <Room key={commitment} commitment={commitment} opening="input" />}
      </Route>
      <Route path="/c/:commitment">
        {({ commitment }) => <Room key={commitment} commitment={commitment} />}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}
