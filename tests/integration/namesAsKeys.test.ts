import { expect, test } from 'vitest'
import { routes } from '../../server/api/routes.ts'
import { readJson } from '../../server/imports/json.ts'
import { importAgreement } from '../../shared/apiImport.ts'
import { fromData } from '../../shared/commitment/import.ts'
import { openMeeting } from '../support/meeting.ts'
import { routeRights } from '../support/routeRights.ts'
import { bringIn, previewOf } from '../support/upload.ts'

/** What every object has, and anybody may be called. */
const words = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '___proto__']

test('H65 an id that is a word of every object is nobody and nothing, at every route', async () => {
  await using meeting = await openMeeting()
  const { server, plan, commitment } = meeting
  const host = await server.join('facilitator')
  const ids = /:(?!plan|commitment)(\w+)/
  let asked = 0
  for (const { method, path } of routes.filter(({ path }) => path.includes('/:'))) {
    const [known] = routeRights[`${method} ${path}`] ?? []
    for (const word of words.slice(0, 4)) {
      const ofIts = ids.test(path)
      const address = path
        .replace(':plan', ofIts ? plan : word)
        .replace(':commitment', ofIts ? commitment : word)
        .replace(/:\w+/g, word)
      const answer = await server.request(method.toUpperCase(), address, {
        ...{ token: host.token, ...(method !== 'get' && { body: known?.body ?? {} }) },
      })
      const said = await answer.text()
      asked += 1
      const where = `${method} ${address}: ${answer.status} ${said.slice(0, 200)}`
      expect(answer.status, where).toBeLessThan(500)
      if (path.endsWith('/contributions')) {
        expect(JSON.parse(said), where).toMatchObject({ suggestions: [], comments: [], text: [] })
      } else if (!/sessions$/.test(path)) expect(answer.ok, where).toBe(false)
    }
  }
  expect(asked).toBeGreaterThan(150)
})

test('H65 a file’s authors may be called by any word', async () => {
  await using meeting = await openMeeting()
  const { server, commitment } = meeting
  const host = await server.join('facilitator')
  const people = Object.fromEntries(words.map((word) => [word, null]))
  const about = JSON.parse(JSON.stringify({ base: 1, people }))
  expect(Object.keys(importAgreement.parse(about).people).sort()).toEqual([...words].sort())
  expect(importAgreement.safeParse({ base: 1, people: [] }).success).toBe(false)

  using sue = await meeting.join('suggester', { name: 'Sue' })
  sue.suggest(0, 0, 'Suggested.')
  await sue.saved()
  const path = `/api/commitments/${commitment}/export.json?copy=tracked`
  const exported = await (await server.request('GET', path, { token: host.token })).text()
  for (const word of words) {
    const text = exported
      .replaceAll(/"name": ?"Sue"/g, `"name":"${word}"`)
      .replaceAll('Suggested.', `Suggested by ${word}.`)
    const file = { name: 'x.json', bytes: new TextEncoder().encode(text) }
    const { base, authors } = await previewOf(server, host, commitment, file)
    expect(authors.map(({ name }) => name)).toContain(word)
    const enter = { name: 'Someone', organisation: '', sector: 'public' as const }
    const done = await bringIn(server, host, commitment, file, {
      base,
      people: Object.fromEntries(authors.map(({ name }) => [name, { enter }])),
    })
    expect(done.suggestions.length).toBeGreaterThan(0)
  }
  // somebody whom the file does not know is no function of every object either
  const model = JSON.parse(exported)
  const inFile = Object.entries(model.people as Record<string, { name: string }>)
  const id = inFile.find(([, { name }]) => name === 'Sue')?.[0] ?? ''
  delete model.people[id]
  const unknown = readJson(JSON.stringify(model).replaceAll(id, 'constructor'))
  expect(JSON.stringify(unknown)).toContain('"author":"constructor"')
})

test('H65 a key of published data that is a word of every object goes aside', () => {
  const data = Object.fromEntries(words.map((word) => [word, `Words of ${word}`]))
  const [read] = fromData({ ...data, title: 'Open data', milestones: [{ ...data, text: 'One' }] })
  const aside = read?.aside.map(({ text }) => text) ?? []
  for (const word of words) {
    expect(aside.filter((text) => text === `Words of ${word}`).length).toBe(2)
  }
})
