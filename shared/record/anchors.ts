/** How many stretches of words a thread may hang on; a sentence by a dozen hands has a few dozen. */
export const mostAnchorRanges = 200
