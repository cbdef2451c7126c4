import { lazy, Suspense } from 'react'
import { RouterProvider } from 'react-aria-components'
import { Link, Route, Switch, useLocation } from 'wouter'
import { JoinPage } from './join/JoinPage.tsx'
import { Landing } from './join/Landing.tsx'
import { useWords, WordsProvider } from './locale/words.tsx'
import { Announcer } from './ui/announce.tsx'
import { Toaster } from './ui/Toast.tsx'
import { TopBar } from './ui/TopBar.tsx'
import { useTitle } from './ui/useTitle.ts'

// A phone that joins should not wait for the editor.
const PlanPage = lazy(() => import('./plan/PlanPage.tsx').then((m) => ({ default: m.PlanPage })))
const RoomPage = lazy(() => import('./room/RoomPage.tsx').then((m) => ({ default: m.RoomPage })))

export function App() {
  return (
    <WordsProvider>
      <Routes />
      <Announcer />
      <Toaster />
    </WordsProvider>
  )
}

function Routes() {
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
            {({ commitment }) => (
              <RoomPage key={commitment} commitment={commitment} opening="input" />
            )}
          </Route>
          <Route path="/c/:commitment">
            {({ commitment }) => <RoomPage key={commitment} commitment={commitment} />}
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
