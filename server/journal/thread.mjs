// Node 20 cannot load TypeScript in a worker thread by `--import tsx`; tsx's own hook can be set from inside.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

if (!process.features.typescript) register()
await import(workerData.module)
