type Answering = { readonly outcome?: string; readonly suggestions?: readonly number[] }

/**
 * As a page does: who adopts says what is shown of the suggestion, here what the room says of it in this
 * moment; a body that says it itself is sent as it is.
 */
export async function signed(
  path: string,
  body: unknown,
  ask: (path: string) => Promise<Response>,
): Promise<unknown> {
  const [, of, number] = /^(.*\/suggestions)\/(?:(\d+)\/decision|decisions)$/.exec(path) ?? []
  if (of === undefined || typeof body !== 'object' || body === null) return body
  const given = body as Answering
  if ('sign' in given || 'signs' in given) return body
  if (given.outcome !== 'adopted' && given.outcome !== 'adopted-in-part') return body
  const response = await ask(of)
  const all: { number: number; sign: string }[] = response.ok
    ? (await response.json()).suggestions
    : []
  const signOf = (asked: number) => all.find((each) => each.number === asked)?.sign ?? ''
  return number === undefined
    ? { ...given, signs: given.suggestions?.map(signOf) }
    : { ...given, sign: signOf(Number(number)) }
}
