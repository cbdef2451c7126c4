/** What is being written on the card of a suggestion is kept under this: one's comment or reason. */
export const draftOf = (number: number) => `suggestion:${number}`
