import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const common = { root: `${import.meta.dirname}/..`, restoreMocks: true }

/** Files of a worker share what they import: to load the server takes longer than most of them. */
const shared = { isolate: false }

const integration = {
  ...common,
  testTimeout: 300_000,
  hookTimeout: 120_000,
}

/** Pages come last, and behind the others wait for nothing but their own work. */
const order = ['apart', 'integration', 'dom', 'unit', 'e2e']

/**
 * One kind after the other, and the next begins when the last files of the one before leave a worker free.
 * Of each kind what takes longest begins first: at the end nobody waits for one file.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification) =>
      2 * order.indexOf(project.name) + (/\.(slow|office|fuzz)\.test/.test(moduleId) ? 0 : 1)
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
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
    // for two cores: much of it is waiting for a child, a page, a clock or a disk
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          ...shared,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/regressions/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          ...common,
          ...shared,
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/dom/**/!(*.apart).test.{ts,tsx}'],
          setupFiles: ['tests/support/leftClean.ts'],
          testTimeout: 600_000,
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
          include: ['tests/{integration,dom}/**/*.apart.test.ts'],
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
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
