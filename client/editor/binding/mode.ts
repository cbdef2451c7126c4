/** How somebody speaks: what they write counts at once, or is proposed. */
export type Mode = 'edit' | 'suggest'
