import type { Locale } from '../../shared/locale/locale.ts'
import { authorshipWords } from '../locale/authorship.ts'
import type { Catalogue } from '../locale/en.ts'
import { shortcutWords } from '../locale/shortcuts.ts'
import { useWords } from '../locale/words.tsx'
import { modes } from '../text/useMode.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { type KeyName, keysAsShown } from '../ui/keys.ts'

type Say = (words: Catalogue, locale: Locale) => string
type Line = readonly [key: KeyName, label: Say]
type Sheet = readonly { readonly title: Say; readonly lines: readonly Line[] }[]

/** Only keys that people know from other editors; none of them belongs to an input method. */
const sheet: Sheet = [
  {
    title: ({ shortcuts }) => shortcuts.text,
    lines: [
      ['bold', ({ toolbar }) => toolbar.bold],
      ['italic', ({ toolbar }) => toolbar.italic],
      ['underline', ({ toolbar }) => toolbar.underline],
      ['link', ({ toolbar }) => toolbar.link],
      ['undo', ({ toolbar }) => toolbar.undo],
      ['redo', ({ toolbar }) => toolbar.redo],
    ],
  },
  {
    title: ({ shortcuts }) => shortcuts.structure,
    lines: [
      ['paragraph', ({ toolbar }) => toolbar.kinds.p],
      ['heading', ({ toolbar }) => toolbar.kinds.h1],
      ['subheading', ({ toolbar }) => toolbar.kinds.h2],
      ['bullet', ({ toolbar }) => toolbar.bullet],
      ['ordered', ({ toolbar }) => toolbar.ordered],
      ['quote', ({ toolbar }) => toolbar.kinds.q],
      ['indent', ({ toolbar }) => toolbar.indent],
      ['outdent', ({ toolbar }) => toolbar.outdent],
    ],
  },
  {
    title: (_, locale) => shortcutWords[locale].moving,
    lines: [
      ['find', ({ toolbar }) => toolbar.find],
      ['toRail', ({ shortcuts }) => shortcuts.toRail],
      ['comment', (_, locale) => shortcutWords[locale].comment],
      ['help', (_, locale) => shortcutWords[locale].help],
    ],
  },
  {
    title: (_, locale) => shortcutWords[locale].rail,
    lines: (['next', 'previous', 'adopt', 'decline', 'select', 'takeBack', 'toText'] as const).map(
      (key): Line => [key, (_, locale) => shortcutWords[locale].railActs[key]],
    ),
  },
  {
    title: (_, locale) => authorshipWords[locale].button,
    lines: [
      ['authors', (_, locale) => authorshipWords[locale].view],
      ['authorAtCaret', (_, locale) => authorshipWords[locale].atCaret],
      ['speaker', (_, locale) => authorshipWords[locale].speak.next],
    ],
  },
  {
    title: (_, locale) => shortcutWords[locale].modes,
    lines: modes.map((mode): Line => [mode, (words) => words.mode[mode]]),
  },
]

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { title, typing } = shortcutWords[words.locale]
  return (
    <Dialog title={title} open onClose={onClose} wide>
      <div className="shortcuts">
        {sheet.map(({ title, lines }) => (
          <section key={lines[0]?.[0]}>
            <h3>{title(words, words.locale)}</h3>
            <dl>
              {lines.map(([key, label]) => (
                <div key={key}>
                  <dt>{label(words, words.locale)}</dt>
                  <dd>
                    <kbd>{keysAsShown(key)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet small">{typing}</p>
    </Dialog>
  )
}
