import { defineConfig } from 'vitest/config'

/** What needs Node and git only. Whatever asks Python, Django or pre-commit is in vitest.conformance.config.ts. */
export default defineConfig({
  test: {
    // Tests run the real git, many processes each: slow file systems need the time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // No module holds state of its own, so files share what a worker has loaded: a third less time.
    isolate: false,
    // By default one core is left idle, which on a machine with two is half of it; most of the time git is waited for.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: ['test/conformance/**', 'test/built/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: ['test/built/**/*.test.ts'],
          globalSetup: 'test/built/build.ts',
          testTimeout: 120_000,
        },
      },
    ],
  },
})
