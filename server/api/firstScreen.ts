import type { Locale } from '../../shared/locale/locale.ts'

/** Which page is coming, and the title that whoever asks may read; null: none, or not known yet. */
export type FirstScreen = {
  readonly page: 'landing' | 'plan' | 'room'
  readonly title: { readonly text: string; readonly locale: Locale } | null
}

/** As the landing says it itself, see `client/locale`. */
export const landingTitle: Readonly<Record<Locale, string>> = {
  'zh-Hant-TW': '一起草擬的房間',
  en: 'A room to draft in, together',
}

/** The product's name beside its sign. */
export const productName: Readonly<Record<Locale, string>> = { 'zh-Hant-TW': '共擬', en: 'Accord' }

/**
 * What stands on the screen until the page’s own files have come: the title, and where the rest will
 * be. Titles are drawn by the style, so that they are no text: nobody hears, finds or copies them
 * twice. It lies below everything, and goes as soon as the page has something to show. Browsers that
 * cannot tell when that is do not show it.
 */
export function firstScreen({ page, title }: FirstScreen): string {
  const titled = title
    ? `<b data-title="${escaped(title.text)}" lang="${escaped(title.locale)}"></b>`
    : `<b${page === 'landing' ? ' data-landing' : ''}></b>`
  return `<div id="first" class="first-${page}" aria-hidden="true">${style}${parts[page](titled)}</div>`
}

const logo =
  '<svg width="26" height="26" viewBox="0 0 26 26" fill="none"><path d="M3 3h13v13H3z" stroke="var(--sector-government,#5b4795)" stroke-width="1.6"/><circle cx="16" cy="16" r="7" stroke="var(--sector-civil-society,#a3472a)" stroke-width="1.6"/><path d="M16 9v7H9a7 7 0 0 1 7-7z" fill="currentColor"/></svg>'
const top = `<div class="first-bar">${logo}<u></u></div>`
const lines = '<i></i>'.repeat(7)

const parts: Readonly<Record<FirstScreen['page'], (title: string) => string>> = {
  landing: (title) => `${top}<div class="first-page">${title}</div>`,
  plan: (title) => `${top}<div class="first-page"><s></s>${title}<p>${lines}</p></div>`,
  room: (title) =>
    `<div class="first-bar"><span>${logo}</span>${title}</div><div class="first-tools"></div><p>${lines}</p>`,
}

// Sizes are those of topbar.css, join.css, plan.css, header.css and room.css: nothing jumps when they take over.
const style = `<style>
#first { display: none; }
@supports selector(:has(*)) {
#first { display: block; position: fixed; inset: 0; z-index: -1; overflow: hidden; visibility: hidden; animation: first-on 0s .2s forwards, first-off 0s 40s forwards; font-size: var(--text, .9375rem); }
body:has(#root main, #root .missing-part, #not-here.now, body > [role=alert]) #first { display: none; }
body:has(#first) #loading { position: fixed; bottom: 0; margin: 0 auto; background: var(--ground, Canvas); }
}
@media print { #first { display: none; } }
@keyframes first-on { to { visibility: visible; } }
@keyframes first-off { to { visibility: hidden; } }
#first b, #first u { font-family: var(--serif, serif); font-weight: 600; text-decoration: none; }
#first b::after { content: attr(data-title); unicode-bidi: plaintext; }
#first u::after { content: "${productName['zh-Hant-TW']}"; }
#first b[data-landing]::after { content: "${landingTitle['zh-Hant-TW']}"; }
html:lang(en) #first u::after { content: "${productName.en}"; }
html:lang(en) #first b[data-landing]::after { content: "${landingTitle.en}"; }
#first i { display: block; height: .8rem; margin: 0 0 1.1rem; border-radius: 4px; background: var(--sunken, rgb(128 128 128 / 15%)); }
#first i:nth-child(3n) { width: 62%; margin-bottom: 2.4rem; }
.first-bar { display: flex; align-items: center; box-sizing: border-box; gap: .6rem; min-height: 3.5rem; padding-inline: max(1.25rem, calc((100vw - 68rem) / 2)); border-bottom: 1px solid var(--line, rgb(128 128 128 / 25%)); }
.first-bar u { font-size: 1.15rem; }
.first-page { width: min(100% - 2.5rem, 68rem); margin-inline: auto; padding-top: clamp(2rem, 5vw, 4.5rem); }
.first-page b { display: block; min-height: 1.3em; line-height: 1.3; text-wrap: balance; }
.first-landing b { font-size: var(--text-display, 3rem); line-height: 1.18; letter-spacing: -.01em; }
.first-plan b { font-size: var(--text-title, 2rem); max-width: 44rem; margin-bottom: 3.5rem; }
.first-plan s { display: block; height: 1lh; }
#first p { margin: 0; padding: clamp(1.5rem, 5vw, 3.5rem); border: 1px solid var(--line, rgb(128 128 128 / 25%)); border-radius: 3px; background: var(--paper, Canvas); height: 100vh; }
.first-room .first-bar { padding: .35rem 1rem; }
.first-room span { display: grid; place-items: center; flex: none; width: 2.25rem; height: 2.25rem; }
.first-room b { overflow: hidden; font-size: 1.1rem; line-height: 1.3; white-space: nowrap; text-overflow: ellipsis; }
.first-tools { height: 2.8rem; border-bottom: 1px solid var(--line, rgb(128 128 128 / 25%)); }
.first-room p { box-sizing: border-box; width: min(100%, 49.5rem); margin: 1.75rem auto 0 !important; }
@media (min-width: 56rem) { .first-landing .first-page { display: grid; grid-template-columns: 1.25fr 1fr; gap: 5rem; } .first-landing b { margin-top: 1.5rem; } }
@media (min-width: 60rem) { .first-room p { position: relative; left: -1.75rem; } }
@media (pointer: coarse) { .first-room span { width: 2.75rem; height: 2.75rem; } }
@media (max-width: 40rem) { .first-room .first-bar { align-items: start; min-height: 7rem; padding-inline: .6rem; } .first-room p { margin-top: 0 !important; border-color: transparent; } }
</style>`

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
