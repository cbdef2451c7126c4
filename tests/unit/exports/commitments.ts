import { readdirSync, readFileSync } from 'node:fs'
import * as Y from 'yjs'
import { type Copy, type ExportCommitment, modelOf } from '../../../server/exports/model.ts'
import { fromData } from '../../../shared/commitment/import.ts'
import { templateOf } from '../../../shared/commitment/template.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import { emptyRecord } from '../../../shared/record/record.ts'
import { bodyRoots, cellField } from '../../../shared/text/body.ts'
import { seedField } from '../../../shared/text/seed.ts'

const folder = new URL('../../fixtures/commitments/', import.meta.url)

/** All real commitments of the fixtures, as models of one copy in one language. */
export function realCommitments(view: Copy, locale?: Locale): ExportCommitment[] {
  return readdirSync(folder)
    .filter((name) => /^(en|zh)_.*\.json$/.test(name))
    .sort()
    .flatMap((name) => fromData(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
    .map((imported) => {
      const template = templateOf(imported.template, imported.version)
      if (!template) throw new Error(`no form ${imported.template}`)
      const doc = new Y.Doc()
      for (const [field, blocks] of Object.entries(imported.fields))
        seedField(doc, field, blocks, 1)
      const rows = doc.getMap(bodyRoots.rows)
      doc.clientID = 2
      imported.rows.forEach(({ cells, start, end }, index) => {
        rows.set(`r${index}/order`, `a${String(index).padStart(3, '0')}`)
        if (start !== undefined) rows.set(`r${index}/start`, start)
        if (end !== undefined) rows.set(`r${index}/end`, end)
        for (const [column, blocks] of Object.entries(cells)) {
          seedField(doc, cellField(`r${index}`, column), blocks, 1)
        }
      })
      const model = modelOf({
        doc,
        record: { ...emptyRecord, seq: 7, locale: imported.locale },
        people: [],
        template,
        view,
        plan: 'Open Government Action Plan 開放政府行動方案',
        title: imported.title,
        date: Date.UTC(2026, 10, 24),
        ...(locale && { locale }),
      })
      doc.destroy()
      return model
    })
}
