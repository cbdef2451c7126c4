import type { ErrorBody, ErrorCode } from '../../shared/api.ts'
import type { ExportLine, Repair } from '../../shared/exportStream.ts'
import { progressType } from '../../shared/exportType.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { preferredLocale, sentences } from '../../shared/locale/locale.ts'
import { repairWords } from '../../shared/locale/repairs.ts'
import type { Refused } from '../access/access.ts'
import type { Job, Ordering, Press, Pressed } from '../exports/press.ts'
import type { Log } from '../log.ts'
import { codeOf } from './errors.ts'
import type { Right } from './right.ts'
import { refuse } from './route.ts'

/** Who waits for a file, as a route is told. */
type Asking = {
  readonly header: (name: string) => string | undefined
  readonly signal: () => AbortSignal
  /** Asked when the turn has come, and again before the file is given. */
  readonly still: Right
}

const codes: Readonly<Record<Extract<Pressed, { ok: false }>['code'], ErrorCode>> = {
  failed: 'export-failed',
  crashed: 'export-failed',
  'too-slow': 'export-too-heavy',
  'too-large': 'export-too-heavy',
  cancelled: 'going-away',
  closed: 'going-away',
  'too-many': 'too-many',
  nothing: 'nothing-to-export',
}

/**
 * Has a file made and sends it; whoever closes the connection cancels it. To those who accept
 * `progressType` it tells meanwhile where the work is, line by line, and then the file. What is to be
 * made, a file of `type`, is asked for when its turn has come.
 */
export async function deliver(
  { press, log }: { readonly press: Press; readonly log: Log },
  { by, isLarge = false, type }: Ordering & { readonly by: string; readonly type: string },
  prepare: () => Promise<Job | Refused>,
  asking: Asking,
) {
  if (press.isFull(by, isLarge)) return refuse('too-many')
  let refused: Refused | null = null
  const work = async () => {
    const prepared = (await asking.still()) ?? (await prepare().catch(unsaved))
    if (!('refused' in prepared)) return prepared
    refused = prepared
    return null
  }
  const begin = (progress?: Parameters<Press['order']>[1]) => {
    const order = press.order(work, progress, { by, isLarge })
    const done = order.done.then(async (pressed): Promise<Delivered> => {
      if (!pressed.ok && !refused) note(log, pressed, type)
      if (!pressed.ok) return { ok: false, code: refused?.refused ?? codes[pressed.code] }
      // making it took its time
      const gone = await asking.still()
      return gone ? { ok: false, code: gone.refused } : pressed
    })
    return { cancel: order.cancel, done }
  }
  const tells = asking.header('accept')?.includes(progressType) ?? false
  if (tells) return new Response(told(begin, type, asking), streamed)
  const order = begin()
  asking.signal().addEventListener('abort', order.cancel, { once: true })
  const pressed = await order.done
  if (!pressed.ok) return refuse(pressed.code)
  return new Response(pressed.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': type,
      'content-length': String(pressed.bytes.length),
      'content-disposition': attachment(pressed.name),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...noticeOf(pressed.repairs, asking.header('accept-language')),
    },
  })
}

/** What is nobody's fault is told as what it is; anything else is the document's. */
function unsaved(error: unknown): Refused {
  const code = codeOf(error)
  if (code === 'not-saved' || code === 'going-away') return refuse(code)
  throw error
}

/** What had to be repaired, in the reader's words: a header's value by RFC 8187, as it has any sign. */
function noticeOf(repairs: readonly Repair[], languages: string | undefined) {
  if (repairs.length === 0) return {}
  const locale = preferredLocale(languages)
  const words = sentences(locale, ...repairs.map((repair) => repairWords(repair)[locale]))
  return {
    'accord-notice': `UTF-8'${locale}'${percentEncoded([...words].slice(0, longestNotice).join(''))}`,
  }
}

/** A header of more is refused by proxies; each sign takes up to nine bytes of it. */
const longestNotice = 400

const streamed = {
  headers: {
    'content-type': progressType,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  },
}

type Delivered = Extract<Pressed, { ok: true }> | { readonly ok: false; readonly code: ErrorCode }

type Begin = (progress?: Parameters<Press['order']>[1]) => {
  readonly cancel: () => void
  readonly done: Promise<Delivered>
}

function told(begin: Begin, type: string, { header }: Asking): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cancel: () => void = () => undefined
  return new ReadableStream({
    async start(controller) {
      let gone = false
      const say = (line: ExportLine) => {
        if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      const order = begin((progress) => say({ is: 'progress', ...progress }))
      cancel = () => {
        gone = true
        order.cancel()
      }
      const pressed = await order.done
      if (gone) return
      if (pressed.ok) {
        const { bytes, repairs, name } = pressed
        say({ is: 'file', name, type, length: bytes.length, repairs: [...repairs] })
        controller.enqueue(bytes)
      } else {
        say({ is: 'failed', error: worded(pressed.code, header('accept-language')) })
      }
      controller.close()
    },
    cancel: () => cancel(),
  })
}

function worded(code: ErrorCode, languages: string | undefined): ErrorBody['error'] {
  return { code, message: errorWords[code][preferredLocale(languages)] }
}

/** Cancelling and waiting are nobody's fault. */
function note(log: Log, pressed: Extract<Pressed, { ok: false }>, type: string): void {
  if (['cancelled', 'closed', 'too-many', 'nothing'].includes(pressed.code)) return
  log.error({ code: pressed.code, detail: pressed.detail, type }, 'a file was not made')
}

/** RFC 6266 with RFC 5987's encoding: Chinese names as they are, and ASCII for old programs. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]+/g, '-').replace(/["\\%]/g, '')
  return `attachment; filename="${plain}"; filename*=UTF-8''${percentEncoded(name)}`
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
