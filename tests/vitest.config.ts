import { defineConfig } from 'vitest/config'

const common = { root: `${import.meta.dirname}/..`, restoreMocks: true }

/** One project per kind of test; `npm test` runs all, `npx vitest --config tests/vitest.config.ts --project unit` one. */
export default defineConfig({
  cacheDir: '../node_modules/.cache/accord/vitest',
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/regressions/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          ...common,
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/dom/**/*.test.{ts,tsx}'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          ...common,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
})
