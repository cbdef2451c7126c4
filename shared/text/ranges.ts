/** A run of identities: `[client, clock, length]`, length ≥ 1, in UTF-16 units as Yjs counts. */
export type IdRange = readonly [client: number, clock: number, length: number]
