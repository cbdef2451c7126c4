import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const cache = 'node_modules/.cache/accord'

export default defineConfig({
  root: 'client',
  cacheDir: `../${cache}/vite`,
  plugins: [react()],
  build: { outDir: `../${cache}/client`, emptyOutDir: true, target: 'es2022', sourcemap: true },
})
