import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPage } from '../support/browser.ts'
import { type Engine, type EngineName, engines } from '../support/engines/browsers.ts'
import { handAt } from '../support/engines/hand.ts'
import { openScreen, type Screen } from '../support/engines/screen.ts'
import { emptyCommitment } from '../support/page/room.ts'
import { type Other, otherIn, play, type Scene, scenes } from '../support/page/scenes.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'

let server: TestServer
let screen: Screen

beforeAll(async () => {
  await buildPage()
  server = await startServer()
  screen = await openScreen()
})

afterAll(async () => {
  await screen?.[Symbol.asyncDispose]()
  await server?.close()
})

const named = (of: readonly Scene[]) => of.map((scene): [string, Scene] => [scene.name, scene])
const roles = [
  ['co-author', named(scenes)],
  ['suggester', named(scenes.filter(({ tellsOfSuggesting }) => tellsOfSuggesting))],
] as const

const standsAndIsSaved = `!!document.querySelector('.room:not([aria-busy]) .save-state.save-calm')`

describe.each(Object.keys(engines) as EngineName[])('in %s', (name) => {
  let engine: Engine

  beforeAll(async () => {
    engine = await engines[name](screen)
    await engine.go(server.url)
  })

  afterAll(() => engine?.[Symbol.asyncDispose]())

  describe.each(roles)('a %s', (role, played) => {
    let other: Other

    beforeAll(async () => {
      const id = await emptyCommitment(server)
      const { token } = await server.join(role, { name: 'Ann' })
      other = await otherIn(server, id)
      await engine.read(`document.cookie = 'accord_session=${token}; path=/'`)
      await engine.go(`${server.url}/c/${id}`)
      await until(async () => (await engine.read(standsAndIsSaved)) === true, 'the room')
    })

    afterAll(() => other?.[Symbol.dispose]())

    test.each(played)('B53 with real keys and input methods: %s', async (_name, scene) => {
      try {
        expect(await play(scene, handAt(screen, engine), other)).toBe(scene.wanted)
      } finally {
        // what is left open would go on in the next scene
        await screen.xdo('key', 'Escape')
        await screen.write('keys')
      }
    })
  })
})
