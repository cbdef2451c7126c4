/** A section's name as word processors allow it: letters, digits and underscores, forty in all. */
export function bookmarkName(section: string): string {
  return `field_${section.replace(/[^A-Za-z0-9_]/g, '_')}`.slice(0, 40)
}
