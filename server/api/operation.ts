import { z } from 'zod'
import { anyone, type Route } from './route.ts'

/** For whoever runs the server, and for whoever writes a program against it. */
export const operationRoutes: readonly Route[] = [
  anyone({
    method: 'get',
    path: '/healthz',
    summary: 'The process lives.',
    answer: 'text/plain',
    handle: async () => new Response('ok\n'),
  }),
  anyone({
    method: 'get',
    path: '/readyz',
    summary: 'The server takes requests: 200, or 503 while it stops or cannot write.',
    answer: 'text/plain',
    handle: async (_, { ready }) =>
      ready() ? new Response('ready\n') : new Response('not ready\n', { status: 503 }),
  }),
  anyone({
    method: 'get',
    path: '/metrics',
    summary: 'Counts and durations for Prometheus; no names, no text.',
    answer: 'text/plain',
    async handle(_, { metrics }) {
      const headers = { 'content-type': metrics.registry.contentType }
      return new Response(await metrics.text(), { headers })
    },
  }),
  anyone({
    method: 'get',
    path: '/api/openapi.json',
    heavy: true,
    summary: 'This description, made from the very schemas that requests are checked against.',
    answer: z.looseObject({ openapi: z.string() }),
    async handle(_, { description }) {
      return new Response(description(), { headers: { 'content-type': 'application/json' } })
    },
  }),
]
