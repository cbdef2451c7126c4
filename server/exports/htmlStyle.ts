import type { Layout } from './layout.ts'

/** Rules of the one-file page, on screen and on paper. */
export function pagelessStyle({ typography }: Pick<Layout, 'typography'>): string {
  const face = typography
    ? `'${typography.font}', 'DFKai-SB', 'BiauKai', 'TW-Kai', 'AR PL UKai TW', serif`
    : "system-ui, 'Noto Sans TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif"
  const text = typography
    ? `font-size: ${typography.size}pt; line-height: ${typography.lineHeight}pt`
    : 'font-size: 1rem; line-height: 1.7'
  return `
:root { color-scheme: light; }
body { font-family: ${face}; ${text}; color: #1a1a1a; background: #fff; margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; }
.title, h1 { font-size: 1.9em; font-weight: 700; line-height: 1.3; margin: 0 0 1rem; }
h2, h3, h4, h5, h6 { line-height: 1.35; margin: 1.6em 0 .4em; }
p { margin: .4em 0; }
dl { margin: 0 0 1.5rem; } dl div { display: flex; gap: 1em; } dt { font-weight: 700; min-width: 7em; } dd { margin: 0; }
.wide { --width: min(76rem, 100vw - 4rem); width: var(--width); margin-inline-start: calc((100% - var(--width)) / 2); page: wide; } .wide > p, .wide > dl { max-width: 46rem; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; } .wide table { font-size: .9em; }
caption { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid #8c8c8c; padding: .3em .5em; text-align: start; vertical-align: top; } th { background: #ededed; } td p { margin: 0; }
blockquote { margin: .6em 1.5em; color: #404040; }
ins { color: #0b5d1e; text-decoration: underline; } del { color: #8f1414; text-decoration: line-through; }
a { color: #0a4b8c; } pre { background: #f2f2f2; padding: .8em 1em; overflow-x: auto; } aside { border-top: 1px solid #8c8c8c; margin-top: 2em; } .resolved { color: #555; }
footer { border-top: 1px solid #8c8c8c; margin-top: 2rem; padding-top: .5rem; font-size: .85em; }
@page { size: A4; margin: 2cm; } @page wide { size: A4 landscape; }
@media (max-width: 50rem) { .wide { width: auto; margin: 0; } td, th { overflow-wrap: anywhere; } }
@media print { table { width: calc(100% - 2px); margin-inline: 1px; } .wide { width: auto; margin: 0; } body { max-width: none; padding: 0; } thead { display: table-header-group; } tr, blockquote { break-inside: avoid; } h2, h3, h4, h5 { break-after: avoid; } a { color: inherit; } }
`
}
