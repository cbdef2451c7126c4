import { sampleLinks } from '../../shared/apiPlan.ts'
import { samplePlan } from '../../shared/commitment/sample/plan.ts'
import { openLinks } from '../links.ts'
import { anyone, type Route } from './route.ts'

/**
 * The sample's ways in, a facilitator's among them, so they are handed out only where nothing is at
 * stake: the server has no address for others, the request names this machine and has come through
 * nobody's hands, and the sample is the only plan there is.
 */
export const sampleRoutes: readonly Route[] = [
  anyone({
    method: 'get',
    path: '/api/sample',
    summary: 'On a fresh server on one’s own machine: the sample plan in each role. Else nothing.',
    answer: sampleLinks,
    async handle({ header }, { access, atHome, clock, publicUrl }) {
      const plans = await access.plans.all()
      const untouched = plans.length === 1 && plans[0]?.title === samplePlan.title
      if (!atHome || !isDirect(header) || !untouched) return { links: [] }
      const links = await openLinks(access, publicUrl(), clock())
      const open = links.filter(({ sector }) => sector === null)
      return { links: open.map(({ role, code }) => ({ role, code })) }
    },
  }),
]

/** What proxies add; some add nothing but what `isDirect` looks at besides. */
const handedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

function isDirect(header: (name: string) => string | undefined): boolean {
  const host = header('host') ?? ''
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
  // A browser keeps its connection, and says from which page it asks; a proxy in between closes its
  // own, or says nothing of it, and the page has the address that others know.
  const isKept = header('connection')?.toLowerCase() === 'keep-alive'
  const page = header('referer')
  const isOurs = page === undefined || (URL.canParse(page) && new URL(page).host === host)
  return isHere && isKept && isOurs && handedOn.every((name) => header(name) === undefined)
}
