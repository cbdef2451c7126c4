import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { api } from '../../../client/api.ts'
import { JoinForm } from '../../../client/join/JoinForm.tsx'
import type { Invited } from '../../../shared/api.ts'
import { attemptForm, attemptHeader } from '../../../shared/wire.ts'
import { render } from '../../support/page.tsx'
import { until } from '../../support/until.ts'

declare global {
  interface Window {
    readonly happyDOM: { setURL(url: string): void }
  }
}

const invited: Invited = {
  role: 'suggester',
  sector: null,
  plan: { id: 'plan', title: '示範行動方案', locale: 'zh-Hant-TW' },
}

beforeEach(() => sessionStorage.clear())

test('J91 Join pressed again is the same attempt, over a reload too; another name is another', async () => {
  await using server = await silentServer()
  window.happyDOM.setURL(server.url)
  const press = async (name: string, times: number) => {
    using page = await render(<JoinForm code="abcde-fghjk" invited={invited} known={null} />)
    await page.type('input[name=name]', name)
    await page.press('input[value=public]')
    for (let time = 0; time < times; time += 1) {
      const before = server.signs.length
      await page.press('button[type=submit]')
      const failed = () => page.root.querySelector('[role=alert]') !== null
      await until(() => act(async () => server.signs.length > before && failed()))
      expect(server.signs.length).toBe(before + 1)
    }
  }
  await press('Mei Lin', 2)
  await press('Mei Lin', 1)
  await api.invited('ABCDE-FGHJK')
  expect(new Set(server.signs).size).toBe(1)
  expect(server.signs).toHaveLength(4)
  expect(server.signs[0]).toMatch(attemptForm)
  await press('Wu', 1)
  expect(new Set(server.signs).size).toBe(2)
})

test('J91 what had no answer is sent again under its sign, what was answered under a new one', async () => {
  await using server = await silentServer()
  window.happyDOM.setURL(server.url)
  await api.reply('c', 't', 'One', [])
  await api.reply('c', 't', 'One', [])
  await api.reply('c', 't', 'Two', [])
  server.answers = { status: 503, code: 'going-away' }
  await api.reply('c', 't', 'One', [])
  const [first, ...rest] = server.signs
  expect(rest.map((sign) => sign === first)).toEqual([true, false, true])
  server.answers = { status: 200, code: null }
  await api.reply('c', 't', 'One', [])
  await api.reply('c', 't', 'One', [])
  expect(server.signs.slice(4).map((sign) => sign === first)).toEqual([true, false])
})

/** Takes what is asked, and cuts the answer unless it is given one. */
async function silentServer() {
  const signs: unknown[] = []
  const given = {
    url: '',
    signs,
    answers: null as { status: number; code: string | null } | null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  const server = createServer((request, response) => {
    signs.push(request.headers[attemptHeader])
    request.resume().once('end', () => {
      if (!given.answers) return void request.socket.destroy()
      const { status, code } = given.answers
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(code === null ? {} : { error: { code, message: '' } }))
    })
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  given.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return given
}
