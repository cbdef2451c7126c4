/**
 * What a table holds under a key of its own. Keys come from outside: `constructor`, `__proto__` and
 * their kin are in every object, and nobody's.
 */
export function own<Value>(
  table: Readonly<Record<string | number, Value>>,
  key: string | number,
): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
