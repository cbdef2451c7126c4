import type { ReactNode } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { useLocation } from 'wouter'
import { useWords } from '../locale/words.tsx'

/** What is made with React Aria stands inside: it has the reader's language, and its links go our way. */
export function Aria({ children }: { children: ReactNode }) {
  const { locale } = useWords()
  const [, navigate] = useLocation()
  return (
    <I18nProvider locale={locale === 'en' ? 'en-GB' : 'zh-TW'}>
      <RouterProvider navigate={navigate}>{children}</RouterProvider>
    </I18nProvider>
  )
}
