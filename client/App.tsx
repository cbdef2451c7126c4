import { type ComponentType, lazy, StrictMode, Suspense } from 'react'
import { RouterProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { Link, Route, Switch, useLocation } from 'wouter'
import { useWords, WordsProvider } from './locale/words.tsx'
import type { RoomPageProps } from './room/RoomPage.tsx'
import { Announcer } from './ui/announce.tsx'
import { Toaster } from './ui/Toast.tsx'
import { TopBar } from './ui/TopBar.tsx'
import { useTitle } from './ui/useTitle.ts'

// A phone that joins should not wait for the editor, nor a room for the door.
const Landing = lazy(() => import('./join/Landing.tsx').then((m) => ({ default: m.Landing })))
const JoinPage = lazy(() => import('./join/JoinPage.tsx').then((m) => ({ default: m.JoinPage })))
const PlanPage = lazy(() => import('./plan/PlanPage.tsx').then((m) => ({ default: m.PlanPage })))
const LazyRoom = lazy(() => import('./room/RoomPage.tsx').then((m) => ({ default: m.RoomPage })))

/** `Room`: its page, where the page begins with one and has it already. */
export function mount(root: HTMLElement | null, Room: ComponentType<RoomPageProps> | null): void {
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <WordsProvider>
        <Routes Room={Room ?? LazyRoom} />
        <Announcer />
        <Toaster />
      </WordsProvider>
    </StrictMode>,
  )
}

function Routes({ Room }: { Room: ComponentType<RoomPageProps> }) {
  const [, navigate] = useLocation()
  return (
    <RouterProvider navigate={navigate}>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/">
            <Landing />
          </Route>
          <Route path="/join/:code">{({ code }) => <JoinPage key={code} code={code} />}</Route>
          <Route path="/plans/:plan">{({ plan }) => <PlanPage key={plan} plan={plan} />}</Route>
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
    </RouterProvider>
  )
}

function NotFound() {
  const words = useWords()
  useTitle(words.notFound.title)
  return (
    <>
      <TopBar />
      <main className="page">
        <h1>{words.notFound.title}</h1>
        <p>{words.notFound.lead}</p>
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </>
  )
}
