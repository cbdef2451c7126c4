import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const cache = 'node_modules/.cache/accord'

/** Each file that a page asks for costs it time beyond its bytes: few, each with one reason to change. */
const chunks = [
  // what the page's first file needs before anything else is read
  {
    name: 'start',
    test: /client\/(api|room\/entrance|ui\/(setting|theme))\.ts$|preload-helper|runtime/,
    priority: 4,
  },
  {
    name: 'react',
    test: /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|mitt)\//,
    priority: 3,
  },
  {
    name: 'aria',
    test: /node_modules\/(react-aria|react-stately|@internationalized|@react-)/,
    priority: 2,
    minShareCount: 2,
  },
  { name: 'text', test: /node_modules\/(prosemirror-|@tiptap|yjs|lib0|y-)/, priority: 2 },
  {
    name: 'common',
    test: /client\/(ui|locale|[^/]+\.ts)|shared\/(locale|roles|commitment)/,
    priority: 1,
    minShareCount: 2,
  },
  { name: 'shared', test: /(client|shared)\//, priority: 0, minShareCount: 2 },
]

/**
 * Chromium compiles such a file whole while it is being fetched, beside the page's own work, and not
 * one function after the other when it is called. For files of which a page that opens a room needs
 * most; elsewhere it is a comment.
 */
function compileHint({ name }: { name: string }): string {
  const opens = ['start', 'react', 'text', 'common', 'shared', 'RoomPage', 'App', 'index']
  return opens.includes(name) ? '//# allFunctionsCalledOnLoad' : ''
}

export default defineConfig({
  root: 'client',
  cacheDir: `../${cache}/vite`,
  plugins: [react(), lightLocale(), roomPage(), compressed()],
  build: {
    outDir: `../${cache}/client`,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // The budget is 350 kB of compressed script at first load, about this much before compression.
    chunkSizeWarningLimit: 1200,
    // Compressing well takes its time; nobody who starts the server needs to read about it.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: { codeSplitting: { groups: chunks }, postBanner: compileHint },
    },
  },
})

/**
 * When it is read, react-aria asks `supportedLocalesOf`, only to hear whether the browser's language
 * is a well-formed tag. For that a browser looks through all the calendars of all its languages, which
 * takes a slow machine a tenth of a second; `getCanonicalLocales` throws for the same tags at once.
 */
function lightLocale(): Plugin {
  const asked = 'Intl.DateTimeFormat.supportedLocalesOf('
  return {
    name: 'accord:light-locale',
    apply: 'build',
    transform: {
      filter: { id: /react-aria.+useDefaultLocale/ },
      handler(code) {
        if (!code.includes(asked)) throw new Error('react-aria asks otherwise for the language now')
        return { code: code.replace(asked, 'Intl.getCanonicalLocales('), map: null }
      },
    },
  }
}

/**
 * `room.html`: the same page for the address of a room, with everything that a room is made of named
 * in it, so that nothing is asked for only when something else has been read.
 */
function roomPage(): Plugin {
  return {
    name: 'accord:room',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle)
      const made = files.flatMap((file) => (file.type === 'chunk' ? [file] : []))
      const wanted = new Set<string>()
      const styles = new Set<string>()
      const want = (name: string) => {
        const chunk = made.find(({ fileName }) => fileName === name)
        if (!chunk || wanted.has(name)) return
        wanted.add(name)
        for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style)
        for (const each of chunk.imports) want(each)
      }
      for (const { facadeModuleId, fileName } of made) {
        if (/client.(App|room.RoomPage)\.tsx$/.test(facadeModuleId ?? '')) want(fileName)
      }
      const index = bundle['index.html']
      if (index?.type !== 'asset') throw new Error('no index.html to make room.html from')
      const page = String(index.source)
      const links = [
        ...[...wanted].map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`),
        ...[...styles].map((name) => `<link rel="stylesheet" crossorigin href="/${name}">`),
      ].filter((link) => !page.includes(link))
      const source = page.replace('</head>', `${links.join('')}</head>`)
      this.emitFile({ type: 'asset', fileName: 'room.html', source })
    },
  }
}

/** Puts `.br` and `.gz` beside what compresses, once, so that the server only has to send it. */
function compressed(): Plugin {
  return {
    name: 'accord:compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const names = await readdir(dir, { recursive: true })
      const files = names.filter((name) => /\.(js|css|html|svg|json)$/.test(name))
      await Promise.all(files.map((name) => compress(join(dir, name))))
    },
  }
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content))
  await writeFile(`${file}.gz`, await promisify(gzip)(content))
}
