import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` shows. One registry per server, so that several can live in one process. */
export type Metrics = {
  readonly registry: Registry
  readonly requests: Histogram<'route' | 'status'>
  /** All of it as Prometheus reads it: gathered anew once a second at most, whoever asks. */
  readonly text: () => Promise<string>
}

/** For how long what was gathered is shown again, in ms: nobody scrapes more often. */
const gatheredEvery = 1000

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    text: gathering(registry),
    requests: new Histogram({
      name: 'accord_http_request_seconds',
      help: 'Time to answer a request, by route and status',
      labelNames: ['route', 'status'] as const,
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers: [registry],
    }),
  }
}

function gathering(registry: Registry): () => Promise<string> {
  let shown: { readonly text: Promise<string>; readonly at: number } | null = null
  return () => {
    const now = performance.now()
    if (!shown || now - shown.at >= gatheredEvery) shown = { text: registry.metrics(), at: now }
    return shown.text
  }
}

type Live = { readonly rooms: number; readonly people: number; readonly sockets: number }

/** Counts what is live at the moment of asking. */
export function watchLive({ registry }: Metrics, live: () => Live): void {
  const help = {
    rooms: 'Commitments that are open in memory',
    people: 'People in rooms, once per room',
    sockets: 'Open sync connections',
  }
  for (const name of ['rooms', 'people', 'sockets'] as const) {
    new Gauge({
      name: `accord_${name}`,
      help: help[name],
      registers: [registry],
      collect() {
        this.set(live()[name])
      },
    })
  }
}
