import { Link } from 'wouter'
import type { Failure } from '../api.ts'
import { useWords } from '../locale/words.tsx'
import { mayPass } from '../ui/Failed.tsx'
import { NotOpen } from '../ui/NotOpen.tsx'
import { Page } from '../ui/Page.tsx'
import { LeftHere } from '../unsaved/Unsent.tsx'

type NoRoomProps = { failure: Failure; commitment: string; onAgain: () => void }

/** Why a room cannot be entered. */
export function NoRoom({ failure, commitment, onAgain }: NoRoomProps) {
  const words = useWords()
  return (
    <Page>
      <main className="page">
        <NotOpen failure={failure} onAgain={onAgain} />
        {!mayPass(failure) && <LeftHere commitment={commitment} />}
        <p>
          <Link href="/">{words.product.name}</Link>
        </p>
      </main>
    </Page>
  )
}
