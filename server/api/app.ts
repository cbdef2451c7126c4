import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { ErrorCode } from '../../shared/api.ts'
import { largestImport } from '../../shared/apiImport.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { attemptHeader } from '../../shared/wire.ts'
import { isRefused, type Proof, type Session } from '../access/access.ts'
import { drawToken } from '../access/draw.ts'
import { sessionDays } from '../access/sqlite/sessions.ts'
import { jsonOf } from '../json.ts'
import { Seldom } from '../log.ts'
import { begin, breathe, Reading } from '../reading.ts'
import { Sharing } from '../sharing.ts'
import { addressOf } from './address.ts'
import { Attempts, isShort } from './attempts.ts'
import { bodyOf } from './body.ts'
import { bounds, isCrowded } from './bounds.ts'
import { codeOf, errorResponse, localeOf } from './errors.ts'
import { describe } from './openapi.ts'
import { asLongAs, unlessGone } from './right.ts'
import type { Parts, Route } from './route.ts'
import { cookieOf, deviceCookie, isForeign, proofOf, sessionCookieAt } from './session.ts'

/** The largest JSON body that is taken; a reason or a comment is a thousandth of it. */
const maxBody = 1024 * 1024

/** A comment, a name or an answer is shorter. */
const longBody = 4096

/** For how long a browser that was here over https asks for nothing else, in seconds: a year. */
const httpsOnly = 31_536_000

const wordsOfZod = { en: z.locales.en().localeError, 'zh-Hant-TW': z.locales.zhTW().localeError }

/** What an app makes for itself. */
type Made = 'reading' | 'sharing' | 'attempts' | 'still' | 'following'

/** Puts routes on the network: one door for sessions, limits, languages and errors. */
export function createApp(
  given: Omit<Parts, 'description' | Made>,
  routes: readonly Route[],
): Hono {
  const description = describing(routes, given.publicUrl)
  const parts: Parts = {
    ...{ ...given, description },
    ...{ reading: new Reading(), sharing: new Sharing(), attempts: new Attempts() },
    still: async () => null,
    get following() {
      return parts
    },
  }
  const failed = new Seldom()
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    if (given.publicUrl().startsWith('https:')) {
      c.header('strict-transport-security', `max-age=${httpsOnly}`)
    }
    // What is one person's is kept by nobody in between, and shown to nobody who comes later.
    if (c.req.path.startsWith('/api/') && !c.res.headers.has('cache-control')) {
      c.header('cache-control', 'private, no-store')
    }
  })
  for (const route of routes) app[route.method](route.path, (c) => answer(c, route, parts))
  app.all('/api/*', (c) => errorResponse(c, 'not-found'))
  app.onError((error, c) => {
    const code = codeOf(error)
    const line = code === 'going-away' ? null : failed.line()
    if (line) parts.log.error({ err: error, method: c.req.method, ...line }, 'request failed')
    return errorResponse(c, code)
  })
  return app
}

/** The description as JSON: made once, for anybody may ask for it; the address may change at start. */
function describing(routes: readonly Route[], publicUrl: () => string): () => string {
  let made: { readonly url: string; readonly json: string } | null = null
  return () => {
    const url = publicUrl()
    if (made?.url !== url) made = { url, json: JSON.stringify(describe(routes, url)) }
    return made.json
  }
}

async function answer(c: Context, route: Route, parts: Parts): Promise<Response> {
  const stop = parts.metrics.requests.startTimer({ route: `${route.method} ${route.path}` })
  await begin()
  const response = await respond(c, route, parts)
  stop({ status: response.status })
  return response
}

/** Who is it, is there room, may they: only then is anything of the body read. */
async function respond(c: Context, route: Route, parts: Parts): Promise<Response> {
  const header = (name: string) => c.req.header(name)
  const proof = proofOf(header, parts.publicUrl())
  const writes = route.method !== 'get'
  if (writes && isForeign(header, proof, parts.publicUrl()))
    return errorResponse(c, 'foreign-origin')

  const session = await parts.access.sessionOf(proof)
  const asker = { person: session?.person.id ?? null, address: whereFrom(c, parts) }
  const entered = await route.enter(parts, session, c)
  const may = !isRefused(entered)
  const weight = {
    heavy: may && route.heavy === true,
    uploads: may && route.upload === true,
    body: route.body && !route.upload ? saidLength(header, session) : 0,
    entrance: route.entrance === true,
    ...(route.body && !session && { end: () => endUnread(c) }),
  }
  // whoever watches over the server must hear from it, most of all when it is crowded
  const leave = route.path.startsWith('/api/')
    ? await parts.bounds.request(asker, weight)
    : await parts.bounds.watch(route.path, asker.address)
  if (isCrowded(leave)) return errorResponse(c, 'too-many', undefined, leave)
  try {
    if (!may) return errorResponse(c, entered.refused)
    const attended = () => attend(c, route, parts, { proof, session })
    return session && route.heavy
      ? await parts.reading.turn(session.person.id, attended)
      : await attended()
  } finally {
    leave()
  }
}

/** Of requests with a body: gives up one whose body has not come; false: it has. */
function endUnread(c: Context): boolean {
  const incoming: IncomingMessage | undefined = c.env?.incoming
  if (!incoming || incoming.complete) return false
  incoming.destroy()
  return true
}

/** How long a body says it is, in bytes; no longer than any that is taken. */
function saidLength(header: (name: string) => string | undefined, session: Session | null): number {
  const most = session ? maxBody : bounds.strangerBody
  const said = header('content-length')
  if (said !== undefined) return Math.min(Math.max(Number(said) || 0, 0), most)
  return header('transfer-encoding') === undefined ? 0 : Math.min(bounds.untoldBody, most)
}

/** Where the request comes from, as far as this server can know. */
export function whereFrom(c: Context, { proxyHeader }: Pick<Parts, 'proxyHeader'>): string {
  // a page that is being made asks for what stands in it without a connection
  const incoming: { socket?: { remoteAddress?: string } } | undefined = c.env?.incoming
  return addressOf((name) => c.req.header(name), incoming?.socket?.remoteAddress, proxyHeader)
}

type Known = { readonly proof: Proof; readonly session: Session | null }

async function attend(
  c: Context,
  route: Route,
  parts: Parts,
  { proof, session }: Known,
): Promise<Response> {
  const taken = route.body ? await taking(c, route, session) : null
  if (typeof taken === 'string')
    return errorResponse(c, taken === 'too-large' ? 'too-large' : 'bad-request')
  // a turn and a body take their time, and a right is asked when it is used
  const again = async () => route.enter(parts, await parts.access.sessionOf(proof), c)
  const still = async () => {
    const now = await again()
    return isRefused(now) ? now : null
  }
  const entered = await again()
  if (isRefused(entered)) return errorResponse(c, entered.refused)

  const upload = route.upload && taken ? await uploaded(c, taken) : null
  if (upload === 'none') return errorResponse(c, 'bad-request', { file: [] })
  // much that is long is read one by one
  if (taken && taken.length > longBody) await breathe()
  const body = read(c, route.body, () =>
    upload ? upload.about() : jsonOf(new TextDecoder().decode(taken ?? new Uint8Array())),
  )
  if ('wrong' in body) return errorResponse(c, body.code, body.wrong)
  const query = read(c, route.query, () => c.req.query())
  if ('wrong' in query) return errorResponse(c, query.code, query.wrong)

  const asked = {
    ...entered,
    again,
    body: body.value,
    query: query.value,
    file: () => upload ?? { name: '', bytes: new Uint8Array() },
    proof,
    param: (name: string) => c.req.param(name) ?? '',
    header: (name: string) => c.req.header(name),
    address: whereFrom(c, parts),
    signal: () => c.req.raw.signal,
    device: () => signOf(c, parts.publicUrl()),
    setSession: (token: string | null) => writeCookie(c, token, parts.publicUrl()),
  }
  const reads = route.method === 'get'
  const given = reads ? { ...parts, still } : asLongAs(still, parts)
  const handle = () => unlessGone(() => route.handle(asked, given))
  const found =
    reads || !session
      ? await handle()
      : await parts.attempts.once(
          {
            person: session.person.id,
            sign: c.req.header(attemptHeader),
            same: sameOf(c, taken, upload),
          },
          handle,
          (done) => !(done instanceof Response) && !isRefused(done) && isShort(done),
        )
  // what was read while its right went away is shown to nobody
  const outcome = (reads && (await still())) || found
  if (outcome instanceof Response) return outcome
  if (isRefused(outcome)) return errorResponse(c, outcome.refused, outcome.details, outcome)
  return outcome === null ? c.body(null, 204) : c.json(outcome as object, route.status)
}

/** What is asked, whatever a form is wrapped in. */
function sameOf(
  c: Context,
  taken: Uint8Array | null,
  upload: Exclude<Awaited<ReturnType<typeof uploaded>>, 'none'> | null,
): string {
  const sum = createHash('sha256').update(`${c.req.method} ${c.req.url}\n`)
  if (upload) sum.update(`${upload.name}\n${JSON.stringify(upload.about())}\n`).update(upload.bytes)
  else if (taken) sum.update(taken)
  return sum.digest('base64url')
}

function taking(c: Context, { upload }: Route, session: Session | null) {
  if (upload) return bodyOf(c.req.raw, largestImport + maxBody, bounds.uploadPatience)
  return session
    ? bodyOf(c.req.raw, maxBody, bounds.bodyPatience)
    : bodyOf(c.req.raw, bounds.strangerBody, bounds.strangerPatience)
}

/** The parts of an upload; `none` when there is no file. */
async function uploaded(c: Context, bytes: Uint8Array<ArrayBuffer>) {
  const headers = { 'content-type': c.req.header('content-type') ?? '' }
  const form = await new Response(bytes, { headers }).formData().catch(() => null)
  const file = form?.get('file')
  if (!form || !(file instanceof File)) return 'none'
  const about = form.get('about')
  return {
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    about: () => jsonOf(typeof about === 'string' ? about : '{}'),
  }
}

/** What cannot be read is nothing. */
function givenBy(take: () => unknown): unknown {
  try {
    return take()
  } catch {
    return undefined
  }
}

function read(
  c: Context,
  schema: z.ZodType | undefined,
  take: () => unknown,
): { value: unknown } | { code: ErrorCode; wrong: Record<string, string[]> } {
  if (!schema) return { value: undefined }
  const checked = schema.safeParse(givenBy(take), { error: wordsOfZod[localeOf(c)] })
  if (checked.success) return { value: checked.data }
  const wrong: Record<string, string[]> = {}
  let unseen = 0
  for (const issue of checked.error.issues) {
    const { path } = issue
    const isUnseen = issue.code === 'custom' && issue.params?.refused === 'shows-nothing'
    if (isUnseen) unseen += 1
    const message = isUnseen ? errorWords['shows-nothing'][localeOf(c)] : issue.message
    const where = path.join('.')
    wrong[where] = [...(wrong[where] ?? []), message]
  }
  const all = unseen === checked.error.issues.length
  return { code: all ? 'shows-nothing' : 'bad-request', wrong }
}

/** Kept when somebody leaves: who comes then on the same device may be the same person. */
function signOf(c: Context, publicUrl: string): string {
  const kept = cookieOf(c.req.header('cookie'), deviceCookie)
  const sign = kept && /^[\w-]{20,64}$/.test(kept) ? kept : drawToken()
  const secure = publicUrl.startsWith('https:')
  const maxAge = sessionDays * 24 * 60 * 60
  const options = { path: '/api/join', secure, httpOnly: true, sameSite: 'Lax', maxAge } as const
  setCookie(c, deviceCookie, sign, options)
  return sign
}

function writeCookie(c: Context, token: string | null, publicUrl: string): void {
  const options = { path: '/', secure: publicUrl.startsWith('https:') }
  if (token === null) {
    deleteCookie(c, sessionCookieAt(publicUrl), options)
    return
  }
  const maxAge = sessionDays * 24 * 60 * 60
  const rest = { ...options, httpOnly: true, sameSite: 'Lax', maxAge } as const
  setCookie(c, sessionCookieAt(publicUrl), token, rest)
}
