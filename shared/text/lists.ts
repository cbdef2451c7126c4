/** True if nothing but more at its end tells the list from what it was before. */
export function extendsList<Value>(list: readonly Value[], before: readonly Value[]): boolean {
  const last = before.length - 1
  return last < 0 || (list.length > last && list[0] === before[0] && list[last] === before[last])
}
