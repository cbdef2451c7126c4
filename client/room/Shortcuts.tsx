import type { Locale } from '../../shared/locale/locale.ts'
import { chords } from '../authorship/useChord.ts'
import { authorshipWords } from '../locale/authorship.ts'
import type { Catalogue } from '../locale/en.ts'
import { useWords } from '../locale/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { keysAsShown } from './keys.ts'

type Say = (words: Catalogue, locale: Locale) => string
type Line = { readonly keys: string; readonly label: Say }
type Sheet = readonly { readonly title: Say; readonly lines: Line[] }[]

/** Only keys that people know from other editors; none of them belongs to an input method. */
const sheet: Sheet = [
  {
    title: ({ shortcuts }) => shortcuts.text,
    lines: [
      { keys: 'Mod-b', label: ({ toolbar }) => toolbar.bold },
      { keys: 'Mod-i', label: ({ toolbar }) => toolbar.italic },
      { keys: 'Mod-u', label: ({ toolbar }) => toolbar.underline },
      { keys: 'Mod-k', label: ({ toolbar }) => toolbar.link },
      { keys: 'Mod-z', label: ({ toolbar }) => toolbar.undo },
      { keys: 'Mod-Shift-z', label: ({ toolbar }) => toolbar.redo },
    ],
  },
  {
    title: ({ shortcuts }) => shortcuts.structure,
    lines: [
      { keys: 'Mod-Alt-0', label: ({ toolbar }) => toolbar.kinds.p },
      { keys: 'Mod-Alt-1', label: ({ toolbar }) => toolbar.kinds.h1 },
      { keys: 'Mod-Alt-2', label: ({ toolbar }) => toolbar.kinds.h2 },
      { keys: 'Mod-Shift-8', label: ({ toolbar }) => toolbar.bullet },
      { keys: 'Mod-Shift-7', label: ({ toolbar }) => toolbar.ordered },
      { keys: 'Tab', label: ({ toolbar }) => toolbar.indent },
      { keys: 'Shift-Tab', label: ({ toolbar }) => toolbar.outdent },
    ],
  },
  {
    title: ({ shortcuts }) => shortcuts.moving,
    lines: [
      { keys: 'Mod-f', label: ({ toolbar }) => toolbar.find },
      { keys: 'Mod-Alt-j', label: ({ shortcuts }) => shortcuts.toRail },
      { keys: 'Mod-Alt-m', label: ({ shortcuts }) => shortcuts.comment },
      { keys: 'Mod-/', label: ({ shortcuts }) => shortcuts.help },
    ],
  },
  {
    title: (_, locale) => authorshipWords[locale].button,
    lines: [
      { keys: chords.view, label: (_, locale) => authorshipWords[locale].view },
      { keys: chords.caret, label: (_, locale) => authorshipWords[locale].atCaret },
      { keys: chords.speaker, label: (_, locale) => authorshipWords[locale].speak.next },
    ],
  },
  {
    title: ({ shortcuts }) => shortcuts.modes,
    lines: [
      { keys: 'Mod-Alt-Shift-z', label: ({ mode }) => mode.edit },
      { keys: 'Mod-Alt-Shift-x', label: ({ mode }) => mode.suggest },
      { keys: 'Mod-Alt-Shift-c', label: ({ mode }) => mode.view },
    ],
  },
]

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const words = useWords()
  return (
    <Dialog title={words.shortcuts.title} open onClose={onClose} wide>
      <div className="shortcuts">
        {sheet.map(({ title, lines }) => (
          <section key={lines[0]?.keys}>
            <h3>{title(words, words.locale)}</h3>
            <dl>
              {lines.map(({ keys, label }) => (
                <div key={keys}>
                  <dt>{label(words, words.locale)}</dt>
                  <dd>
                    <kbd>{keysAsShown(keys)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet small">{words.shortcuts.typing}</p>
    </Dialog>
  )
}
