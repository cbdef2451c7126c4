import { type ComponentType, lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Route, Router, Switch } from 'wouter'
import { WordsProvider } from './locale/words.tsx'
import type { RoomPageProps } from './room/RoomPage.tsx'
import { Announcer } from './ui/announce.tsx'
import { goUnlessAsked } from './ui/leaving.ts'
import { Toaster } from './ui/Toast.tsx'

// A phone that joins should not wait for the editor, nor a room for the door. What is made with React
// Aria comes with the pages that are; a room's text comes before it.
const Landing = lazy(() => import('./join/Landing.tsx').then((m) => ({ default: m.Landing })))
const JoinPage = lazy(() => import('./join/JoinPage.tsx').then((m) => ({ default: m.JoinPage })))
const PlanPage = lazy(() => import('./plan/PlanPage.tsx').then((m) => ({ default: m.PlanPage })))
const NotFound = lazy(() => import('./ui/NotFound.tsx').then((m) => ({ default: m.NotFound })))
const WaitingHere = lazy(() =>
  import('./room/WaitingHere.tsx').then((m) => ({ default: m.WaitingHere })),
)
const LazyRoom = lazy(() => import('./room/RoomPage.tsx').then((m) => ({ default: m.RoomPage })))

/** `Room`: its page, where the page begins with one and has it already. */
export function mount(root: HTMLElement | null, Room: ComponentType<RoomPageProps> | null): void {
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <WordsProvider>
        <Router aroundNav={goUnlessAsked}>
          <Routes Room={Room ?? LazyRoom} />
        </Router>
        <Announcer />
        <Toaster />
      </WordsProvider>
    </StrictMode>,
  )
}

function Routes({ Room }: { Room: ComponentType<RoomPageProps> }) {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/">
          <Landing />
          <Suspense fallback={null}>
            <WaitingHere />
          </Suspense>
        </Route>
        <Route path="/join/:code">{({ code }) => <JoinPage key={code} code={code} />}</Route>
        <Route path="/plans/:plan">
          {({ plan }) => (
            <>
              <PlanPage key={plan} plan={plan} />
              <Suspense fallback={null}>
                <WaitingHere key={plan} />
              </Suspense>
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
    </Suspense>
  )
}
