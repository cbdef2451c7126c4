import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { importedPerson } from '../../shared/authorship/attribution.ts'
import { type Sector, sectors } from '../../shared/roles.ts'
import { type AuthorshipWords, authorshipWords } from '../locale/authorship.ts'
import { balanceWords } from '../locale/balance.ts'
import { useWords, type Words } from '../locale/words.tsx'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { initials } from '../ui/initials.ts'
import { SectorMark } from '../ui/SectorMark.tsx'
import { AuthorSign } from './AuthorSign.tsx'
import { type Authorship, useLook, type View } from './authorship.ts'
import { nameOf } from './nameOf.ts'
import { type Stroke, strokeOfSector, strokeOfTone } from './strokes.ts'
import { type PageShares, percent } from './useShares.ts'
import './authorMarks.css'
import './legend.css'

type LegendProps = {
  authorship: Authorship
  shares: PageShares | null
  onBalance: () => void
  /** Asks for everything that a person brought in. */
  onPerson: (person: string) => void
}

/** One speaker or sector of the legend. */
type Entry = {
  readonly id: string
  readonly name: string
  /** Characters of agreed text, and of suggestions that wait. */
  readonly count: number
  readonly waits: number
  readonly stroke: Stroke
  readonly mark: string | null
  readonly sector: Sector | null
}

/** What the tints and lines in the text mean, and how much of it each is. Choosing one isolates it. */
export function Legend({ authorship, shares, onBalance, onPerson }: LegendProps) {
  const words = useWords()
  const texts = authorshipWords[words.locale]
  const { view, isolated } = useLook(authorship)
  if (view === 'off') return null
  const entries = shares ? entriesOf(view, shares, authorship, texts, words) : []
  const total = shares ? shares.total - shares.waiting : 0
  const alone = view === 'person' && isolated !== null ? authorship.person(isolated) : null

  const choose = (entry: Entry, chosen: boolean) => {
    authorship.isolate(chosen ? entry.id : null)
    const share = texts.share(percent(entry.count, total))
    announce(chosen ? texts.onlyShown(entry.name, share) : texts.allShown)
  }

  return (
    <section className="legend" aria-label={texts.legend}>
      <div className="legend-head">
        <ViewSwitch authorship={authorship} view={view} texts={texts} />
        <Button look="plain" icon="balance" onPress={onBalance}>
          {balanceWords[words.locale].balance.button}
        </Button>
        <IconButton icon="close" label={texts.off} onPress={() => authorship.show('off')} />
      </div>
      {!shares && <p className="quiet small">{texts.loading}</p>}
      {shares && entries.length === 0 && <p className="quiet small">{texts.nobody}</p>}
      <ul className="legend-list">
        {entries.map((entry) => (
          <li key={entry.id}>
            <ToggleButton
              className="legend-entry"
              isSelected={isolated === entry.id}
              onChange={(chosen) => choose(entry, chosen)}
            >
              {entry.sector && <SectorMark sector={entry.sector} size={12} />}
              <AuthorSign stroke={entry.stroke} mark={entry.mark} />
              <bdi className="legend-name">{entry.name}</bdi>
              <span className="legend-share">
                {texts.share(percent(entry.count, total))}
                {entry.waits > 0 && ` ${balanceWords[words.locale].legend.waits(entry.waits)}`}
              </span>
            </ToggleButton>
          </li>
        ))}
        {shares !== null && shares.template > 0 && (
          <li className="legend-entry legend-template">
            <span className="legend-name">{texts.template}</span>
            <span className="legend-share">{texts.notCounted}</span>
          </li>
        )}
      </ul>
      {alone && (
        <Button look="plain" icon="person" onPress={() => onPerson(alone.id)}>
          {balanceWords[words.locale].contributions.button(nameOf(alone.id, authorship, texts))}
        </Button>
      )}
      <p className="quiet legend-caveat">{balanceWords[words.locale].legend.caveat}</p>
      <p className="quiet legend-on-paper">{balanceWords[words.locale].legend.onPaper}</p>
    </section>
  )
}

type ViewSwitchProps = { authorship: Authorship; view: View; texts: AuthorshipWords }

function ViewSwitch({ authorship, view, texts }: ViewSwitchProps) {
  return (
    <ToggleButtonGroup
      className="modes"
      aria-label={texts.view}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={(keys) => {
        const chosen = (['person', 'sector'] as const).find((one) => keys.has(one))
        if (!chosen) return
        authorship.show(chosen)
        announce(texts.shown[chosen])
      }}
    >
      {(['person', 'sector'] as const).map((one) => (
        <ToggleButton key={one} id={one} className="mode">
          {texts[one]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

/** In order of names, or of sectors as they stand everywhere: a list by size would be a ranking. */
function entriesOf(
  view: View,
  shares: PageShares,
  authorship: Authorship,
  texts: AuthorshipWords,
  words: Words,
): Entry[] {
  if (view === 'sector') {
    const known = sectors.map((sector): Entry => {
      const stroke = strokeOfSector(sector)
      const waits = shares.waitingBySector[sector] ?? 0
      const count = (shares.bySector[sector] ?? 0) - waits
      return { id: sector, name: words.sectors[sector], count, waits, stroke, mark: null, sector }
    })
    const waits = shares.waitingBySector.unknown ?? 0
    const count = (shares.bySector.unknown ?? 0) - waits
    const stroke = strokeOfSector(null)
    return [
      ...known,
      { id: '', name: texts.imported, count, waits, stroke, mark: null, sector: null },
    ].filter((entry) => entry.count + entry.waits > 0)
  }
  return Object.entries(shares.byPerson)
    .filter(([, { spoken }]) => spoken > 0)
    .map(([id, { spoken, waiting }]): Entry => {
      const person = authorship.person(id)
      return {
        id,
        name: nameOf(id, authorship, texts),
        count: spoken - waiting,
        waits: waiting,
        stroke: strokeOfTone(authorship.tones.of(id)),
        mark: person && initials(person.name),
        sector: null,
      }
    })
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, words.locale))
}

/** Text from elsewhere stands behind the people. */
function rank({ id }: Entry): number {
  return id === importedPerson ? 1 : 0
}
