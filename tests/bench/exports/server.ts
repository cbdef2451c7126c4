import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportPlan } from '../../../server/exports/planLayout.ts'
import { Press } from '../../../server/exports/press.ts'
import { type PlanFormat, writePlan } from '../../../server/exports/write.ts'
import { startRooms } from '../../support/room.ts'
import { realCommitments } from '../../unit/exports/commitments.ts'

/** A room with its journal on this disk, and beside it whoever makes documents. */
const folder = mkdtempSync(join(tmpdir(), 'accord-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const server = await startRooms({ path: join(folder, 'accord.db') })
const press = new Press()
const real = realCommitments('tracked')
const commitments = Array.from({ length: 27 }, (_, index) => real[index % real.length] as never)
const plan: ExportPlan = { title: 'Plan 方案', introduction: null, commitments }

export type Ask = { readonly format: PlanFormat; readonly where: 'press' | 'here' }

process.on('message', async ({ format, where }: Ask) => {
  if (where === 'here') await writePlan(plan, format)
  else await press.order({ of: 'plan', plan, format }).done
  process.send?.('made')
})
process.on('disconnect', () => {
  press.close()
  process.exit()
})
process.send?.(Number(new URL(server.url).port))
