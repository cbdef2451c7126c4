import type { ErrorBody, ErrorCode } from '../../shared/api.ts'
import type { ExportLine } from '../../shared/exportStream.ts'
import { progressType } from '../../shared/exportType.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { preferredLocale } from '../../shared/locale/locale.ts'
import type { Job, Press, Pressed } from '../exports/press.ts'
import type { Log } from '../log.ts'
import { refuse } from './route.ts'

/** Who waits for a file, as a route is told. */
type Asking = {
  readonly header: (name: string) => string | undefined
  readonly signal: () => AbortSignal
}

type File = { readonly name: string; readonly type: string }

const codes: Readonly<Record<Extract<Pressed, { ok: false }>['code'], ErrorCode>> = {
  failed: 'export-failed',
  crashed: 'export-failed',
  'too-slow': 'export-too-heavy',
  'too-large': 'export-too-heavy',
  cancelled: 'going-away',
  closed: 'going-away',
}

/**
 * Has a file made and sends it; whoever closes the connection cancels it. To those who accept
 * `progressType` it tells meanwhile where the work is, line by line, and then the file.
 */
export async function deliver(
  { press, log }: { readonly press: Press; readonly log: Log },
  job: Job,
  file: File,
  asking: Asking,
) {
  const tells = asking.header('accept')?.includes(progressType) ?? false
  if (tells) return new Response(told(press, log, job, file, asking), streamed)
  const order = press.order(job)
  asking.signal().addEventListener('abort', order.cancel, { once: true })
  const pressed = await order.done
  if (!pressed.ok) {
    note(log, pressed, file)
    return refuse(codes[pressed.code])
  }
  return new Response(pressed.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': file.type,
      'content-length': String(pressed.bytes.length),
      'content-disposition': attachment(file.name),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

const streamed = {
  headers: {
    'content-type': progressType,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  },
}

function told(
  press: Press,
  log: Log,
  job: Job,
  file: File,
  { header }: Asking,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cancel: () => void = () => undefined
  return new ReadableStream({
    async start(controller) {
      let gone = false
      const say = (line: ExportLine) => {
        if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      const order = press.order(job, (progress) => say({ is: 'progress', ...progress }))
      cancel = () => {
        gone = true
        order.cancel()
      }
      const pressed = await order.done
      if (gone) return
      if (pressed.ok) {
        const { bytes, repairs } = pressed
        say({ is: 'file', ...file, length: bytes.length, repairs: [...repairs] })
        controller.enqueue(bytes)
      } else {
        note(log, pressed, file)
        say({ is: 'failed', error: worded(codes[pressed.code], header('accept-language')) })
      }
      controller.close()
    },
    cancel: () => cancel(),
  })
}

function worded(code: ErrorCode, languages: string | undefined): ErrorBody['error'] {
  return { code, message: errorWords[code][preferredLocale(languages)] }
}

/** Cancelling is nobody's fault. */
function note(log: Log, pressed: Extract<Pressed, { ok: false }>, { name }: File): void {
  if (pressed.code === 'cancelled' || pressed.code === 'closed') return
  log.error({ code: pressed.code, detail: pressed.detail, file: name }, 'a file was not made')
}

/** RFC 6266 with RFC 5987's encoding: Chinese names as they are, and ASCII for old programs. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]+/g, '-').replace(/["\\%]/g, '')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
