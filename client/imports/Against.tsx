import type { ImportPreview } from '../../shared/apiImport.ts'
import type { CommitmentRecord } from '../../shared/record/record.ts'
import { importWords } from '../locale/imports.ts'
import { useWords } from '../locale/words.tsx'
import { Choice } from '../ui/Choice.tsx'

/** Moments that are no version; no version has these names, for names are trimmed. */
export const asMade = ' made'
export const newest = ' newest'

/** The entry that a moment stands for; undefined: as the file says, else the newest. */
export function seqOf(
  moment: string | null,
  { seq, versions }: Pick<CommitmentRecord, 'seq' | 'versions'>,
): number | undefined {
  if (moment === null || moment === asMade) return undefined
  return versions.findLast(({ name }) => name === moment)?.seq ?? seq
}

type AgainstProps = {
  source: ImportPreview['source']
  versions: CommitmentRecord['versions']
  value: string | null
  onChange: (moment: string) => void
}

/** With which text a file is compared: what differs from it becomes suggestions. */
export function Against({ source, versions, value, onChange }: AgainstProps) {
  const words = useWords()
  const texts = importWords[words.locale]
  return (
    <Choice
      label={texts.against}
      hint={texts.sources[source]}
      value={value}
      options={[
        ...(source === 'this' ? [{ value: asMade, label: texts.asMade }] : []),
        { value: newest, label: texts.newest },
        ...versions.toReversed().map(({ name, at }) => ({
          value: name,
          label: texts.since(name, words.format.moment(at)),
        })),
      ]}
      onChange={onChange}
    />
  )
}
