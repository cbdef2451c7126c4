import { cellOf, type Template, type TemplateField } from '../../shared/commitment/template.ts'
import type { Locale } from '../../shared/locale/locale.ts'

/** What stands in one editor, or the rows of milestones between two of them. */
export type Stretch =
  | { readonly type: 'text'; readonly fields: readonly TemplateField[] }
  | { readonly type: 'milestones'; readonly field: TemplateField }

/** The form cut where milestones stand, so that all other neighbours share one editor. */
export function stretchesOf(template: Template): Stretch[] {
  const stretches: Stretch[] = []
  for (const field of template.fields) {
    const last = stretches.at(-1)
    if (field.kind === 'milestones') stretches.push({ type: 'milestones', field })
    else if (last?.type === 'text') {
      stretches[stretches.length - 1] = { type: 'text', fields: [...last.fields, field] }
    } else stretches.push({ type: 'text', fields: [field] })
  }
  return stretches
}

export type Section = { readonly heading: string; readonly fields: readonly TemplateField[] }

/** Neighbours with the same heading are one section. */
export function sectionsOf(template: Template, locale: Locale): Section[] {
  const sections: Section[] = []
  for (const field of template.fields) {
    const last = sections.at(-1)
    const heading = field.heading[locale]
    if (last?.heading === heading) {
      sections[sections.length - 1] = { heading, fields: [...last.fields, field] }
    } else sections.push({ heading, fields: [field] })
  }
  return sections
}

/** The field before which its section's heading stands. */
export function opensSection(template: Template, name: string): boolean {
  return sectionsOf(template, 'en').some(({ fields }) => fields[0]?.name === name)
}

/** How a field of the form, or a cell of its milestones, is written. */
export function kindOf(template: Template, name: string): string {
  const column = cellOf(name)?.column
  const found = column
    ? template.milestones?.find((one) => one.name === column)
    : template.fields.find((one) => one.name === name)
  return found?.kind ?? 'text'
}
