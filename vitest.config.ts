import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Two cores are the machine this is made for: more workers only make the timing of the others worse.
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'unit', environment: 'node', include: ['{policy,protocol,client,scripts}/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['server/**/*.test.ts'],
          globalSetup: 'server/src/base/db/test-cluster.ts',
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          // Walks through pages without a camera; two at a time.
          name: 'screens',
          environment: 'node',
          include: ['e2e/screens/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/{journeys,media}/**/*.test.ts'],
          // Browsers with cameras need the machine for themselves.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
