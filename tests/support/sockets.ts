import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { fieldText, guardBody } from '../../shared/text/guard.ts'
import { commitment, field } from './room.ts'

/** A stock client: y-websocket's own provider on a plain document. */
export type StockClient = Disposable & {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Writes at the end of the test field. */
  type(text: string): void
  text(): string
}

export function stockClient(server: { readonly url: string }, person: string): StockClient {
  const doc = new Y.Doc()
  guardBody(doc)
  const provider = new WebsocketProvider(server.url, commitment, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: { person },
  })
  const text = fieldText(doc, field)
  return {
    doc,
    provider,
    type: (typed) => text.insert(text.length, typed),
    text: () => text.toString(),
    [Symbol.dispose]: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}
