import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const cache = 'node_modules/.cache/accord'

export default defineConfig({
  root: 'client',
  cacheDir: `../${cache}/vite`,
  plugins: [react(), compressed()],
  build: {
    outDir: `../${cache}/client`,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // The budget is 350 kB of compressed script at first load, about this much before compression.
    chunkSizeWarningLimit: 1200,
    // Compressing well takes its time; nobody who starts the server needs to read about it.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
})

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
