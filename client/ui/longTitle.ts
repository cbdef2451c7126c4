/**
 * Longer than any title, in characters. Titles are set in the serif, whose kerned pairs make a browser
 * shape a word without a blank anew from each line's end: one of 24,500 letters took a second at every
 * key. So what is as long as this is set without kerning (`data-long`).
 */
const longest = 500

/** Whether a title of so many characters is none, and is drawn plainly. */
export function isLongTitle(length: number): boolean {
  return length > longest
}
