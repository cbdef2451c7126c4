import { AppendOnly } from './appendOnly.ts'

/** To whom a clientID belongs. */
export type Binding = {
  readonly person: string
  readonly onBehalfOf: string | null
  readonly mode: 'editing' | 'suggesting'
}

/** A binding with its clientID. */
export type Bound = Binding & { readonly client: number }

/** Which ids are whose, in the order in which that became known. Of several about one the last counts. */
export type Bindings = AppendOnly<Bound, ReadonlyMap<number, Bound>>

export const noBindings: Bindings = AppendOnly.empty(
  (all) => new Map(all.map((each) => [each.client, each])),
)

/** Whose the id is; twins belong to their home. Undefined: nobody's. */
export function bindingOf(bindings: Bindings, client: number): Binding | undefined {
  const { indexes } = bindings
  for (let nth = indexes.length - 1; nth >= 0; nth--) {
    const found = indexes[nth]?.get(client)
    if (found) return found
  }
  return undefined
}

/** By clientID, as a table. */
export function tableOf(bindings: Bindings): Readonly<Record<number, Binding>> {
  return Object.fromEntries(
    Array.from(bindings, ({ client, person, onBehalfOf, mode }) => [
      client,
      { person, onBehalfOf, mode },
    ]),
  )
}

/** What a table says, by clientID. */
export function bindingsIn(table: Readonly<Record<number, Binding>>): Bindings {
  return noBindings.and(
    Object.entries(table).map(([client, binding]) => ({ client: Number(client), ...binding })),
  )
}
