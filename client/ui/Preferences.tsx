import { Button } from 'react-aria-components'
import { locales } from '../../shared/locale/locale.ts'
import { catalogues, useWords } from '../locale/words.tsx'
import { IconButton } from './Button.tsx'
import { Menu, MenuChoice } from './Menu.tsx'
import { useSetting } from './setting.ts'
import { themeSetting, themes } from './theme.ts'

/** Language and appearance, on every page, at once and remembered. */
export function Preferences() {
  const words = useWords()
  return (
    <div style={{ display: 'flex', alignItems: 'center' }}>
      <LanguageSwitch />
      <Menu
        label={words.theme.label}
        trigger={<IconButton icon="theme" label={words.theme.label} />}
      >
        <ThemeChoice />
      </Menu>
    </div>
  )
}

/** With two languages one press is enough; the button is named in the other language. */
function LanguageSwitch() {
  const { locale, setLocale } = useWords()
  const other = locales.find((one) => one !== locale) ?? locale
  return (
    <Button className="language-switch" onPress={() => setLocale(other)}>
      <span lang={other}>{catalogues[other].language.name}</span>
    </Button>
  )
}

/** Sections of a menu: the room's own menu shows them too. */
export function ThemeChoice() {
  const words = useWords()
  const [theme, setTheme] = useSetting(themeSetting)
  return (
    <MenuChoice
      label={words.theme.label}
      value={theme}
      onChange={setTheme}
      options={themes.map((value) => ({ value, label: words.theme[value] }))}
    />
  )
}

export function LanguageChoice() {
  const { language, locale, setLocale } = useWords()
  return (
    <MenuChoice
      label={language.label}
      value={locale}
      onChange={setLocale}
      options={locales.map((value) => ({
        value,
        label: catalogues[value].language.name,
        lang: value,
      }))}
    />
  )
}
