import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs once before the tests that need what users get: the built program instead of the sources. */
export default function build(): void {
  const root = join(import.meta.dirname, '..', '..')
  execFileSync(process.execPath, ['build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}
