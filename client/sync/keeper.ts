import type { Device, Kept } from './device.ts'
import type { Line } from './line.ts'
import type { RoomView } from './room.ts'
import type { Aside } from './state.ts'

/** Keeps one replica on this device: its text, the room as last seen, and what is unsent. */
export class Keeper {
  readonly #device: Device
  /** Whose text is kept. */
  #line: Line | null = null
  /** Name of the database that the device's head points to. */
  #body: string | null = null
  #unsentKept: boolean
  #room: RoomView | null = null
  #roomTimer: ReturnType<typeof setTimeout> | undefined

  constructor(device: Device, kept: Kept) {
    this.#device = device
    this.#unsentKept = kept.unsent !== null
  }

  /** Brings back what the last page session left. False: nothing, or the storage does not answer. */
  async load(line: Line, { head, unsent }: Kept): Promise<boolean> {
    if (!head || !(await this.#device.keepBody(head.body, line.doc))) return false
    this.#line = line
    this.#body = head.body
    line.resume(head.epoch, unsent)
    return true
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
