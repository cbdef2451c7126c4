import { z } from 'zod'
import { locales } from '../../shared/locale/locale.ts'
import { may } from '../../shared/roles.ts'
import { isRefused, type Place, type Refused } from '../access/access.ts'
import { jsonSchema } from '../exports/json.ts'
import { copies } from '../exports/model.ts'
import { formats, mediaTypes, planFormats } from '../exports/write.ts'
import { commitmentSource, planSource, recordSource } from '../filing/sources.ts'
import { deliver } from './delivery.ts'
import type { Right } from './right.ts'
import { anyone, inCommitment, inPlan, type Route, refuse } from './route.ts'

/** An IANA time zone that this server knows. */
const timeZone = z.string().max(64).refine(isZone)

const wanted = z.object({
  copy: z.enum(copies).default('clean'),
  locale: z.enum(locales).optional(),
  /** In which dates are written. */
  zone: timeZone.optional(),
  /** `complete` names everybody and is the facilitator's; else people appear as they chose. */
  people: z.enum(['as-chosen', 'complete']).default('as-chosen'),
})

/** Without either, the newest text. */
const moment = z.object({
  at: z.coerce.number().int().min(1).optional(),
  version: z.string().max(200).optional(),
})

export const exportRoutes: readonly Route[] = [
  ...formats.map((format) =>
    inCommitment('read')({
      method: 'get',
      path: `/api/commitments/:commitment/export.${format}`,
      summary: `The commitment as ${format.toUpperCase()}: its newest text, a seq, or a version.`,
      query: wanted.extend(moment.shape),
      answer: mediaTypes[format],
      async handle({ commitment, person, query, header, signal, again }, parts) {
        const complete = query.people === 'complete'
        const still = rightTo(complete, again)
        const refused = await still()
        if (refused) return refused
        const ask = { ...query, timeZone: query.zone, complete }
        const prepare = async () => {
          const model = await commitmentSource(parts, commitment, ask, { ...query, by: person.id })
          if (!model) return refuse('no-such-version')
          if (isRefused(model)) return model
          return { of: 'commitment', model, format } as const
        }
        return deliver(parts, { by: person.id, type: mediaTypes[format] }, prepare, {
          ...{ header, signal, still },
        })
      },
    }),
  ),
  ...planFormats.map((format) =>
    inPlan('read')({
      method: 'get',
      path: `/api/plans/:plan/export.${format}`,
      summary: `The whole plan as ${format.toUpperCase()}: its introduction and all commitments.`,
      query: wanted,
      answer: mediaTypes[format],
      async handle({ plan: id, person, query, header, signal, again }, parts) {
        const complete = query.people === 'complete'
        const still = rightTo(complete, again)
        const refused = await still()
        if (refused) return refused
        const info = (await parts.access.plans.all()).find((each) => each.id === id)
        if (!info) return refuse('no-such-plan')
        const prepare = async () => {
          const plan = await planSource(parts, info, { ...query, timeZone: query.zone, complete })
          if (plan.sources.length === 0) return refuse('nothing-to-export')
          return { of: 'plan', plan, format } as const
        }
        const order = { by: person.id, isLarge: true, type: mediaTypes[format] }
        return deliver(parts, order, prepare, { header, signal, still })
      },
    }),
  ),
  inPlan('read')({
    method: 'get',
    path: '/api/plans/:plan/export.zip',
    summary: 'The public record: all commitments in all formats, their data, and how to check it.',
    query: wanted.pick({ locale: true, zone: true }),
    answer: 'application/zip',
    async handle({ plan: id, person, query: { locale, zone }, header, signal }, parts) {
      const info = (await parts.access.plans.all()).find((each) => each.id === id)
      if (!info) return refuse('no-such-plan')
      const prepare = async () => {
        const record = await recordSource(parts, info, { locale, timeZone: zone })
        if (record.sources.length === 0) return refuse('nothing-to-export')
        return { of: 'record', record } as const
      }
      const order = { by: person.id, isLarge: true, type: 'application/zip' }
      return deliver(parts, order, prepare, { header, signal, still: parts.still })
    },
  }),
  anyone({
    method: 'get',
    path: '/api/export-schema.json',
    heavy: true,
    summary: 'The JSON Schema of an exported commitment.',
    answer: z.looseObject({}),
    async handle() {
      return new Response(publishedSchema(), { headers: { 'content-type': 'application/json' } })
    },
  }),
]

/** Whoever has names that are not public put in must look after them, up to the end. */
function rightTo(complete: boolean, again: () => Promise<Pick<Place, 'role'> | Refused>): Right {
  return async () => {
    const now = await again()
    if (isRefused(now)) return now
    return complete && !may(now.role, 'facilitate') ? refuse('not-allowed') : null
  }
}

let published: string | null = null

/** Made once, when somebody first asks: it is the same for everybody. */
function publishedSchema(): string {
  published ??= JSON.stringify(jsonSchema())
  return published
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
