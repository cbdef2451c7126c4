import {
  copyWords,
  methodWords,
  recordWords,
  versionWords,
  exportWords as words,
} from '../../../shared/locale/exports.ts'
import type { Locale } from '../../../shared/locale/locale.ts'
import { repairWords } from '../../../shared/locale/repairs.ts'
import { clockOf } from '../clock.ts'
import { pagelessStyle } from '../htmlStyle.ts'
import { escapeXml } from '../xml.ts'
import type { PublicRecord, RecordFile } from './record.ts'

/** What the record opens with: every file of every commitment, and what the files are. */
export function indexPage(
  record: PublicRecord,
  folders: readonly string[],
  files: readonly RecordFile[],
  missing: readonly string[],
): string {
  const locale = localeOf(record)
  const links = (paths: readonly string[]) =>
    paths.map((path) => `<a href="${address(path)}">${escapeXml(nameOf(path))}</a>`).join(' · ')
  const under = (name: string) =>
    files.map(({ path }) => path).filter((path) => path.startsWith(`${name}.`))
  const lacks =
    missing.length > 0 ? repairWords({ what: 'no-file', files: [...missing] })[locale] : ''
  const commitments = record.commitments.map(({ copies }, index) => {
    const { title, version, seq, date, timeZone } = copies.clean
    const folder = folders[index] ?? ''
    const rows = (['clean', 'tracked', 'record'] as const).map(
      (copy) =>
        `<div><dt>${copyWords[copy][locale]}</dt><dd>${links(under(`${folder}/${copy}`))}</dd></div>`,
    )
    const data = [`${folder}/journal.json`, `${folder}/contributions.json`]
    return `<section><h2>${escapeXml(title)}</h2><p>${escapeXml(versionWords(version, seq)[locale])} · ${clockOf(timeZone).day(date)}</p><dl>${rows.join('')}<div><dt>${recordWords.data[locale]}</dt><dd>${links(data)}</dd></div></dl></section>`
  })
  return page(
    locale,
    record.plan.title,
    `<p>${recordWords.lead[locale]}</p>${
      lacks &&
      `
<p><strong>${escapeXml(lacks)}</strong></p>`
    }
<dl><div><dt>${recordWords.whole[locale]}</dt><dd>${links(under('plan'))}</dd></div>
<div><dt>${recordWords.check[locale]}</dt><dd><a href="recompute.html">${recordWords.how[locale]}</a> · <a href="SHA256SUMS">SHA256SUMS</a> · <a href="heads.json">heads.json</a></dd></div></dl>
${commitments.join('\n')}`,
  )
}

/** How anybody counts again what the record says. */
export function methodPage(record: PublicRecord): string {
  const locale = localeOf(record)
  const steps = recordWords.steps.map((step) => `<li>${step[locale]}</li>`).join('')
  const method = methodWords.map((said) => `<p>${said[locale]}</p>`).join('')
  return page(
    locale,
    recordWords.how[locale],
    `<ol>${steps}</ol>
<pre><code>sha256sum -c SHA256SUMS
node recompute.mjs
node recompute.mjs OTHER/heads.json</code></pre>
<h2>${words.method[locale]}</h2>${method}
<p><a href="index.html">${escapeXml(record.plan.title)}</a></p>`,
  )
}

function page(locale: Locale, title: string, body: string): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${pagelessStyle({ typography: null })}</style>
</head>
<body>
<main>
<h1>${escapeXml(title)}</h1>
${body}
</main>
</body>
</html>
`
}

function localeOf({ commitments, plan }: PublicRecord): Locale {
  return commitments[0]?.copies.clean.locale ?? plan.introduction?.locale ?? 'zh-Hant-TW'
}

function address(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** `journal.json` by its name, `clean.docx` by its format. */
function nameOf(path: string): string {
  const [name = '', format = ''] = path.split('/').at(-1)?.split('.') ?? []
  return format === 'json' && name !== 'clean' && name !== 'tracked'
    ? `${name}.json`
    : format.toUpperCase()
}
