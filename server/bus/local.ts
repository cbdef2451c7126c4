import type { Bus, Tick } from './bus.ts'

/** The bus of a single process: whoever subscribes has heard a tick before `publish` returns. */
export class LocalBus implements Bus {
  readonly #receivers = new Map<string, Set<(tick: Tick) => void>>()

  publish(tick: Tick): void {
    for (const receive of [...(this.#receivers.get(tick.document) ?? [])]) receive(tick)
  }

  subscribe(document: string, receive: (tick: Tick) => void): () => void {
    const receivers = this.#receivers.get(document) ?? new Set()
    this.#receivers.set(document, receivers.add(receive))
    return () => {
      receivers.delete(receive)
      if (receivers.size === 0 && this.#receivers.get(document) === receivers) {
        this.#receivers.delete(document)
      }
    }
  }

  async close(): Promise<void> {
    this.#receivers.clear()
  }
}
