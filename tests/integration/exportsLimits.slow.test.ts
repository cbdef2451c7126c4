import { readdirSync, readFileSync } from 'node:fs'
import { strToU8, unzipSync } from 'fflate'
import { afterEach, expect, test } from 'vitest'
import { Press } from '../../server/exports/press.ts'
import { errorBody } from '../../shared/api.ts'
import { exportLine } from '../../shared/exportStream.ts'
import { progressType } from '../../shared/exportType.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { firstCommitment, penOf } from '../support/pen.ts'
import { startServer } from '../support/server.ts'
import { upload } from '../support/upload.ts'
import { Draft } from '../unit/exports/draft.ts'

const open: Press[] = []
afterEach(() => {
  for (const press of open.splice(0)) press.close()
})

function pressOf(limits: ConstructorParameters<typeof Press>[0]): Press {
  const press = new Press(limits)
  open.push(press)
  return press
}

const small = jobOf(['一句話。'])
/** Every way of making it holds it several times over. */
const long = jobOf(['公開政府'.repeat(16_000_000)])
/** Each paragraph is an object to whoever makes it, in V8's heap. */
const many = jobOf(Array.from({ length: 150_000 }, () => '字'))
function jobOf(paragraphs: readonly string[]) {
  const model = new Draft('tw-nap').write('problem', ['一句話。']).model('clean')
  const fields = model.fields.map((field) => {
    if (field.name !== 'problem' || field.content.is !== 'text') return field
    const [first] = field.content.blocks
    const blocks = paragraphs.map((text) => ({ ...first, kind: 'p', runs: [{ text }] }) as const)
    return { ...field, content: { is: 'text' as const, blocks } }
  })
  return { of: 'commitment', model: { ...model, fields } as typeof model, format: 'docx' } as const
}

test.each([
  ['whole process', { megabytes: 400 }, long],
  ['heap alone', { megabytes: 100_000, heap: 128 }, many],
])(
  'E61 a document that needs more memory than the limit of the %s ends, and the next is made',
  { timeout: 300_000 },
  async (_, limits, heavy) => {
    const press = pressOf({ ...limits, seconds: 300 })
    expect(await press.order(small).done).toMatchObject({ ok: true })
    expect(await press.order(heavy).done).toMatchObject({ ok: false, code: 'too-large' })
    expect(await press.order(small).done).toMatchObject({ ok: true })
  },
)

test.each([
  ['time', { ACCORD_EXPORT_SECONDS: '0.01' }],
  ['memory', { ACCORD_EXPORT_MB: '16' }],
])(
  'E61 who asks for too much %s is told so in their language, and the room goes on',
  async (_, limit) => {
    await using server = await startServer(limit)
    const lin = await server.join('facilitator')
    const { id } = await firstCommitment(server, lin)
    using pen = await penOf(server, lin, id)
    const ask = (headers: Record<string, string>) =>
      server.request('GET', `/api/commitments/${id}/export.pdf`, { token: lin.token, headers })
    for (const [languages, locale] of [
      ['zh-TW', 'zh-Hant-TW'],
      ['en', 'en'],
    ] as const) {
      const error = { code: 'export-too-heavy', message: errorWords['export-too-heavy'][locale] }
      const answer = await ask({ 'accept-language': languages })
      expect(answer.status).toBe(503)
      expect(errorBody.parse(await answer.json()).error).toMatchObject(error)
      const told = await (await ask({ 'accept-language': languages, accept: progressType })).text()
      const last = told.trim().split('\n').at(-1) ?? ''
      expect(exportLine.parse(JSON.parse(last))).toMatchObject({ is: 'failed', error })
    }
    const file = { name: 'a.md', bytes: strToU8('# 一\n\n## 問題\n\n字\n') }
    const preview = await upload(server, lin, `/api/commitments/${id}/import/preview`, file, {})
    expect(errorBody.parse(await preview.json()).error.code).toBe('too-large')
    await pen.write('problem', '寫得下去。')
    expect(pen.text('problem')).toContain('寫得下去。')
  },
)

test('P115 a public record whose PDF costs the process is made once more, without PDF', async () => {
  const draft = new Draft('tw-nap').write('problem', ['一句話。'])
  const copies = {
    clean: draft.model('clean'),
    tracked: draft.model('tracked'),
    record: draft.model('record'),
  }
  const plan = { title: 'Plan', introduction: null, commitments: [copies.clean] }
  const fold = { commitment: 'c', seq: 1, at: 0 } as never
  const record = { plan, commitments: [{ copies, fold, head: '00' }] }
  const press = pressOf({})
  let ended = 0
  // the plan's DOCX and ODT are made, and its PDF is being set
  const order = press.order({ of: 'record', record }, (told) => {
    if ('stage' in told && told.done === 2 && ended === 0) ended = endChild()
  })
  const pressed = await order.done
  expect(ended).toBe(1)
  if (!pressed.ok) throw new Error(pressed.detail)
  const names = Object.keys(unzipSync(pressed.bytes))
  expect(names.filter((name) => name.endsWith('.pdf'))).toEqual([])
  expect(names.filter((name) => name.endsWith('.docx'))).toHaveLength(4)
  expect(pressed.repairs).toMatchObject([{ what: 'no-file' }])
  // what is lost before anything was made is no matter of a PDF
  const other = press.order({ of: 'record', record }, (told) => {
    if ('stage' in told && told.done === undefined) endChild()
  })
  expect(await other.done).toMatchObject({ ok: false, code: 'crashed' })
})

/** Ends the press's child of this process, as a machine does that has no memory left; how many. */
function endChild(): number {
  const own = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const parent = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1]
      const isPress = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pressChild')
      return isPress && Number(parent) === process.pid
    } catch {
      // it has ended meanwhile
      return false
    }
  })
  for (const pid of own) process.kill(Number(pid), 'SIGKILL')
  return own.length
}
