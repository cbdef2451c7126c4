import { expect, test } from 'vitest'
import { reachOf } from '../../client/plan/reach.ts'

test('U183 what an address says of who can reach it', () => {
  const of = (reach: string, hosts: readonly string[]) => {
    for (const host of hosts)
      expect([host, reachOf(`https://${host}/join/A`)]).toEqual([host, reach])
  }
  of('onlyHere', [
    'localhost:8080',
    'accord.localhost',
    '127.0.0.1',
    '127.1',
    '[::1]:80',
    '0.0.0.0',
  ])
  of('onlyHere', ['[::]', '[::ffff:127.0.0.1]', 'LOCALHOST', 'localhost.'])
  of('onlyNearby', ['192.168.1.20:8080', '10.0.0.7', '172.16.0.1', '172.31.9.9', '169.254.3.3'])
  of('onlyNearby', ['laptop:8080', 'accord.local', 'pad.corp', 'box.home.arpa', 'x.internal'])
  of('onlyNearby', ['[fd00::5]', '[fe80::1]', 'accord.lan.'])
  of('everywhere', [
    'accord.gov.tw',
    '172.32.0.1',
    '11.0.0.1',
    '[2001:db8::1]',
    'local.example.org',
  ])
  of('everywhere', ['10.example.org', '192.168.example.org', 'internal.gov'])
})
