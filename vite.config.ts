import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const cache = 'node_modules/.cache/accord'

/** What forms and dialogs are made of: nothing that stands in a room from the start needs it. */
const ofForms =
  /react-(aria|stately).+\/((ListBox|Select|RadioGroup|Checkbox|FileTrigger|DragAndDrop|useToggle|useListState|ListCollection|useSlot|useListFormatter)\.mjs|(select|listbox|radio|checkbox)\/)|react-aria-components.dist.private.intl|client\/ui\/(Check|Choice|CodeForm|LeaveDevice|NotOpen|Page|TopBar)\.tsx|shared\/locale\/(repairs|scripts)|client\/(exports\/|ui\/pointing|locale\/(answers|balance|exports|facilitator|imports|names|outside|people|planHome|roleMeaning|suggestionLists|waiting))/
/** What cards and lists say of suggestions, and the signs of answers: fetched with the first of them. */
const ofCards =
  /client\/(suggestions\/((described|title|passages|told|signing)\.ts|Particulars\.tsx)|locale\/particulars\.ts)$|shared\/text\/(passage|sign)\.ts$/
const butForms = (taken: RegExp) => (id: string) =>
  taken.test(id) && !ofForms.test(id) && !ofCards.test(id)

/** Each file that a page asks for costs it time beyond its bytes: few, each with one reason to change. */
const chunks = [
  // what the page's first file needs before anything else is read
  {
    name: 'start',
    test: /client\/(api|clock|room\/entrance|ui\/(setting|theme))\.ts$|shared\/entrance|preload-helper|runtime/,
    priority: 5,
  },
  {
    name: 'react',
    test: /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|mitt)\//,
    priority: 4,
  },
  { name: 'text', test: /node_modules\/(prosemirror-|@tiptap|yjs|lib0|y-)/, priority: 4 },
  {
    name: 'common',
    test: butForms(
      /client\/(locale\/(?!mentions|drafts)\w+|ui\/[a-z]\w+|ui\/(Avatar|Icon|Later|Part|StateBadge|Toast)|\w+)\.tsx?$|shared\/(locale|roles|commitment|record\/states|appearance|exportType)/,
    ),
    priority: 3,
    minShareCount: 2,
  },
  // opens a room, before there is a page
  { name: 'early', test: /client\/room\/early\.ts$/, priority: 2 },
  // what a page is pressed and asked with; a room has its text before it
  {
    name: 'controls',
    test: butForms(
      /node_modules\/(react-aria|react-stately|@internationalized|@react-)|client\/ui\/(?!Unkept)[A-Z]/,
    ),
    priority: 1,
    minShareCount: 2,
  },
  // what stands in a room with its text, and is asked for by what comes later, too
  {
    name: 'room',
    test: butForms(
      /(client|shared)\/.+\.ts$|client\/(text\/(FieldHeads|TextEditor)|room\/WrittenHere)\.tsx$/,
    ),
    priority: 0,
    minShareCount: 2,
  },
  { name: 'forms', test: ofForms, priority: 0, minShareCount: 2 },
  { name: 'plan', test: /client\/(answers|exports|plan)\/.+\.tsx$/, priority: 0, minShareCount: 2 },
  // what is said in threads: fetched when the rail shows one
  {
    name: 'talk',
    test: /client\/(comments\/.+\.tsx|ui\/Unkept\.tsx|locale\/(mentions|drafts)\.ts|comments\/(mentions|useNameable)\.ts)$/,
    priority: 0,
  },
  {
    name: 'sheets',
    test: butForms(/client\/.+\.tsx$/),
    priority: 0,
    minShareCount: 2,
  },
  { name: 'cards', test: ofCards, priority: 0 },
]

/**
 * Chromium compiles such a file whole while it is being fetched, beside the page's own work, and not
 * one function after the other when it is called. For files of which a page that opens a room needs
 * most; elsewhere it is a comment.
 */
function compileHint({ name }: { name: string }): string {
  const opens = ['start', 'react', 'text', 'common', 'early', 'room', 'RoomPage', 'App', 'index']
  return opens.includes(name) ? '//# allFunctionsCalledOnLoad' : ''
}

export default defineConfig({
  root: 'client',
  cacheDir: `../${cache}/vite`,
  plugins: [react(), locales(), roomPage(), compressed()],
  build: {
    outDir: `../${cache}/client`,
    emptyOutDir: true,
    target: 'es2022',
    // One, and small: a page waits for each before it draws anything.
    cssCodeSplit: false,
    // The budget is 350 kB of compressed script at first load, about this much before compression.
    chunkSizeWarningLimit: 1200,
    // Compressing well takes its time; nobody who starts the server needs to read about it.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: { codeSplitting: { groups: chunks }, postBanner: compileHint },
    },
  },
})

/** React Aria brings its few sentences in thirty languages: ours are enough. */
function locales(): Plugin {
  return { ...optimizeLocales.vite({ locales: ['en-US', 'zh-TW'] }), enforce: 'pre' }
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
      const want = (name: string) => {
        const chunk = made.find(({ fileName }) => fileName === name)
        if (!chunk || wanted.has(name)) return
        wanted.add(name)
        for (const each of chunk.imports) want(each)
      }
      for (const { facadeModuleId, fileName } of made) {
        if (/client.(App\.tsx|room.(early\.ts|RoomPage\.tsx))$/.test(facadeModuleId ?? ''))
          want(fileName)
      }
      if (made.some(({ name, fileName }) => name === 'controls' && wanted.has(fileName))) {
        throw new Error("What stands with a room's text imports, by way of some file, React Aria")
      }
      const around = made.find(({ facadeModuleId }) =>
        /RoomAround\.tsx$/.test(facadeModuleId ?? ''),
      )
      if (
        made.some(({ name, fileName }) => name === 'forms' && around?.imports.includes(fileName))
      ) {
        throw new Error('What stands around a text imports, by way of some file, what forms need')
      }
      const index = bundle['index.html']
      if (index?.type !== 'asset') throw new Error('no index.html to make room.html from')
      const page = String(index.source)
      const size = (name: string) =>
        made.find(({ fileName }) => fileName === name)?.code.length ?? 0
      // What the first script needs, then what takes longest to compile. Nothing is drawn before that
      // script has run: an empty page costs time, and is in the wrong theme.
      const links = [...wanted]
        .toSorted((a, b) => size(b) - size(a))
        .map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`)
        .filter((link) => !page.includes(link))
      const style = /<link rel="stylesheet".*?>/.exec(page)?.[0] ?? ''
      const source = page
        .replace(style, links.join(''))
        .replace('<script type', `${style}<script blocking="render" type`)
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
