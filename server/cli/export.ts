import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { locales } from '../../shared/locale/locale.ts'
import { repairWords } from '../../shared/locale/repairs.ts'
import { isRefused } from '../access/access.ts'
import { copies } from '../exports/model.ts'
import { fileName } from '../exports/name.ts'
import { writeRecord } from '../exports/record/record.ts'
import { modelFrom, planFrom, recordFrom } from '../exports/source.ts'
import { formats, planFormats, type Written, write, writePlan } from '../exports/write.ts'
import { commitmentSource, planSource, recordSource, type Wanted } from '../filing/sources.ts'
import type { Moment } from '../filing/standing.ts'
import { plainly } from '../storage.ts'
import { type Command, type Desk, UsageError } from './command.ts'

type Document = { readonly name: string; readonly written: Written }

export const exporting: Command = {
  name: 'export',
  usage:
    'export ID FORMAT [--copy C] [--at SEQ|--version NAME] [--locale L] [--zone Z] [--complete] [--to FILE]',
  help: `A commitment (${formats.join(', ')}) or a plan (${planFormats.join(', ')}, zip) as a file.`,
  async run(desk, args) {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ copy: text, at: text, version: text, locale: text, zone: text, to: text },
        complete: { type: 'boolean' },
      },
    })
    const [id, format] = positionals
    const wanted = {
      copy: oneOf(copies, values.copy ?? 'clean', 'copy'),
      ...(values.locale && { locale: oneOf(locales, values.locale, 'locale') }),
      ...(values.zone && { timeZone: values.zone }),
      complete: values.complete ?? false,
    }
    const moment = {
      ...(values.at && { at: Number(values.at) }),
      ...(values.version && { version: values.version }),
    }
    if (!id || !format) throw new UsageError(await known(desk))
    const { name, written } = await documentOf(desk, id, format, wanted, moment)
    for (const repair of written.repairs) desk.print(repairWords(repair).en)
    const path = resolve(values.to ?? join(desk.config.data, 'exports', name))
    plainly(path, () => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, written.bytes)
    })
    desk.print(path)
    return 0
  },
}

async function documentOf(
  desk: Desk,
  id: string,
  format: string,
  wanted: Wanted,
  moment: Moment,
): Promise<Document> {
  const info = await desk.access.commitments.find(id)
  if (info) {
    const source = await commitmentSource(desk, info, wanted, moment)
    if (!source || isRefused(source)) throw new UsageError('The commitment never stood so.')
    const model = modelFrom(source)
    const as = oneOf(formats, format, 'format')
    return { name: fileName(model, as), written: await write(model, as) }
  }
  const plan = (await desk.access.plans.all()).find((each) => each.id === id)
  if (!plan) throw new UsageError(await known(desk))
  const source = await planSource(desk, plan, wanted)
  if (source.sources.length === 0) throw new UsageError('The plan has no commitment yet.')
  if (format === 'zip') {
    const record = recordFrom(await recordSource(desk, plan, wanted))
    const written = await writeRecord(record, () => undefined)
    return { name: fileName(record.plan, 'zip'), written }
  }
  const as = oneOf(planFormats, format, 'format')
  const model = planFrom(source)
  return { name: fileName(model, as), written: await writePlan(model, as) }
}

async function known({ access }: Desk): Promise<string> {
  const lines = ['Say what, by id, and a format.']
  for (const plan of await access.plans.all()) {
    lines.push(`${plan.id} ${plan.title}`)
    for (const { id, title } of await access.commitments.of(plan.id)) lines.push(`  ${id} ${title}`)
  }
  return lines.join('\n')
}

function oneOf<Value extends string>(all: readonly Value[], said: string, what: string): Value {
  const found = all.find((each) => each === said)
  if (found === undefined) throw new UsageError(`No such ${what}: ${said}. ${all.join(', ')}`)
  return found
}
