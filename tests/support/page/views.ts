import type { Page } from 'playwright-core'
import { commitment, commitments, type Joined } from '../../../shared/api.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import type { TestBrowser } from '../browser.ts'
import type { TestServer } from '../server.ts'

/** A page or a state of one: how to come there, and what has to be there before it is looked at. */
export type View = {
  readonly name: string
  readonly path: string
  readonly ready: string
  readonly open?: (page: Page) => Promise<void>
  /** What lies over the page, when that alone is this view's; the page below is another's. */
  readonly overlay?: string
  /** Only where the window is at most as wide; without it, everywhere. */
  readonly upTo?: number
}

/** Dialogs, menus and what else lies over a page. */
const overlay = '.dialog, .popover'

/** What somebody sees who has not joined. */
export async function strangerViews(server: TestServer): Promise<View[]> {
  const code = (await server.links()).find(({ role }) => role === 'co-author')?.code
  const path = `/join/${code}`
  return [
    { name: 'landing', path: '/', ready: '#sample-title' },
    { name: 'join', path, ready: 'form' },
    {
      name: 'join-missing',
      path,
      ready: 'form',
      open: press('form .button-solid', '.react-aria-FieldError'),
    },
    { name: 'join-closed', path: '/join/none', ready: '[role=alert]' },
    { name: 'nowhere', path: '/nowhere', ready: 'h1' },
  ]
}

/** Every page and state of a plan's home, for a facilitator. */
export function planViews({ plan }: Joined): View[] {
  const home = `/plans/${plan.id}`
  const menu = press('.person [aria-haspopup]', '.menu')
  const at = (name: string, tab: string, ready: string, open?: View['open']): View => ({
    name,
    path: `${home}#${tab}`,
    ready,
    ...(open ? { open } : {}),
    ...(name.includes('-') || name === 'sheet' ? { overlay } : {}),
  })
  return [
    at('plan', '', '.hands', press('.commitment-sections summary', '.section-line')),
    at('plan-new', '', '.hands', press('.plan-actions .button-solid', '.dialog form')),
    at('plan-import', '', '.hands', press('.plan-actions .button-line', '.dialog')),
    at('plan-export', '', '.hands', press('.plan-head .button', '.dialog')),
    at('people', 'people', '.person'),
    at('person-menu', 'people', '.person', menu),
    at('person-correct', 'people', '.person', async (page) => {
      await menu(page)
      await press('.menu-item:not([role=menuitemradio])', '.dialog form')(page)
    }),
    at('invitations', 'invitations', '.invitation'),
    at('invitation-new', 'invitations', '.invitation', press('.plan-bar .button-solid', '.dialog')),
    at('sheet', 'invitations', '.invitation', press('.invitation .button', '.qr')),
  ]
}

/** Every state of a room, for a facilitator; `locale` chooses the commitment in that language. */
export async function roomViews(server: TestServer, who: Joined, locale: Locale): Promise<View[]> {
  const path = await sample(server, who, locale)
  const room = (name: string, open?: View['open'], more: Partial<View> = {}): View => ({
    name,
    path,
    // Then the text is there, it was counted, and the check has looked.
    ready: '.text .asked',
    ...(open ? { open } : {}),
    ...more,
  })
  const keys = (pressed: string, then: string) => async (page: Page) => {
    await page.keyboard.press(pressed)
    await page.locator(then).first().waitFor()
  }
  const menu = press('.room-menu > .icon-button', '.menu')
  return [
    room('room'),
    room('room-milestones', (page) => to(page, '#milestones')),
    room('room-suggestions', (page) => to(page, '.mark-inserted')),
    room('room-card', press('.mark-inserted', '[data-card], .rail-card-active')),
    room('room-list', press('.rail-head .button', '.list-filters'), { overlay }),
    room('room-checks', press('.checks-button', '.check')),
    room(
      'room-set-aside',
      async (page) => {
        await press('.checks-button', '.check')(page)
        await press('.check .button-plain', '.dialog')(page)
      },
      { overlay },
    ),
    room('room-authors', keys('Control+Alt+Shift+KeyA', '.legend')),
    room('room-outline', press('.outline-opener button', '.dialog .outline'), {
      overlay,
      upTo: 900,
    }),
    room(
      'room-find',
      async (page) => {
        await keys('Control+f', '.find')(page)
        await page
          .locator('.find input')
          .first()
          .fill(locale === 'en' ? 'access' : '資訊')
        await page.locator('.found-current').waitFor()
      },
      { overlay: '.find, .found' },
    ),
    room('room-keys', keys('Control+/', '.shortcuts'), { overlay }),
    room('room-menu', menu, { overlay }),
    room('room-presence', press('.presence', '.presence-list'), { overlay }),
    room('room-changes', press('.changes-button', '.menu'), { overlay }),
    room('room-final', async (page) => {
      await press('.changes-button', '.menu')(page)
      await page.locator('.menu-item').nth(2).click()
      await page.locator('.read-notice').waitFor()
    }),
    room(
      'room-export',
      async (page) => {
        await menu(page)
        await page.locator('.menu-item').nth(2).click()
        await page.locator('.dialog').waitFor()
      },
      { overlay },
    ),
    room(
      'room-comment',
      async (page) => {
        await page.locator('.field-text').nth(2).click()
        await page.keyboard.press('Control+Shift+Home')
        await keys('Control+Alt+KeyM', '.comment-form')(page)
      },
      { overlay },
    ),
    room(
      'room-selected',
      async (page) => {
        await page.locator('.field-text').nth(2).click()
        await page.keyboard.press('Shift+Home')
      },
      { overlay: '.bubble, .room-bar' },
    ),
    room('room-facilitator', press('.state-button', '.section-rules'), { overlay }),
    { name: 'room-input', path: `${path}/me`, ready: '.dialog', overlay },
    { name: 'room-empty', path: await empty(server, who, locale), ready: '[data-empty] .guidance' },
    room(
      'room-offline',
      async (page) => {
        await page.context().setOffline(true)
        await page.locator('.save-care').waitFor()
      },
      { overlay: '.room-header' },
    ),
  ]
}

/** Puts a suggestion and a thread of somebody else into the sample, so that there is something to see. */
export async function suggestSomething(
  browser: TestBrowser,
  server: TestServer,
  who: Joined,
  locale: Locale,
): Promise<void> {
  const page = await browser.visit(server, who, await sample(server, who, locale), locale)
  await page.locator('.field-text').nth(4).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(locale === 'en' ? ' Every month, in public.' : '並每月公布辦理情形。')
  await page.locator('.room:not([aria-busy]) .save-state.save-calm').waitFor()
  await page.locator('.rail-card, .rail-cards > li').first().waitFor()
  await page.context().close()
}

function press(selector: string, then: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().click()
    await page.locator(then).first().waitFor()
  }
}

async function to(page: Page, selector: string): Promise<void> {
  const place = page.locator(selector).first()
  await place.waitFor()
  await place.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))))
}

async function sample(server: TestServer, { plan, token }: Joined, locale: Locale) {
  const response = await server.request('GET', `/api/plans/${plan.id}/commitments`, { token })
  const all = commitments.parse(await response.json()).commitments
  const template = locale === 'en' ? 'ogp-2022' : 'tw-nap'
  return `/c/${all.find((one) => one.template === template)?.id}`
}

async function empty(server: TestServer, { plan, token }: Joined, locale: Locale) {
  const body = {
    template: locale === 'en' ? 'ogp-2022' : 'tw-proposal',
    title: locale === 'en' ? 'Open contracting' : '公共採購契約公開',
    locale,
  }
  const path = `/api/plans/${plan.id}/commitments`
  const response = await server.request('POST', path, { token, body })
  return `/c/${commitment.parse(await response.json()).id}`
}
