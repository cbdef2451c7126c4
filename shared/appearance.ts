/** How somebody is named in what is published: by name, by organisation only, by sector only. */
export const appearances = ['name', 'organisation', 'sector'] as const
