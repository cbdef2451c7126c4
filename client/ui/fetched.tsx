import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { Missing, Part, Unfetched } from './Part.tsx'
import { whenIdle } from './whenIdle.ts'

/** Files that a page has not needed yet. */
const later = new Set<() => Promise<unknown>>()

/**
 * A part of the page whose file is fetched when it is first drawn, or when the page is idle. One that
 * cannot be fetched says so in its place, and can be tried again; `lazy` alone would remember the
 * failure, and take the whole page away.
 */
export function fetched<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const ask = async () => {
    try {
      const part = await load()
      later.delete(ask)
      return { default: part }
    } catch {
      throw new Unfetched()
    }
  }
  later.add(ask)
  const source: Source<Props> = { ask, Present: lazy(ask) }
  return (props) => <Fetched source={source} props={props} />
}

type Source<Props extends object> = {
  readonly ask: () => Promise<{ default: ComponentType<Props> }>
  /** Another one for each try. */
  Present: ComponentType<Props>
}

function Fetched<Props extends object>({ source, props }: { source: Source<Props>; props: Props }) {
  const [, setTurn] = useState(0)
  const again = () => {
    source.Present = lazy(source.ask)
    setTurn((turn) => turn + 1)
  }
  const onClose = 'onClose' in props ? (props.onClose as () => void) : undefined
  return (
    <Part onAgain={again} onClose={onClose}>
      <Suspense fallback={<Awaited onClose={onClose} />}>
        <source.Present {...props} />
      </Suspense>
    </Part>
  )
}

/** How long a part may take before its place says that it is missing, in milliseconds. */
const patience = 4000

/**
 * In place of a part that is on its way: nothing, and then that it does not come. It may come after
 * all; a browser asks only once for a file, so what is offered is to load the page again.
 */
function Awaited({ onClose }: { onClose: (() => void) | undefined }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [])
  return late && <Missing why="late" onClose={onClose} />
}

/**
 * Has everything fetched that the page may yet need, one file to an idle moment, so that it is there
 * when the network, or this build on the server, is not. Answers how to stop.
 */
export function fetchWhenIdle(): () => void {
  const waiting = [...later]
  const idle = whenIdle(() => {
    const ask = waiting.shift()
    // what fails now is asked for again when it is needed
    if (ask) void ask().then(idle.next, idle.next)
    return 'done'
  })
  idle.soon()
  return idle.stop
}
