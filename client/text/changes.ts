import { setting } from '../ui/setting.ts'

/**
 * How what is only suggested is shown: all of it; the text as it would be, with bars; and for
 * reading only, as if all were adopted or as if nothing had been suggested.
 */
export const changeViews = ['all', 'simple', 'final', 'original'] as const
export type ChangeView = (typeof changeViews)[number]

/** Remembered on this device. */
export const changeViewSetting = setting<ChangeView>('accord.changes', changeViews, () => 'all')
