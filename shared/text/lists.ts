/** True if nothing but more at its end tells the list from what it was before. */
export function extendsList<Value>(list: Listed<Value>, before: Listed<Value>): boolean {
  const last = before.length - 1
  if (last < 0) return true
  return list.length > last && list.at(0) === before.at(0) && list.at(last) === before.at(last)
}

type Listed<Value> = { readonly length: number; at(nth: number): Value | undefined }
