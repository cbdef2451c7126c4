import type { Device, Kept, Unsent } from './device.ts'
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
  /** Where a line that is going to take over is kept already. */
  #place: { readonly line: Line; readonly body: string } | null = null
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
    void this.#device.write({ head: { epoch, body } })
  }

  /**
   * Makes a place for a line that is going to take over, so that it can do so in one step. Resolves
   * when the place is there, or when the storage does not answer.
   */
  async prepare(line: Line): Promise<void> {
    const body = this.#device.newBody()
    if (await this.#device.keepBody(body, line.doc)) this.#place = { line, body }
  }

  /**
   * Keeps this line from now on, with the words put aside by then. Until the device has changed over,
   * the line before remains there whole: text, refused words and who wrote what is unsent. Resolves
   * when it has, or when nothing is kept any more.
   */
  async keep(line: Line, aside: readonly Aside[]): Promise<void> {
    const [before, place] = [this.#body, this.#place]
    this.#place = null
    this.#line = null
    if (place?.line !== line || line.epoch === null) return
    const { epoch } = line
    this.#line = line
    this.#body = place.body
    this.#headed = true
    const unsent = unsentOf(line)
    this.#unsentKept = unsent !== null
    const stands = await this.#device.write({ head: { epoch, body: place.body }, unsent, aside })
    if (stands && before !== null) this.#device.dropBody(before)
  }

  /** Called at each own change and acknowledgement. */
  keepUnsent(line: Line): void {
    if (line !== this.#line) return
    const unsent = unsentOf(line)
    if (unsent || this.#unsentKept) void this.#device.write({ unsent })
    this.#unsentKept = unsent !== null
  }

  /**
   * Written now and then: the record is large, and the room tells it again. The first one at once: the
   * text that is kept cannot be shown without its form.
   */
  keepRoom({ record, people, role }: RoomView): void {
    const first = this.#room === null
    this.#room = { record, people, role }
    if (first) this.#writeRoom()
    else this.#roomTimer ??= setTimeout(() => this.#writeRoom(), roomRest)
  }

  putAside(words: Aside): void {
    void this.#device.write({ aside: [words] })
  }

  dismiss(aside: string): void {
    void this.#device.write({ dismissed: [aside] })
  }

  close(): void {
    clearTimeout(this.#roomTimer)
    this.#writeRoom()
    this.#device.close(!this.#unsentKept)
  }

  #writeRoom(): void {
    this.#roomTimer = undefined
    if (this.#room) void this.#device.write({ room: this.#room })
  }
}

function unsentOf({ ledger, speakers, origins }: Line): Unsent | null {
  const changes = ledger.unsent
  return changes > 0 ? { speakers, changes, clocks: ledger.clocks, origins } : null
}

/** In milliseconds. */
const roomRest = 1000
