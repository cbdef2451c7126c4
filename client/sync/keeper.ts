import { knownAs } from '../../shared/known.ts'
import type { PersonView, ServerMessage } from '../../shared/protocol.ts'
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
  /** As it was last heard of; null: nothing is kept of it. */
  #room: RoomView | null
  /** What was heard since it was last written; null: it is to be written whole. */
  #news: ServerMessage[] | null = []
  /** How often something was added beside it. */
  #added: number
  #roomTimer: ReturnType<typeof setTimeout> | undefined

  constructor(device: Device, kept: Kept) {
    this.#device = device
    this.#unsentKept = kept.unsent !== null
    this.#room = kept.room
    this.#added = kept.added
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
   * What the room has said, and how it stands by that: what is new is added now and then to what is kept.
   * The first at once: the text that is kept cannot be shown without its form.
   */
  keepRoom(room: RoomView, heard: ServerMessage): void {
    const before = this.#room
    const first = before === null
    this.#room = room
    const renamed = 'people' in heard && heard.people.some((one) => isRenamed(one, before))
    const told = 'since' in heard ? heard.since : 'events' in heard ? heard.events : []
    const unsaid = told?.some(({ event }) => takingBack.test(event.type))
    const anew = told === null
    // what somebody was called, or has taken back, is not to stay beside what is so now
    if (first || renamed || unsaid || anew) this.#news = null
    this.#news?.push(heard)
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
    const [room, messages] = [this.#room, this.#news]
    this.#news = []
    if (!room || messages?.length === 0) return
    if (messages && this.#added < mostAdded) {
      this.#added += 1
      void this.#device.write({ news: { nth: this.#added, messages } })
    } else {
      this.#added = 0
      void this.#device.write({ room })
    }
  }
}

function isRenamed(person: PersonView, room: RoomView | null): boolean {
  const before = room?.people.get(person.id)
  return before !== undefined && knownAs(before) !== knownAs(person)
}

function unsentOf({ ledger, speakers, origins }: Line): Unsent | null {
  const changes = ledger.unsent
  return changes > 0 ? { speakers, changes, clocks: ledger.clocks, origins } : null
}

const takingBack = /^comment-|taken-out$/

/** In milliseconds. */
const roomRest = 1000

/** What is added is read again at each opening: after so many it is kept as one. */
const mostAdded = 100
