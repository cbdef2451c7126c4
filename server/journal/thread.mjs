// Node 20 cannot load TypeScript in a worker thread by `--import tsx`; tsx's hook for `require` can be
// set from inside, and needs no thread of its own, as the one for `import` does: a fourth of the start.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { workerData } from 'node:worker_threads'

if (process.features.typescript) await import(workerData.module)
else {
  const require = createRequire(import.meta.url)
  require('tsx/cjs/api').register()
  require(fileURLToPath(workerData.module))
}
