import { setting } from '../ui/setting.ts'

/**
 * Whether the tools that shape the text stand open on a small screen, where they take rows of their
 * own; wider ones always have them. Remembered on this device.
 */
export const toolsRow = setting<'folded' | 'open'>(
  'accord.tools',
  ['folded', 'open'],
  () => 'folded',
)
