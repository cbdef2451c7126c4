import { useEffect } from 'react'
import { useWords } from '../locale/words.tsx'

/** The tab's title; changes with the language. */
export function useTitle(title: string | null | undefined): void {
  const { product } = useWords()
  useEffect(() => {
    document.title = title ? `${title} · ${product.name}` : product.name
  }, [title, product.name])
}
