/** The languages of everything that a person can see. */
export const locales = ['zh-Hant-TW', 'en'] as const
export type Locale = (typeof locales)[number]

/** One message in every language: leaving one out does not compile. */
export type Words = Readonly<Record<Locale, string>>

/**
 * The first of ours that an `Accept-Language` header or a list of browser languages asks for, by
 * order of mention; English when it asks for neither.
 */
export function preferredLocale(languages: string | null | undefined): Locale {
  for (const part of (languages ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? ''
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-Hant-TW'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return 'en'
}

/** Sentences one behind the other; what is not there is left out. Chinese has no blank between them. */
export function sentences(locale: Locale, ...all: (string | false | null | undefined)[]): string {
  return all.filter(Boolean).join(locale === 'en' ? ' ' : '')
}
