import type { Device, Kept } from './device.ts'
import type { Line } from './line.ts'
import type { RoomView } from './room.ts'
import type { Aside } from './state.ts'

/** Keeps one replica on this device: its text, the room as last seen, and what is unsent. */
export class Keeper {
  readonly #device: Device
  /** Whose text is kept. */
  #line: Line | null = null
  /** Name of the database that holds its text. */
  #body: string | null = null
  /** False: the device's head does not point to `#body` yet. */
  #headed = false
  #unsentKept: boolean
  #room: RoomView | null = null
  #roomTimer: ReturnType<typeof setTimeout> | undefined

  constructor(device: Device, kept: Kept) {
    this.#device = device
    this.#unsentKept = kept.unsent !== null
  }

  /**
   * Brings back what the last page session left, and keeps the line from now on: what is written on
   * it stands on the device from the first letter. False: nothing to bring back, or the storage does
   * not answer.
   */
  async load(line: Line, { head, unsent }: Kept): Promise<boolean> {
    const body = head?.body ?? this.#device.newBody()
    if (!(await this.#device.keepBody(body, line.doc))) return false
    this.#line = line
    this.#body = body
    this.#headed = head !== null
    if (head) line.resume(head.epoch, unsent)
    return head !== null
  }

  /** The line holds the room's text now: the next page session can begin with it. */
  synced(line: Line): void {
    const [epoch, body] = [line.epoch, this.#body]
    if (line !== this.#line || this.#headed || epoch === null || body === null) return
    this.#headed = true
    this.#device.write({ head: { epoch, body } })
  }

  /**
   * Keeps this line from now on, with the words put aside by then. Until its text stands on the
   * device, the line before remains there, refused words and all.
   */
  async keep(line: Line, aside: readonly Aside[]): Promise<void> {
    if (line === this.#line || line.epoch === null) return
    const { epoch } = line
    this.#line = line
    const body = this.#device.newBody()
    const stands = await this.#device.keepBody(body, line.doc)
    if (!stands || line !== this.#line) return
    this.#headed = true
    this.#device.write({ head: { epoch, body }, aside })
    this.keepUnsent(line)
    if (this.#body !== null) this.#device.dropBody(this.#body)
    this.#body = body
  }

  /** Called at each own change and acknowledgement. */
  keepUnsent({ ledger, speakers }: Line): void {
    const changes = ledger.unsent
    const unsent = changes > 0 ? { speakers, changes, clocks: ledger.clocks } : null
    if (unsent || this.#unsentKept) this.#device.write({ unsent })
    this.#unsentKept = unsent !== null
  }

  /** Written now and then: the record is large, and the room tells it again. */
  keepRoom({ record, people, role }: RoomView): void {
    this.#room = { record, people, role }
    this.#roomTimer ??= setTimeout(() => this.#writeRoom(), roomRest)
  }

  dismiss(aside: string): void {
    this.#device.write({ dismissed: [aside] })
  }

  close(): void {
    clearTimeout(this.#roomTimer)
    this.#writeRoom()
    this.#device.close()
  }

  #writeRoom(): void {
    this.#roomTimer = undefined
    if (this.#room) this.#device.write({ room: this.#room })
  }
}

/** In milliseconds. */
const roomRest = 1000
