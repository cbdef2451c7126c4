import { z } from 'zod'
import { errorBody } from '../../shared/api.ts'
import { attemptForm, attemptHeader } from '../../shared/wire.ts'
import type { Route } from './route.ts'
import { sessionCookieAt } from './session.ts'

/** OpenAPI 3.1, made from the routes themselves, so that the two cannot disagree. */
export function describe(routes: readonly Route[], publicUrl: string) {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = describedPath(route.path)
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Accord',
      version: '1',
      description:
        'The sync of a commitment’s text is a WebSocket at /sync/{commitment} and speaks the y-websocket protocol.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: sessionCookieAt(publicUrl) },
      },
      schemas: { Error: schemaOf(errorBody, 'output') },
    },
  }
}

/** Hono's `/:name` in OpenAPI's form. */
export function describedPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

function operation(route: Route) {
  const { summary, body, upload, open, status, answer } = route
  return {
    summary,
    security: open ? [] : [{ token: [] }, { cookie: [] }],
    parameters: parameters(route),
    ...(body && {
      requestBody: {
        required: true,
        content: upload
          ? { 'multipart/form-data': { schema: formOf(schemaOf(body, 'input')) } }
          : { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      [answer === null ? 204 : status]: answered(answer),
      default: {
        description: 'Refused, with a code and words in the language of Accept-Language.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function formOf(about: object) {
  const file = { type: 'string', format: 'binary' }
  return { type: 'object', required: ['file'], properties: { file, about } }
}

function answered(answer: Route['answer']) {
  if (answer === null) return { description: 'Done.' }
  if (typeof answer === 'string') return { description: 'Done.', content: { [answer]: {} } }
  return {
    description: 'Done.',
    content: { 'application/json': { schema: schemaOf(answer, 'output') } },
  }
}

const attempt = {
  name: attemptHeader,
  in: 'header',
  required: false,
  description:
    'Drawn at random for one thing to do: the same request sent again under it, where no answer came, is answered as it was and not done twice.',
  schema: { type: 'string', pattern: attemptForm.source },
}

function parameters({ method, path, query }: Route) {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const described = query && schemaOf(query, 'input')
  const required: readonly string[] = described?.required ?? []
  const inQuery = Object.entries(described?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
  return [...inPath, ...inQuery, ...(method === 'get' ? [] : [attempt])]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io })
  return described
}
