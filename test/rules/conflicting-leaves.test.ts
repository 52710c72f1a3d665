import { expect, test } from 'vitest'
import { addColumn, shop } from '../support/django-files.ts'
import { lintExample } from './lint-example.ts'
import type { Example } from './page.ts'

const folder = 'shop/migrations'
const overlay = (files: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, String(text)]))

/** What is advised where the branch has this operation, and the target another one. */
function advice(own: string, theirs: string): string {
  const migration = (name: string, operation: string) =>
    overlay({
      [`${folder}/${name}.py`]: addColumn('0001_initial', 'x').replace(
        /migrations\.AddField.*/,
        `${operation},`,
      ),
    })
  const example = {
    trees: {
      base: overlay(shop(100)),
      head: migration('0002_own', own),
      target: migration('0002_theirs', theirs),
      untracked: new Map(),
      working: new Map(),
    },
    options: {},
  } as unknown as Example
  const [finding, ...more] = lintExample(example, 'graph/conflicting-leaves').filter(
    ({ rule }) => rule === 'graph/conflicting-leaves',
  )
  expect(more).toEqual([])
  return finding!.help.split('\n').at(-1)!
}

const price = "migrations.AddField('product', 'price', models.IntegerField(null=True))"

test('branches that touch one column: what they do to it, and no advice to join them', () => {
  expect(
    advice(
      "migrations.AlterField('product', 'name', models.CharField(max_length=50))",
      "migrations.RenameField('product', 'name', 'title')",
    ),
  ).toBe(
    'Both touch `shop.Product.name`: `shop.0002_own` changes it, and `shop.0002_theirs` renames it or takes it away. So the order matters: look at both, and put one after the other rather than joining them.',
  )
})

test('branches of which nothing is known to clash may be joined', () => {
  expect(advice(price, price.replace('price', 'stock'))).toMatch(/^Or keep both and join them: /)
})
