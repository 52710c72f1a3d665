import { defineConfig } from 'vitest/config'

/**
 * Compares with the real programs: Python, Django and pre-commit. What they need is put into `.conformance/`.
 * One file at a time: they share that folder, and some of them keep both cores busy.
 */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.test.ts'],
    globalSetup: 'test/conformance/prepare.ts',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
})
