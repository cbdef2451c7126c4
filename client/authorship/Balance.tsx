import { useCallback, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { z } from 'zod'
import type { balance } from '../../shared/apiRecord.ts'
import { type Sector, sectors } from '../../shared/roles.ts'
import { api } from '../api.ts'
import { authorshipWords } from '../locale/authorship.ts'
import { type BalanceWords, balanceWords } from '../locale/balance.ts'
import { useWords } from '../locale/words.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Failed } from '../ui/Failed.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import { useLoad } from '../ui/useLoad.ts'
import type { Authorship } from './authorship.ts'
import { nameOf } from './nameOf.ts'
import { percent } from './useShares.ts'
import './balance.css'

type BalanceBody = z.infer<typeof balance>
type Parts = BalanceBody['whole']
type Part = Parts['byPerson'][string]

/** The choice that stands for no section. */
const whole = '*'

type BalanceProps = {
  commitment: string
  authorship: Authorship
  fieldLabel: (field: string) => string
  /** Asks for everything that a person brought in. */
  onPerson: (person: string) => void
  onClose: () => void
}

/** Who took part, and where, with what these figures cannot say. No score, and no order by size. */
export function Balance(props: BalanceProps) {
  const { commitment, onClose } = props
  const words = useWords()
  const texts = balanceWords[words.locale].balance
  const [loaded, reload] = useLoad(useCallback(() => api.balance(commitment), [commitment]))
  return (
    <Dialog title={texts.title} open onClose={onClose} wide>
      <p className="quiet">{texts.lead}</p>
      <Failed loaded={loaded} onAgain={reload} />
      {loaded.state === 'ready' && <Figures balance={loaded.value} {...props} />}
      <section>
        <h3 className="balance-heading">{texts.limitsTitle}</h3>
        <ul className="balance-limits">
          {texts.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </section>
    </Dialog>
  )
}

type FiguresProps = Pick<BalanceProps, 'authorship' | 'fieldLabel' | 'onPerson'> & {
  balance: BalanceBody
}

function Figures({ balance, authorship, fieldLabel, onPerson }: FiguresProps) {
  const words = useWords()
  const all = authorshipWords[words.locale]
  const texts = balanceWords[words.locale].balance
  const [chosen, choose] = useState<string>(whole)
  const parts = balance.sections.find(({ name }) => name === chosen) ?? balance.whole
  const oneSided = balance.sections.filter(({ onlySide }) => onlySide !== null)

  return (
    <>
      <Choice
        label={texts.section}
        value={chosen}
        onChange={choose}
        options={[
          { value: whole, label: texts.whole },
          ...balance.sections.map(({ name }) => ({ value: name, label: fieldLabel(name) })),
        ]}
      />
      <Table
        caption={texts.bySector}
        parts={parts}
        texts={texts}
        rows={[...sectors, null].flatMap((sector): Row[] => {
          const id = sector ?? 'unknown'
          const part = parts.bySector[id]
          const name = sector ? words.sectors[sector] : all.imported
          return part ? [{ id, name, sector, part }] : []
        })}
      />
      <Table
        caption={texts.byPerson}
        parts={parts}
        texts={texts}
        onPerson={onPerson}
        rows={Object.entries(parts.byPerson)
          .map(([id, part]) => ({
            id,
            name: nameOf(id, authorship, all),
            sector: authorship.person(id)?.sector ?? null,
            part,
          }))
          .sort((a, b) => a.name.localeCompare(b.name, words.locale))}
      />
      <section>
        <h3 className="balance-heading">{texts.oneSided}</h3>
        {oneSided.length === 0 && <p className="quiet">{texts.noneOneSided}</p>}
        <ul className="balance-limits">
          {oneSided.map(({ name, onlySide }) => (
            <li key={name}>
              {onlySide && texts.oneSidedBy(fieldLabel(name), words.sectors[onlySide])}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** Characters of agreed text: what waits for an answer does not stand yet. */
function agreed({ characters, waiting }: Pick<Parts, 'characters' | 'waiting'>): number {
  return characters - waiting
}

type Row = {
  readonly id: string
  readonly name: string
  readonly sector: Sector | null
  readonly part: Part
}

type TableProps = {
  caption: string
  parts: Parts
  rows: readonly Row[]
  texts: BalanceWords['balance']
  onPerson?: (person: string) => void
}

function Table({ caption, parts, rows, texts, onPerson }: TableProps) {
  const { locale } = useWords()
  const { share } = authorshipWords[locale]
  const { contributions } = balanceWords[locale]
  const { characters } = contributions
  return (
    <div className="balance-table">
      <table>
        <caption className="balance-heading">{caption}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{texts.text}</th>
            <th scope="col">{texts.waiting}</th>
            <th scope="col">{texts.suggested}</th>
            <th scope="col">{texts.adopted}</th>
            <th scope="col">{texts.commented}</th>
            <th scope="col">{texts.answered}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, sector, part }) => (
            <tr key={id}>
              <th scope="row">
                <span className="with-mark">
                  {sector && <SectorMark sector={sector} />}
                  {sector && onPerson ? (
                    <AriaButton
                      className="balance-person"
                      aria-label={contributions.button(name)}
                      onPress={() => onPerson(id)}
                    >
                      {name}
                    </AriaButton>
                  ) : (
                    name
                  )}
                </span>
              </th>
              <td>{share(percent(agreed(part), agreed(parts)))}</td>
              <td>{characters(part.waiting)}</td>
              <td>{part.suggestions}</td>
              <td>{part.adopted}</td>
              <td>{part.comments}</td>
              <td>{part.answered}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="quiet">{texts.empty}</p>}
    </div>
  )
}
