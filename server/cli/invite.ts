import { parseArgs } from 'node:util'
import { newInvitation, newPlan } from '../../shared/api.ts'
import { errorWords } from '../../shared/locale/errors.ts'
import { roles, sectors } from '../../shared/roles.ts'
import { joinUrl } from '../access/link.ts'
import { wallClock } from '../clock.ts'
import { notedUrl } from '../config.ts'
import { openLinks } from '../links.ts'
import { type Command, type Desk, UsageError } from './command.ts'

export const links: Command = {
  name: 'links',
  usage: 'links [--json]',
  help: 'The oldest plan’s open invitations, the facilitator’s own link included.',
  async run({ access, config, print }, args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } })
    const found = await openLinks(access, notedUrl(config), wallClock())
    if (values.json) print(JSON.stringify(found))
    else for (const { role, sector, url } of found) print(line(role, sector, url))
    return 0
  },
}

export const invite: Command = {
  name: 'invite',
  usage: 'invite ROLE [--plan ID] [--sector S] [--label TEXT] [--uses N] [--until 2027-03-31]',
  help: `A new link. Roles: ${roles.join(', ')}.`,
  async run(desk, args) {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { plan: text, sector: text, label: text, uses: text, until: text },
    })
    const asked = newInvitation.safeParse({
      role: positionals[0],
      sector: values.sector,
      label: values.label,
      uses: values.uses && wholeOf(values.uses),
      expiresAt: values.until && futureOf(values.until),
    })
    if (!asked.success) {
      const wrong = asked.error.issues.map(
        ({ path, code, message }) =>
          `${path.join('.')}: ${code === 'custom' ? errorWords['shows-nothing'].en : message}`,
      )
      throw new UsageError([...wrong, `Sectors: ${sectors.join(', ')}`].join('\n'))
    }
    const { role, sector, code } = await desk.access.invitations.create(
      await planOf(desk, values.plan),
      asked.data,
      null,
    )
    desk.print(line(role, sector, urlOf(desk, code)))
    return 0
  },
}

export const plan: Command = {
  name: 'plan',
  begins: true,
  usage: 'plan TITLE [--locale zh-Hant-TW|en]',
  help: 'Opens a plan and prints its first facilitator’s link.',
  async run(desk, args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { locale: { type: 'string', default: 'zh-Hant-TW' } },
    })
    const asked = newPlan.safeParse({ title: positionals.join(' '), locale: values.locale })
    if (!asked.success) throw new UsageError('A plan needs a title and one of the two languages.')
    const { id } = await desk.access.plans.create(asked.data, null)
    const { code } = await desk.access.invitations.create(id, { role: 'facilitator' }, null)
    desk.print(line('facilitator', null, urlOf(desk, code)))
    return 0
  },
}

function wholeOf(uses: string): number {
  if (!/^[1-9]\d{0,5}$/.test(uses))
    throw new UsageError('--uses takes a number from 1 on, like 30.')
  return Number(uses)
}

/** In milliseconds; a day alone counts to its end in this machine's time zone. */
function futureOf(date: string): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date)
  const at = Date.parse(isDay ? `${date}T23:59:59.999` : date)
  if (Number.isNaN(at))
    throw new UsageError(
      '--until takes a day or a moment, like 2027-03-31 or 2027-03-31T18:00+08:00.',
    )
  if (at <= wallClock()) throw new UsageError('--until: that is over already.')
  return at
}

/** By its id; without one, the oldest. Throws `UsageError` with the plans that there are. */
export async function planOf({ access }: Desk, id: string | undefined): Promise<string> {
  const plans = await access.plans.all()
  const found = id === undefined ? plans[0] : plans.find((each) => each.id === id)
  if (found) return found.id
  const known = plans.map((each) => `${each.id} ${each.title}`)
  throw new UsageError(['There is no such plan. Plans:', ...known].join('\n'))
}

function urlOf({ config }: Desk, code: string): string {
  return joinUrl(notedUrl(config), code)
}

function line(role: string, sector: string | null, url: string): string {
  return `${role.padEnd(12)} ${(sector ?? '').padEnd(15)} ${url}`
}
