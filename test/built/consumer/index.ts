/** What a project that uses the public API writes; type-checked against the packed declarations. */
import {
  defineConfig,
  defineRule,
  lint,
  UsageError,
  type CheckResult,
  type Finding,
  type Migration,
} from 'migration-lint'

export default defineConfig({
  base: 'origin/main',
  exclude: ['legacy/**'],
  rules: { 'history/edited-migration': ['error', { text: 'error' }], 'graph/duplicate-number': 'off' },
})

export const longName = defineRule({
  meta: {
    id: 'house/long-name',
    severity: 'warning',
    summary: 'a migration whose name nobody can read',
    options: { length: { values: ['60', '80'], default: '60', description: 'how long is too long' } },
  },
  check({ changes }, report, { length }) {
    for (const change of changes) {
      if (change.kind !== 'added') continue
      const { name, place, id, app }: Migration = change.head
      const limit: string = length
      if (name.length <= Number(limit)) continue
      report({ message: `\`${name}\` is too long.`, help: 'Use `--name`.', place, migration: id, app })
    }
  },
})

export async function worst(cwd: string): Promise<Finding | undefined> {
  try {
    const result: CheckResult = await lint({ cwd, env: {}, base: 'main', rules: [longName] })
    return result.findings[0]
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

// @ts-expect-error -- a severity that does not exist
defineConfig({ rules: { 'history/edited-migration': 'fatal' } })
