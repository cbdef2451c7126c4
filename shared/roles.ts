/** Sectors that a person speaks for. Asked, never guessed: a ministry's contractor counts as government. */
export const sectors = [
  'government',
  'civil-society',
  'parliament',
  'academia',
  'private-sector',
  'public',
] as const
export type Sector = (typeof sectors)[number]

export const roles = ['facilitator', 'co-author', 'suggester', 'observer'] as const
export type Role = (typeof roles)[number]

/**
 * What a role can be asked for. `facilitate` covers inviting, roles, section states, versions,
 * restoring, publishing and erasing.
 */
export const actions = ['read', 'suggest', 'comment', 'edit', 'decide', 'facilitate'] as const
export type Action = (typeof actions)[number]

const table: Readonly<Record<Role, ReadonlySet<Action>>> = {
  facilitator: new Set(actions),
  'co-author': new Set(['read', 'suggest', 'comment', 'edit', 'decide'] as const),
  suggester: new Set(['read', 'suggest', 'comment'] as const),
  observer: new Set(['read'] as const),
}

/** The one table of rights: the server enforces it, the client shows it. */
export function may(role: Role, action: Action): boolean {
  return table[role].has(action)
}
