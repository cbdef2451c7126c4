import { defineConfig } from 'vitest/config'

const common = { root: `${import.meta.dirname}/..`, restoreMocks: true }

/**
 * One project per kind of test; `npm test` runs all but `engines`, which is for the long run; `npx vitest --config tests/vitest.config.ts --project unit` one.
 * A suffix says what a file costs: `*.fuzz.test.ts` plays at random, `*.office.test.ts` opens LibreOffice;
 * `npm run check` leaves those and the browser out.
 */
export default defineConfig({
  cacheDir: '../node_modules/.cache/accord/vitest',
  test: {
    maxWorkers: 2,
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
          globalSetup: ['tests/support/pageBuilt.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          // one Chromium for all files of a worker; contexts keep them apart
          isolate: false,
          // behind the others, so that a page waits for nothing but its own work
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'engines',
          include: ['tests/engines/**/*.engines.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // one screen, on which one window has the keyboard
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
