import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lintExample } from './lint-example.ts'
import { examplesOf } from './page.ts'

/** The rules' pages, and beside this test examples of the same form that would be too much for a page. */
const folders = [join(import.meta.dirname, '../../rules'), join(import.meta.dirname, 'examples')]

for (const folder of folders) {
  for (const page of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!page.endsWith('.md') || page.startsWith('suppression')) continue
    const rule = page.replaceAll('\\', '/').slice(0, -'.md'.length)
    const examples = examplesOf(readFileSync(join(folder, page), 'utf8'))
    describe(rule, () => {
      test('has examples', () => expect(examples).not.toEqual([]))
      test.each(examples)('$title', (example) => {
        const findings = lintExample(example, rule).map(({ severity, place, rule: id, message }) => ({
          severity,
          place: `${place.path}:${place.line}`,
          rule: id,
          message: message.replace(/\s+/g, ' '),
        }))
        expect(findings).toEqual(example.findings)
      })
    })
  }
}
