import { Link } from 'wouter'
import type { Failure } from '../api.ts'
import { useWords } from '../locale/words.tsx'
import { NotOpen } from '../ui/NotOpen.tsx'
import { Page } from '../ui/Page.tsx'
import { LeftHere } from './Unsent.tsx'

/** Why a room cannot be entered. */
export function NoRoom({ failure, commitment }: { failure: Failure; commitment: string }) {
  const words = useWords()
  return (
    <Page>
      <main className="page">
        <NotOpen failure={failure} />
        {failure.code !== 'network' && <LeftHere commitment={commitment} />}
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </Page>
  )
}
