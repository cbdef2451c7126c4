import * as Y from 'yjs'
import { authorMarks } from '../../../client/authorship/authorMarks.ts'
import { Authorship, type Ground } from '../../../client/authorship/authorship.ts'
import { createUndo } from '../../../client/editor/binding/undo.ts'
import { createBodyEditor } from '../../../client/editor/createBodyEditor.ts'
import { createHeads, fieldView } from '../../../client/text/fieldView.ts'
import { noBindings } from '../../../shared/record/bindings.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { fieldText, guardBody } from '../../../shared/text/guard.ts'
import { insertSeparator, insertText } from '../../../shared/text/write.ts'
import { select, spot, type } from '../../support/editors.ts'

const writers = 30
const items = 4000
const characters = 5
const itemsInBlock = 40
/** What is near is drawn within fewer frames than these. */
const framesOfRest = 12

/** A page with its text, and what can be done on it. Each act ends behind the frame that shows it. */
export async function openPage() {
  const { doc, ground } = crowdedPage()
  const authorship = new Authorship(ground, async () => ({ ok: true, value: { stamps: [] } }))
  authorship.keepUp()
  await authorship.prepare()
  const undo = createUndo(doc, { ids: () => ground.state.ids })
  const heads = createHeads(() => 'text')
  const text = document.body.appendChild(document.createElement('div'))
  text.className = 'text'
  const { editor } = createBodyEditor({
    doc,
    undo,
    element: text.appendChild(document.createElement('div')),
    fields: ['a'],
    mode: () => 'edit',
    fieldView: (node, view) => fieldView(node, view, heads),
    extensions: [authorMarks(doc, authorship)],
  })
  document.body.append(beat)
  const remote = new Y.Doc()
  guardBody(remote)
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc), 'room')
  let news: Uint8Array = new Uint8Array()

  return {
    open: () => painted(() => authorship.show('person')),
    close: () => authorship.show('off'),
    drawnInSight,
    /** Lets everything that was put off come to its end; the longest of its frames. */
    async rest(): Promise<number> {
      let longest = 0
      for (let count = 0; count < framesOfRest; count++) {
        longest = Math.max(longest, await painted(() => {}))
      }
      return longest
    },
    /** Puts the caret somewhere in the text, in sight, and has somebody else write beside it. */
    aim(key: number): void {
      const block = (key * 37) % (items / itemsInBlock)
      const inBlock = itemsInBlock * characters
      select(editor, spot(editor, block, (key * 13) % inBlock))
      const { node } = editor.view.domAtPos(editor.state.selection.head)
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(remote)), 'room')
      remote.clientID = 100 + (key % writers)
      remote.transact((transaction) => {
        const at = block * (inBlock + 1) + ((key * 97) % inBlock)
        insertText(transaction, fieldText(remote, 'a'), at, 'y', null)
      })
      news = Y.encodeStateAsUpdate(remote, Y.encodeStateVector(doc))
    },
    /** What is drawn behind a letter's frame: two more frames. */
    async behind(): Promise<number> {
      return (await painted(() => {})) + (await painted(() => {}))
    },
    own: () => painted(() => type(editor, 'x')),
    others: () => painted(() => Y.applyUpdate(doc, news, 'room')),
  }
}

/** As browsers have it; TypeScript does not know it yet. */
declare const scheduler: {
  postTask(task: () => void, options: { priority: 'user-blocking' }): Promise<void>
}

/** A dot in the corner that blinks. */
const beat = document.createElement('div')
beat.style.cssText =
  'position: fixed; inset: 0 auto auto 0; inline-size: 1px; block-size: 1px; background: red'

/** From before `act` to behind the next paint. The browser is told not to wait for a screen's beat. */
async function painted(act: () => void): Promise<number> {
  const start = performance.now()
  act()
  await frame()
  return performance.now() - start
}

/** The next frame, painted, and before anything else that waits for it. Something always changes in it: for nothing, a browser takes its time. */
function frame(): Promise<void> {
  return new Promise((done) =>
    requestAnimationFrame(() => {
      beat.style.opacity = beat.style.opacity === '1' ? '0.5' : '1'
      scheduler.postTask(done, { priority: 'user-blocking' })
    }),
  )
}

/** Blocks on the screen that have a sheet of their own there, and all blocks on the screen. */
function drawnInSight(): string {
  const seen = (selector: string) =>
    [...document.querySelectorAll(selector)].filter((each) => {
      const { top, bottom } = each.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    }).length
  return `${seen('.authors:not(.authors-over) > div')} of ${seen('.field-text > p')}`
}

/** One field whose neighbouring pieces are by different people, and what a page knows of them. */
function crowdedPage(): { doc: Y.Doc; ground: Ground } {
  const doc = new Y.Doc()
  guardBody(doc)
  const text = fieldText(doc, 'a')
  for (let item = 0; item < items; item++) {
    doc.clientID = 100 + ((item * 7) % writers)
    doc.transact((transaction) => {
      insertText(transaction, text, text.length, 'abcde'.slice(0, characters), null)
      const ends = item % itemsInBlock === itemsInBlock - 1 && item < items - 1
      if (ends) insertSeparator(transaction, text, text.length, 'p')
    })
  }
  const people = Array.from({ length: writers }, (_, number) => ({
    id: `p${number}`,
    name: `Person ${number}`,
    organisation: '',
    sector: 'academia' as const,
  }))
  const clients = noBindings.and(
    people.map(({ id }, number) => ({
      ...{ client: 100 + number, person: id, onBehalfOf: null, mode: 'editing' },
    })),
  )
  const state: Ground['state'] = {
    doc,
    record: { ...emptyRecord, clients },
    people: new Map(people.map((person) => [person.id, person])),
    me: { id: 'me', name: 'Me', organisation: '', sector: 'public' },
    ids: { editing: 50, suggesting: 2 ** 32 + 50 },
    onBehalfOf: null,
  }
  return { doc, ground: { state, subscribe: () => () => {} } }
}
