import { expect, test } from 'vitest'
import { sampleLinks } from '../../shared/apiPlan.ts'
import { startServer, type TestServer } from '../support/server.ts'

test('U15 a fresh server at home offers the sample in four roles, and each lets in', async () => {
  await using server = await startServer()
  const links = await offered(server)
  expect(links.map(({ role }) => role)).toEqual([
    'facilitator',
    'co-author',
    'suggester',
    'observer',
  ])
  for (const { code } of links) {
    expect((await server.request('GET', `/api/invited/${code}`)).status).toBe(200)
  }
})

test('U15 whoever comes from elsewhere, or through a proxy, is offered nothing', async () => {
  await using server = await startServer()
  for (const headers of [
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { 'x-real-ip': '203.0.113.7' },
    { via: '1.1 proxy' },
    // some say nothing of themselves, but ask for each page anew, or for one of another address
    { connection: 'close' },
    { referer: 'https://accord.example/' },
  ]) {
    expect(await offered(server, headers)).toEqual([])
  }
})

test('U15 a server that has an address for others offers nothing', async () => {
  await using server = await startServer({ ACCORD_PUBLIC_URL: 'https://accord.example' })
  expect(await offered(server)).toEqual([])
  await using open = await startServer({ HOST: '0.0.0.0' })
  expect(await offered(open)).toEqual([])
})

test('U15 with the first plan of one’s own the offer goes', async () => {
  await using server = await startServer()
  const { token } = await server.join('facilitator')
  const body = { title: 'Ours', locale: 'en' }
  await server.request('POST', '/api/plans', { token, body })
  expect(await offered(server)).toEqual([])
})

async function offered(server: TestServer, headers: Record<string, string> = {}) {
  const response = await server.request('GET', '/api/sample', { headers })
  return sampleLinks.parse(await response.json()).links
}
