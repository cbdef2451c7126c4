import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` shows. One registry per server, so that several can live in one process. */
export type Metrics = {
  readonly registry: Registry
  readonly requests: Histogram<'route' | 'status'>
  readonly sockets: Gauge
  readonly refusedSockets: Counter<'code'>
}

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'accord_http_request_seconds',
      help: 'Time to answer a request, by route and status',
      labelNames: ['route', 'status'] as const,
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    sockets: new Gauge({ name: 'accord_sockets', help: 'Open sync connections', registers }),
    refusedSockets: new Counter({
      name: 'accord_refused_sockets_total',
      help: 'Sync connections that were closed at the door, by close code',
      labelNames: ['code'] as const,
      registers,
    }),
  }
}
