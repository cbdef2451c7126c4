/** Our own small set, drawn on a 20-unit grid with a 1.5-unit line. */
const paths = {
  letters: 'M2.5 15.5 6.5 5l4 10.5M3.9 12h5.2M17 9.5v6M17 12.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0',
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  italic: 'M9 4h6M5 16h6M12 4 8 16',
  underline: 'M6 3v6a4 4 0 0 0 8 0V3M5 17h10',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.9-2.9a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.9 2.9a3 3 0 0 0 4.3 4.3l1-1',
  bullet: 'M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01',
  ordered: 'M9 5h8M9 10h8M9 15h8M3 4l1.5-1v4M3 12.2c.3-1.5 2.6-1.4 2.4.1C5.2 13.5 3 15 3 16h2.6',
  indent: 'M3 4h14M9 8h8M9 12h8M3 16h14M3 8l3 2-3 2',
  outdent: 'M3 4h14M9 8h8M9 12h8M3 16h14M6 8l-3 2 3 2',
  quote: 'M4 4v12M8 6h9M8 10h9M8 14h5',
  undo: 'M7 4 3 8l4 4M3 8h8.5a4.5 4.5 0 0 1 0 9H8',
  redo: 'M13 4l4 4-4 4M17 8H8.5a4.5 4.5 0 0 0 0 9H12',
  find: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17',
  check: 'M4 10.5 8 14.5 16 6',
  cloud: 'M6 15a3.5 3.5 0 0 1-.3-7 4.5 4.5 0 0 1 8.7 1A3 3 0 0 1 14 15z',
  offline: 'M3 3l14 14M6 15a3.5 3.5 0 0 1-.3-7M9 5.3a4.5 4.5 0 0 1 5.4 3.7 3 3 0 0 1 2 4.7',
  warning: 'M10 3 2.5 16.5h15zM10 8v4M10 14.5h.01',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  close: 'M5 5l10 10M15 5 5 15',
  down: 'M5 8l5 5 5-5',
  arrowUp: 'M10 16V4M5 9l5-5 5 5',
  arrowDown: 'M10 4v12M5 11l5 5 5-5',
  plus: 'M10 4v12M4 10h12',
  trash: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6',
  pencil: 'M4 16l1-4 8.5-8.5 3 3L8 15zM11.5 5.5l3 3',
  suggest: 'M4 16l1-3 5-5 2 2-5 5zM13 4h4M15 2v4M12 16h5',
  eye: 'M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  globe: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c4 4 4 10 0 14M10 3c-4 4-4 10 0 14',
  theme: 'M10 17a7 7 0 1 0 0-14zM10 3v14M10 17a7 7 0 0 1 0-14',
  outline: 'M3 5h14M6 10h11M6 15h8M3 10h.01M3 15h.01',
  keys: 'M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6 11.5h8',
  download: 'M10 3v10M6 9.5l4 4 4-4M4 16.5h12',
  print: 'M6 7V3h8v4M6 14H3V7h14v7h-3M6 12h8v5H6z',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.5-3.5 3-5 6-5s5.5 1.5 6 5',
  follow: 'M3 10h9M9 6l4 4-4 4M16.5 4v12',
  ask: 'M3 4h14v10H9l-4 3v-3H3zM8.2 7.4a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.5-.8 1M10 12h.01',
  comment: 'M3.5 4h13v9.5h-7L5.5 17v-3.5h-2z',
  tray: 'M3 11l2-7h10l2 7v5H3zM3 11h4l1 2h4l1-2h4',
  authors:
    'M6 8.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM2.5 15c.3-2.6 1.7-4 3.5-4s3.2 1.4 3.5 4M12 6h5.5M12 10h5.5M12 14h5.5',
  speak:
    'M10 3a2.2 2.2 0 0 1 2.2 2.2v4.6a2.2 2.2 0 0 1-4.4 0V5.2A2.2 2.2 0 0 1 10 3zM5.5 9.5a4.5 4.5 0 0 0 9 0M10 14v3',
  balance: 'M10 3.5V16M6.5 16h7M4 6h12M4 6l-2 5h4zM16 6l-2 5h4z',
} as const

export type IconName = keyof typeof paths

/** An icon says nothing to a screen reader; what holds it must be named in words. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' || name === 'bold' ? 2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
