import { defineConfig } from 'vitest/config'

const common = { root: `${import.meta.dirname}/..`, restoreMocks: true }

/** Files of a worker share what they import: to load the server takes longer than most of them. */
const shared = { isolate: false }

const integration = {
  ...common,
  testTimeout: 300_000,
  hookTimeout: 120_000,
  // much of it is waiting for a child, a clock or a disk
  maxWorkers: 3,
}

/**
 * One project per kind of test; `npm test` runs all but `engines`, which is for the long run; `npx vitest --config tests/vitest.config.ts --project unit` one.
 * A suffix says what a file costs: `*.fuzz.test.ts` plays at random, `*.office.test.ts` opens LibreOffice,
 * `*.slow.test.ts` takes more than most; `npm run check` leaves those and the browser out. `*.apart.test.ts`
 * needs modules of its own.
 */
export default defineConfig({
  cacheDir: '../node_modules/.cache/accord/vitest',
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          ...shared,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/regressions/**/*.test.ts'],
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/dom/**/*.test.{ts,tsx}'],
          testTimeout: 600_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...integration,
          ...shared,
          name: 'integration',
          // an own `exclude` would stand against the one of the command line
          include: ['tests/integration/**/!(*.apart).test.ts'],
        },
      },
      {
        test: {
          ...integration,
          name: 'apart',
          include: ['tests/integration/**/*.apart.test.ts'],
        },
      },
      {
        test: {
          ...common,
          ...shared,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/pageBuilt.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          // behind the others, so that a page waits for nothing but its own work
          sequence: { groupOrder: 2 },
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
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
