import { setting } from './setting.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeSetting = setting<Theme>('accord.theme', themes, () => 'system')

/** Puts the choice where the style sheet looks for it, now and whenever it changes. */
export function applyTheme(root: HTMLElement): () => void {
  const apply = () => {
    root.dataset.theme = themeSetting.get()
  }
  apply()
  return themeSetting.subscribe(apply)
}
