import { useEffect, useRef, useState } from 'react'
import type { Repair } from '../../shared/exportStream.ts'
import { type Made, orderFile, type Reached } from './order.ts'

export type Order =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly reached: Reached | null }
  /** `offered`: the file is made, and given when somebody says so. */
  | { readonly is: 'over'; readonly made: Made; readonly offered: boolean }

/** One file at a time: starts it, tells of it, stops it, and hands it to the browser when made. */
export function useOrder(): readonly [
  order: Order,
  start: (path: string, locale: string) => Promise<void>,
  stop: () => void,
  take: () => void,
] {
  const [order, setOrder] = useState<Order>({ is: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = async (path: string, locale: string) => {
    const controller = new AbortController()
    running.current = controller
    setOrder({ is: 'running', reached: null })
    const made = await orderFile(path, locale, controller.signal, (reached) =>
      setOrder({ is: 'running', reached }),
    )
    // What lacks something is given when whoever asked knows of it, and wants it all the same
    const lacks = made.is === 'file' && made.repairs.some(isLack)
    if (made.is === 'file' && !lacks) save(made.name, made.file)
    setOrder({ is: 'over', made, offered: lacks })
  }
  const take = () => {
    if (order.is !== 'over' || order.made.is !== 'file') return
    save(order.made.name, order.made.file)
    setOrder({ ...order, offered: false })
  }
  return [order, start, () => running.current?.abort(), take]
}

function isLack(repair: Repair): boolean {
  return (
    repair.what === 'uncovered' ||
    repair.what === 'no-file' ||
    (repair.what === 'unset' && repair.lacking > 0)
  )
}

/** The browser takes the file as if a link to it had been pressed. */
function save(name: string, file: Blob): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Browsers read the address when they begin to save, shortly after the press.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
