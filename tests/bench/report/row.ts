/** One line of a bench's table: what was measured, and its figures with their units in the name. */
export type Row = { readonly name: string; readonly [figure: string]: string | number }
