import { Link } from 'wouter'
import { useWords } from '../locale/words.tsx'
import { Page } from './Page.tsx'
import { useTitle } from './useTitle.ts'

/** An address at which there is nothing. */
export function NotFound() {
  const words = useWords()
  useTitle(words.notFound.title)
  return (
    <Page>
      <main className="page">
        <h1>{words.notFound.title}</h1>
        <p>{words.notFound.lead}</p>
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </Page>
  )
}
