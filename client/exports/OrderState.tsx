import { ProgressBar } from 'react-aria-components'
import { repairWords } from '../../shared/locale/repairs.ts'
import { type ExportWords, exportDialogWords } from '../locale/exports.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from '../ui/Button.tsx'
import type { Reached } from './order.ts'
import type { Order } from './useOrder.ts'

/** Where the work is, or how it ended; read out as it changes. */
export function OrderState({ order, onTake }: { order: Order; onTake: () => void }) {
  const { locale, failures } = useWords()
  const texts = exportDialogWords[locale]
  if (order.is === 'idle') return null
  if (order.is === 'running') return <Running reached={order.reached} texts={texts} />
  const { made, offered } = order
  switch (made.is) {
    case 'file':
      return (
        <div role="status" className="export-made">
          <p>{offered ? texts.lacking(made.name) : texts.done(made.name)}</p>
          {made.repairs.length > 0 && (
            <>
              <p className="quiet small">{texts.repaired}</p>
              <ul className="quiet small">
                {made.repairs.map((repair) => (
                  <li key={JSON.stringify(repair)}>{repairWords(repair)[locale]}</li>
                ))}
              </ul>
            </>
          )}
          {offered && (
            <Button look="line" onPress={onTake}>
              {texts.take}
            </Button>
          )}
        </div>
      )
    case 'failed':
      return (
        <p className="problem" role="alert">
          {made.message}
        </p>
      )
    case 'unreachable':
    case 'silent':
      return (
        <p className="problem" role="alert">
          {made.is === 'silent' ? failures.silent : texts.network}
        </p>
      )
    case 'stopped':
      return <p role="status">{texts.stopped}</p>
  }
}

/** Only a zip knows how much there is to do; the others say that they are at work. */
function Running({ reached, texts }: { reached: Reached | null; texts: ExportWords }) {
  const files = reached && 'stage' in reached && reached.of ? reached : null
  const share = files?.of ? (100 * (files.done ?? 0)) / files.of : null
  const said = saidOf(reached, texts)
  return (
    <ProgressBar
      className="export-progress"
      aria-label={texts.progress}
      isIndeterminate={share === null}
      value={share ?? 0}
      valueLabel={said}
    >
      <p role="status">{said}</p>
      <div className="export-bar" data-moving={share === null || undefined}>
        <div style={share === null ? undefined : { inlineSize: `${share}%` }} />
      </div>
    </ProgressBar>
  )
}

function saidOf(reached: Reached | null, texts: ExportWords): string {
  if (!reached) return texts.progress
  if ('waiting' in reached) return texts.waiting(reached.waiting)
  if (reached.of !== undefined) return texts.files(reached.done ?? 0, reached.of)
  return texts[reached.stage]
}
