import { own } from '../../shared/own.ts'
import { partsOf } from '../../shared/record/mentions.ts'
import type { ModelSource } from './source.ts'

/**
 * The source with people under the ids that its plan publishes, wherever one of theirs stands. What is
 * hashed and counted stays: characters stand under the identities of sessions, which are no person's.
 */
export function underPublishedIds<Source extends ModelSource>(source: Source): Source {
  const { publishedAs, record, people } = source
  if (!publishedAs) return source
  const named = (id: string) => own(publishedAs, id) ?? id
  return {
    ...source,
    record: replaced(record, named),
    people: people.map((one) => ({ ...one, id: named(one.id) })),
  }
}

/** Ids are drawn, so a value that is one is that person's; in words they stand as `@{id}`. */
function replaced<Value>(value: Value, named: (id: string) => string): Value {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return one.includes('@{') ? mentioning(one, named) : named(one)
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, each]) => [named(key), walk(each)]))
  }
  return walk(value) as Value
}

function mentioning(text: string, named: (id: string) => string): string {
  return partsOf(text)
    .map((part) => (part.person === null ? part.text : `@{${named(part.person)}}`))
    .join('')
}
