import * as v from 'valibot'
import type { RuleMeta } from '../engine/rule.ts'
import { UsageError } from '../model/errors.ts'
import type { Config } from './config.ts'
import { configSchema } from './schema.ts'

/**
 * Checks what a config file holds. `file` is what messages call it.
 *
 * @throws UsageError that lists every mistake with its key and, where a name is not known, the near one.
 */
export function parseConfig(value: unknown, file: string, rules: readonly RuleMeta[]): Config {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`The config ${file} holds ${kindOf(value)} where an object is needed.`, help)
  }
  const result = v.safeParse(configSchema(rules), value)
  if (result.success) return result.output
  const mistakes = [...new Set(result.issues.map(explain))]
  throw new UsageError(
    `The config ${file} is not valid:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    help,
  )
}

const help =
  'The README lists what a config may say; `migration-lint rules` lists the rules and their options.'

type Issue = v.BaseIssue<unknown>

/** `rules["graph/duplicate-number"][1].text must be one of "off", "error"`. */
function explain(issue: Issue): string {
  const { path, message } = deepest(issue)
  return `${pathOf(path)} ${message}`.trim()
}

/**
 * A union says only that none of its alternatives fits. The one that got furthest into the value is what the
 * user meant.
 */
function deepest(issue: Issue): { path: readonly unknown[]; message: string } {
  const own = { path: keysOf(issue), message: issue.message }
  return (issue.issues ?? [])
    .map(deepest)
    .map((inner) => ({ ...inner, path: [...own.path, ...inner.path] }))
    .reduce((best, inner) => (inner.path.length > best.path.length ? inner : best), own)
}

function keysOf(issue: Issue): readonly unknown[] {
  return issue.path?.map((item) => item.key) ?? []
}

function pathOf(keys: readonly unknown[]): string {
  return keys
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`
      const name = String(key)
      return /^[\w$]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
    })
    .join('')
    .replace(/^\./, '')
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
