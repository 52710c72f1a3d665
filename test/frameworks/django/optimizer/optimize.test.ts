import { describe, expect, test } from 'vitest'
import { loadFrameworks } from '../../../../src/frameworks/index.ts'
import type { SquashRequest, SquashWriting } from '../../../../src/model/squash-writing.ts'
import { textTree } from '../../../support/text-tree.ts'

const head = 'from django.db import migrations, models\nclass Migration(migrations.Migration):\n'

/** The migrations of an app `shop`, each of them by its operations. */
async function squash(
  migrations: readonly string[],
  version = '5.2',
  request: Partial<SquashRequest> = {},
): Promise<SquashWriting> {
  const [django] = await loadFrameworks()
  const name = (index: number) => `${String(index + 1).padStart(4, '0')}_step`
  const tree = textTree(
    new Map([
      ['requirements.txt', `Django==${version}\n`],
      ['settings.py', "INSTALLED_APPS = ['shop']\n"],
      ['shop/__init__.py', ''],
      ['shop/models.py', ''],
      ['shop/migrations/__init__.py', ''],
      ...migrations.map((operations, index): [string, string] => {
        const after = index === 0 ? '' : `('shop', '${name(index - 1)}')`
        const text = `${head}    dependencies = [${after}]\n    operations = [${operations}]\n`
        return [`shop/migrations/${name(index)}.py`, text]
      }),
    ]),
  )
  const settings = { settings: ['settings.py'] }
  const [root] = django!.discover(tree, settings)
  const last = name(migrations.length - 1)
  const whole = { app: 'shop', from: undefined, to: last, at: new Date(0), header: false, ...request }
  return django!.load(tree, root!, settings).writeSquash!(whole)
}

/** The operations that are left, each in one line. */
async function left(operations: readonly string[], version?: string): Promise<readonly string[]> {
  const made = await squash(operations, version)
  if ('refused' in made) return made.refused.map(({ reason }) => reason)
  const [, text] = made.written.text.split('operations = [\n')
  return text!
    .replace(/(?:^|\n) {4}\]\n$/, '')
    .split(/\n(?= {8}\S)/)
    .reduce<string[]>((all, line) => {
      if (/^ {8}\)/.test(line)) return [...all.slice(0, -1), all.at(-1)! + line]
      return [...all, line]
    }, [])
    .map((each) =>
      each
        .replace(/\s*\n\s*/g, ' ')
        .replace(/\s+\)/g, ')')
        .trim()
        .replace(/,$/, ''),
    )
}

const model =
  "migrations.CreateModel('Item', [('id', models.AutoField(primary_key=True)), ('a', models.IntegerField())]"
const item = `${model})`
const made = (rest: string, options = '') =>
  `migrations.CreateModel( name='Item', fields=[ ('id', models.AutoField(primary_key=True)), ${rest}, ],${options})`
const a = "('a', models.IntegerField())"

describe('what is left of two operations', () => {
  test.each([
    ["migrations.RenameField('item', 'a', 'b')", '3.2', [made("('b', models.IntegerField())")]],
    ["migrations.AlterModelTable('item', 'things')", '5.2', [made(a, " options={ 'db_table': 'things', },")]],
    [
      "migrations.AlterModelTable('item', 'things')",
      '5.1',
      [made(a), "migrations.AlterModelTable( name='item', table='things',)"],
    ],
    ["migrations.DeleteModel('Item')", '5.2', ['']],
    ["migrations.RunSQL('SELECT 1')", '5.2', [made(a), "migrations.RunSQL( sql='SELECT 1',)"]],
    ["migrations.RunSQL('SELECT 1', elidable=True)", '5.2', [made(a)]],
  ])('CreateModel and %s in Django %s', async (second, version, expected) => {
    expect(await left([item, second], version)).toEqual(expected)
  })
})

describe('what is refused', () => {
  test('names that are not known, or not the only ones', async () => {
    const refusal = async (request: Partial<SquashRequest>) => {
      const made = await squash([item, "migrations.RemoveField('item', 'a')"], '5.2', request)
      return 'refused' in made ? made.refused.map(({ reason }) => reason) : 'written'
    }
    expect(await refusal({ to: '0002' })).toBe('written')
    expect(await refusal({ to: '0003' })).toEqual(['`shop` has no migration that begins with `0003`'])
    expect(await refusal({ to: '000' })).toEqual([
      'several migrations of `shop` begin with `000`: `0001_step` and `0002_step`',
    ])
    expect(await refusal({ app: 'shops' })).toEqual(['there is no app `shops` with migrations'])
    expect(await refusal({ from: '0002', to: '0001' })).toEqual([
      '`shop.0002_step` does not come before `shop.0001_step`',
    ])
  })
})
