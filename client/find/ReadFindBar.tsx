import { useEffect, useState } from 'react'
import { useWords } from '../locale/words.tsx'
import { type Desk, nothingSought } from '../text/desk.ts'
import { announce } from '../ui/announce.tsx'
import { FindForm } from './FindForm.tsx'
import { markRead, readPlaces } from './readFinding.ts'

/** Find in the final and the original text, which are for reading: what is seen there is counted. */
export function ReadFindBar({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const words = useWords()
  const [query, setQuery] = useState(desk.sought().query)
  const [at, setAt] = useState(0)
  const [, setTurn] = useState(0)
  const places = readPlaces(query)
  const here = Math.min(at, places.length - 1)

  // what others write, and the other of the two views
  useEffect(() => {
    const page = document.getElementById('text')
    if (!page) return
    const observer = new MutationObserver(() => setTurn((turn) => turn + 1))
    observer.observe(page, { subtree: true, childList: true, characterData: true })
    return () => observer.disconnect()
  }, [])
  useEffect(() => markRead(places, places[here]))
  useEffect(() => () => markRead([], undefined), [])

  const look = (typed: string) => {
    setQuery(typed)
    desk.seek({ ...desk.sought(), query: typed })
    setAt(0)
    reveal(readPlaces(typed)[0])
  }
  const step = (by: 1 | -1) => {
    if (places.length === 0) return
    const next = (here + by + places.length) % places.length
    setAt(next)
    reveal(places[next])
    announce(words.find.found(next + 1, places.length))
  }
  const told = words.find.found(here + 1, places.length)
  const close = () => {
    desk.seek(nothingSought)
    onClose()
  }
  return <FindForm query={query} told={told} onLook={look} onStep={step} onClose={close} />
}

function reveal(place: Range | undefined): void {
  place?.startContainer.parentElement?.scrollIntoView({ block: 'center' })
}
