import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addColumn, initialMigration, shop } from '../support/django-files.ts'
import { makeRepository, type FileContents, type GitRepository } from '../support/git-repository.ts'
import { run } from './run.ts'

const folder = 'shop/migrations'
const migration = (name: string, after: string, field: string): FileContents => ({
  [`${folder}/${name}.py`]: addColumn(after, field),
})

/** `feature` with two migrations of its own, and `main` with one that it lacks. */
function parted(extra: FileContents = {}): GitRepository {
  const repository = makeRepository()
  repository.commit('Start the shop', { ...shop(100), ...extra })
  repository.git('switch --quiet --create feature')
  repository.commit('Add the stock', migration('0002_stock', '0001_initial', 'stock'))
  repository.commit('Add the size', migration('0003_size', '0002_stock', 'size'))
  repository.git('switch --quiet main')
  repository.commit('Add the price', migration('0002_price', '0001_initial', 'price'))
  repository.git('switch --quiet feature')
  return repository
}

function merged(extra?: FileContents): GitRepository {
  const repository = parted(extra)
  repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
  return repository
}

const files = (repository: GitRepository): string[] =>
  readdirSync(join(repository.root, folder)).filter((name) => /^\d/.test(name))

const rebased = ['0001_initial.py', '0002_price.py', '0003_stock.py', '0004_size.py']

describe('conflicting leaves are rebased', () => {
  test('after a merge: files, dependencies and the index', async () => {
    const repository = merged()
    const { code, out, err } = await run(['fix', '--yes'], repository)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(`Put this branch’s migrations of \`shop\` on top of those of main.

diff --git a/shop/migrations/0002_stock.py b/shop/migrations/0003_stock.py
rename from shop/migrations/0002_stock.py
rename to shop/migrations/0003_stock.py
--- a/shop/migrations/0002_stock.py
+++ b/shop/migrations/0003_stock.py
@@ -2,7 +2,7 @@
 
 
 class Migration(migrations.Migration):
-    dependencies = [('shop', '0001_initial')]
+    dependencies = [('shop', '0002_price')]
 
     operations = [
         migrations.AddField('product', 'stock', models.IntegerField(null=True)),
diff --git a/shop/migrations/0003_size.py b/shop/migrations/0004_size.py
rename from shop/migrations/0003_size.py
rename to shop/migrations/0004_size.py
--- a/shop/migrations/0003_size.py
+++ b/shop/migrations/0004_size.py
@@ -2,7 +2,7 @@
 
 
 class Migration(migrations.Migration):
-    dependencies = [('shop', '0002_stock')]
+    dependencies = [('shop', '0003_stock')]
 
     operations = [
         migrations.AddField('product', 'size', models.IntegerField(null=True)),

Wrote 2 files.
`)
    expect(files(repository)).toEqual(rebased)
    expect(repository.read(`${folder}/0003_stock.py`)).toBe(addColumn('0002_price', 'stock'))
    expect(repository.git('status --short')).toBe(
      'R  shop/migrations/0002_stock.py -> shop/migrations/0003_stock.py\n' +
        'R  shop/migrations/0003_size.py -> shop/migrations/0004_size.py',
    )
    expect(existsSync(join(repository.root, '.git/migration-lint-fix'))).toBe(false)
    expect((await run(['check'], repository)).code).toBe(0)
    expect((await run(['fix'], repository)).out).toBe('There is nothing to repair.\n')
  })

  test('what is shown and not written', async () => {
    const repository = merged()
    for (const argv of [['fix'], ['fix', '--dry-run']]) {
      const { code, out } = await run(argv, repository)
      expect({ code, end: out.split('\n\n').at(-1) }).toEqual({
        code: 1,
        end: `Nothing was written${argv.length === 1 ? ': `migration-lint fix --yes` writes it' : ''}.\n`,
      })
      expect(repository.git('status --short')).toBe('')
    }
  })

  test('while the merge is in progress, with a conflict in max_migration.txt', async () => {
    const max = `${folder}/max_migration.txt`
    const repository = parted({ [max]: '0001_initial\n' })
    repository.commit('Note the last', { [max]: '0003_size\n' })
    repository.git('switch --quiet main')
    repository.commit('Note the last', { [max]: '0002_price\n' })
    repository.git('switch --quiet feature')
    expect(repository.try('merge main').status).toBe(1)
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(files(repository)).toEqual(rebased)
    expect(repository.read(max)).toBe('0004_size\n')
    expect(repository.git('ls-files --unmerged')).toBe('')
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('after a rebase, where HEAD stands on the other side', async () => {
    const repository = parted()
    repository.git('rebase --quiet main')
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(files(repository)).toEqual(rebased)
  })

  test('in the middle of a rebase, commit by commit', async () => {
    const max = `${folder}/max_migration.txt`
    const repository = makeRepository()
    repository.commit('Start the shop', { ...shop(100), [max]: '0001_initial\n' })
    repository.git('switch --quiet --create feature')
    repository.commit('Stock', { ...migration('0002_stock', '0001_initial', 'stock'), [max]: '0002_stock\n' })
    repository.commit('Size', { ...migration('0003_size', '0002_stock', 'size'), [max]: '0003_size\n' })
    repository.commit('Age', { ...migration('0004_age', '0003_size', 'age'), [max]: '0004_age\n' })
    repository.git('switch --quiet main')
    repository.commit('Price', { ...migration('0002_price', '0001_initial', 'price'), [max]: '0002_price\n' })
    repository.git('switch --quiet feature')
    expect(repository.try('rebase main').status).toBe(1)
    for (let commits = 1; commits <= 3; commits++) {
      const { code, out } = await run(['fix', '--yes', '--base=main'], repository)
      expect({ code, out }).toMatchObject({ code: 0 })
      expect(repository.git('ls-files --unmerged')).toBe('')
      expect(repository.try('-c core.editor=true rebase --continue').status).toBe(commits < 3 ? 1 : 0)
    }
    expect(files(repository)).toEqual([...rebased, '0005_age.py'])
    expect(repository.read(`${folder}/0005_age.py`)).toBe(addColumn('0004_size', 'age'))
    expect(repository.read(max)).toBe('0005_age\n')
    expect(repository.git('status --short')).toBe('')
    expect((await run(['check', '--base=main'], repository)).code).toBe(0)
  })

  test('a branch that is merged into main is the one that moves', async () => {
    const repository = parted()
    repository.git('switch --quiet main')
    repository.git('merge --quiet --no-commit feature')
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(files(repository)).toEqual(rebased)
  })

  test('two branches that are both not on main: the one that comes in stays', async () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create other')
    repository.commit('Add the price', migration('0002_price', '0001_initial', 'price'))
    repository.git('switch --quiet --create feature main')
    repository.commit('Add the stock', migration('0002_stock', '0001_initial', 'stock'))
    repository.git(['merge', '--quiet', '-m', 'Merge other', 'other'])
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(files(repository)).toEqual(['0001_initial.py', '0002_price.py', '0003_stock.py'])
  })

  test('files that git does not track, and changes that are not staged, stay so', async () => {
    const repository = merged()
    repository.write({ ...migration('0004_colour', '0003_size', 'colour') })
    repository.write({ [`${folder}/0003_size.py`]: `# More to come\n${addColumn('0002_stock', 'size')}` })
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(repository.git('status --short')).toBe(
      'R  shop/migrations/0002_stock.py -> shop/migrations/0003_stock.py\n' +
        'RM shop/migrations/0003_size.py -> shop/migrations/0004_size.py\n' +
        '?? shop/migrations/0005_colour.py',
    )
    expect(repository.git('show :shop/migrations/0004_size.py')).toBe(
      addColumn('0002_stock', 'size').trimEnd(),
    )
    expect(repository.read(`${folder}/0004_size.py`)).toBe(
      `# More to come\n${addColumn('0003_stock', 'size')}`,
    )
  })
})

describe('a squash of the branch’s own migrations', () => {
  const squash = (replaces: string): FileContents => ({
    [`${folder}/0002_squashed_0003_size.py`]: addColumn('0001_initial', 'stock')
      .replace('    operations', `    replaces = ${replaces}\n\n    operations`)
      .replace(
        'null=True)),',
        "null=True)),\n        migrations.AddField('product', 'size', models.IntegerField(null=True)),",
      ),
  })

  test('moves with what it replaces, and so do its numbers', async () => {
    const repository = parted()
    repository.commit('Squash', squash("[('shop', '0002_stock'), ('shop', '0003_size')]"))
    repository.commit('Age', migration('0004_age', '0002_squashed_0003_size', 'age'))
    repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(files(repository)).toEqual([
      '0001_initial.py',
      '0002_price.py',
      '0003_squashed_0004_size.py',
      '0003_stock.py',
      '0004_size.py',
      '0005_age.py',
    ])
    const moved = repository.read(`${folder}/0003_squashed_0004_size.py`)
    expect(moved).toContain("replaces = [('shop', '0003_stock'), ('shop', '0004_size')]")
    expect(moved).toContain("dependencies = [('shop', '0002_price')]")
    expect(repository.read(`${folder}/0003_stock.py`)).toBe(addColumn('0002_price', 'stock'))
    expect(repository.read(`${folder}/0005_age.py`)).toBe(addColumn('0003_squashed_0004_size', 'age'))
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('that replaces one of the target’s too is not moved', async () => {
    const repository = parted()
    const [[path, text]] = Object.entries(
      squash("[('shop', '0001_initial'), ('shop', '0002_stock'), ('shop', '0003_size')]"),
    ) as [[string, string]]
    repository.commit('Squash', {
      [path]: text.replace("dependencies = [('shop', '0001_initial')]", 'dependencies = []'),
    })
    repository.commit('Age', migration('0004_age', '0003_size', 'age'))
    repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
    const { code, out } = await run(['fix', '--yes', '--leaves=rebase'], repository)
    expect({ code, out: out.replace(/\s+/g, ' ') }).toMatchObject({
      code: 1,
      out: expect.stringContaining('is a squash of what this branch has not alone'),
    })
    expect(repository.git('status --short')).toBe('')
  })
})

describe('one file name on both sides', () => {
  const auto = (after: string, field: string): FileContents => ({
    [`${folder}/0002_auto.py`]: addColumn(after, field),
  })

  /** `feature` and `main` with another `0002_auto` each, and one more on `feature`. */
  function doubled(theirs: FileContents, ours = auto('0001_initial', 'stock')): GitRepository {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Stock', ours)
    repository.commit('Size', migration('0003_size', '0002_auto', 'size'))
    repository.git('switch --quiet main')
    repository.commit('Price', theirs)
    repository.git('switch --quiet feature')
    return repository
  }
  const price = auto('0001_initial', 'price')

  function expectBoth(repository: GitRepository): void {
    expect(files(repository)).toEqual(['0001_initial.py', '0002_auto.py', '0003_auto.py', '0004_size.py'])
    expect(repository.read(`${folder}/0002_auto.py`)).toBe(addColumn('0001_initial', 'price'))
    expect(repository.read(`${folder}/0003_auto.py`)).toBe(addColumn('0002_auto', 'stock'))
    expect(repository.read(`${folder}/0004_size.py`)).toBe(addColumn('0003_auto', 'size'))
    expect(repository.git('ls-files --unmerged')).toBe('')
  }

  test.each(['feature', 'main'])('a merge into %s keeps both, the own one on top', async (branch) => {
    const repository = doubled(price)
    repository.git(['switch', '--quiet', branch])
    expect(repository.try(['merge', branch === 'main' ? 'feature' : 'main']).status).toBe(1)
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(out).toContain('Keep both `shop.0002_auto`: this branch’s as `shop.0003_auto`.')
    expectBoth(repository)
    repository.git('commit --quiet --no-edit')
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('in a rebase, what comes later follows', async () => {
    const repository = doubled(price)
    let { status } = repository.try('rebase main')
    for (let stop = 1; stop <= 2; stop++) {
      expect({ stop, status }).toEqual({ stop, status: stop === 1 ? 1 : 0 })
      const { code, out } = await run(['fix', '--yes', '--base=main'], repository)
      expect({ code, out }).toMatchObject({ code: 0 })
      if (stop === 1) status = repository.try('-c core.editor=true rebase --continue').status
    }
    expectBoth(repository)
  })

  test('the same on both sides but for comments is kept once', async () => {
    const text = addColumn('0001_initial', 'stock')
    const repository = doubled(
      { [`${folder}/0002_auto.py`]: `# Generated by Django 5.2 on 2025-01-01 10:00\n${text}` },
      { [`${folder}/0002_auto.py`]: `# Generated by Django 5.2 on 2025-02-02 12:00\n${text}` },
    )
    expect(repository.try('merge main').status).toBe(1)
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(out).toContain('Keep one `shop.0002_auto` of both sides.')
    expect(files(repository)).toEqual(['0001_initial.py', '0002_auto.py', '0003_size.py'])
    expect(repository.read(`${folder}/0002_auto.py`)).toContain('2025-01-01')
    expect(repository.git('ls-files --unmerged')).toBe('')
  })

  test('what was resolved by hand is left alone', async () => {
    const repository = doubled(price)
    repository.try('merge main')
    const resolved = addColumn('0001_initial', 'price')
    repository.write({ [`${folder}/0002_auto.py`]: resolved })
    await run(['fix', '--yes'], repository)
    expect(repository.read(`${folder}/0002_auto.py`)).toBe(resolved)
    expect(files(repository)).not.toContain('0003_auto.py')
  })
})

describe('what the target has already', () => {
  const max = `${folder}/max_migration.txt`
  /** `main` has the stock of `feature` on top of its own price. */
  function picked(theirs = addColumn('0002_price', 'stock')): GitRepository {
    const repository = makeRepository()
    repository.commit('Start the shop', { ...shop(100), [max]: '0001_initial\n' })
    repository.git('switch --quiet --create feature')
    repository.commit('Stock', { ...migration('0002_stock', '0001_initial', 'stock'), [max]: '0002_stock\n' })
    repository.commit('Size', { ...migration('0003_size', '0002_stock', 'size'), [max]: '0003_size\n' })
    repository.git('switch --quiet main')
    repository.commit('Price', migration('0002_price', '0001_initial', 'price'))
    repository.commit('Stock', { [`${folder}/0003_stock.py`]: theirs, [max]: '0003_stock\n' })
    repository.git('switch --quiet feature')
    expect(repository.try('merge main').status).toBe(1)
    return repository
  }

  test('is dropped, and what comes after it follows', async () => {
    const repository = picked()
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(out).toContain('Drop `shop.0002_stock`, which `shop.0003_stock` repeats.')
    expect(files(repository)).toEqual(['0001_initial.py', '0002_price.py', '0003_stock.py', '0004_size.py'])
    expect(repository.read(`${folder}/0004_size.py`)).toBe(addColumn('0003_stock', 'size'))
    expect(repository.read(max)).toBe('0004_size\n')
    repository.git('commit --quiet --no-edit')
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('with nothing after it leaves the leaf file to the target', async () => {
    const repository = picked()
    repository.git('merge --abort')
    repository.git('reset --quiet --hard HEAD~1')
    repository.try('merge main')
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(files(repository)).toEqual(['0001_initial.py', '0002_price.py', '0003_stock.py'])
    expect(repository.read(max)).toBe('0003_stock\n')
  })

  test('is not dropped where it may be done twice', async () => {
    const noop = (after: string) =>
      addColumn(after, 'x').replace(
        /migrations\.AddField.*/,
        'migrations.RunPython(migrations.RunPython.noop),',
      )
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Stock', migration('0002_stock', '0001_initial', 'stock'))
    repository.commit('Tidy', { [`${folder}/0003_tidy.py`]: noop('0002_stock') })
    repository.commit('Price', migration('0004_price', '0003_tidy', 'price'))
    repository.git('switch --quiet main')
    repository.commit('Tidy', { [`${folder}/0002_tidy.py`]: noop('0001_initial') })
    repository.git('switch --quiet feature')
    repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(files(repository)).toEqual([
      '0001_initial.py',
      '0002_tidy.py',
      '0003_stock.py',
      '0004_tidy.py',
      '0005_price.py',
    ])
  })

  test('is not dropped where what comes before it stays', async () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Stock', migration('0002_stock', '0001_initial', 'stock'))
    repository.commit('Price', migration('0003_price', '0002_stock', 'price'))
    repository.git('switch --quiet main')
    repository.commit('Price', migration('0002_price', '0001_initial', 'price'))
    repository.git('switch --quiet feature')
    repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, isDropped: out.includes('Drop ') }).toEqual({ code: 1, isDropped: false })
  })

  test('is not dropped where the two differ in anything', async () => {
    const other = addColumn('0002_price', 'stock').replace('IntegerField', 'BigIntegerField')
    const { code, out } = await run(['fix', '--yes'], picked(other))
    expect({ code, isDropped: out.includes('Drop ') }).toEqual({ code: 1, isDropped: false })
  })
})

test('a leaf file in conflict about migrations that are in order is settled', async () => {
  const max = `${folder}/max_migration.txt`
  const repository = makeRepository()
  repository.commit('Start', { ...shop(100), ...migration('0002_stock', '0001_initial', 'stock') })
  repository.git('switch --quiet --create feature')
  const conflict = '<<<<<<< HEAD\n0001_initial\n=======\n0002_stock\n>>>>>>> main\n'
  repository.commit('Note the last', { [max]: conflict })
  expect((await run(['fix', '--yes'], repository)).code).toBe(0)
  expect(repository.read(max)).toBe('0002_stock\n')
  expect((await run(['fix', '--yes'], repository)).out).toBe('There is nothing to repair.\n')
})

describe('what is not repaired', () => {
  test('the other leaf is not in the working tree yet', async () => {
    const { code, out } = await run(['fix', '--yes'], parted())
    expect(code).toBe(1)
    expect(out).toContain('those of main are not in the working tree yet.')
    expect(out).toContain('Nothing was written.')
  })

  test('a migration that is on the target already is never moved', async () => {
    const repository = merged()
    repository.git('branch --force main feature')
    const refused = await run(['fix', '--yes', '--leaves=rebase', '--base=main'], repository)
    expect(refused.code).toBe(1)
    expect(refused.out).toContain('Every migration of `shop` is on main already')
    expect(repository.git('status --short')).toBe('')
  })

  test('an import of a module that would get another name', async () => {
    const repository = merged({ 'shop/again.py': "again = 'shop.migrations.0002_stock'\n" })
    const { code, out } = await run(['fix', '--yes'], repository)
    expect(code).toBe(1)
    expect(out).toContain('`shop/again.py` imports `0002_stock` by its name, line 1')
    expect(repository.git('status --short')).toBe('')
  })

  test('both branches did the same', async () => {
    const repository = makeRepository()
    repository.commit('Start the shop', shop(100))
    repository.git('switch --quiet --create feature')
    repository.commit('Add the stock', migration('0002_stock', '0001_initial', 'stock'))
    repository.git('switch --quiet main')
    repository.commit('Add the stock', migration('0002_other', '0001_initial', 'stock'))
    repository.git('switch --quiet feature')
    repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 1 })
    expect(out).toContain('shop.Product.stock')
  })
})

describe('conflicting leaves are joined', () => {
  test('as makemigrations --merge does', async () => {
    const repository = merged()
    const { code } = await run(['fix', '--yes', '--leaves=merge'], repository)
    expect(code).toBe(0)
    expect(repository.read(`${folder}/0004_merge_0002_price_0003_size.py`)).toMatch(
      /^# Generated by Django 5\.2 on \d{4}-\d\d-\d\d \d\d:\d\d\n\nfrom/,
    )
    expect(
      repository.read(`${folder}/0004_merge_0002_price_0003_size.py`).split('\n\n').slice(1).join('\n\n'),
    ).toBe(`from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('shop', '0002_price'),
        ('shop', '0003_size'),
    ]

    operations = [
    ]
`)
    expect(repository.git('status --short')).toBe('A  shop/migrations/0004_merge_0002_price_0003_size.py')
    expect((await run(['check'], repository)).code).toBe(0)
  })
})

describe('committed history is put back', () => {
  /** `main` with a migration after the first, and `feature`, which changes these. */
  function changed(changes: FileContents): GitRepository {
    const repository = makeRepository()
    repository.commit('Start the shop', { ...shop(100), ...migration('0002_stock', '0001_initial', 'stock') })
    repository.git('switch --quiet --create feature')
    repository.commit('Change history', changes)
    return repository
  }
  const stock = `${folder}/0002_stock.py`
  const plain = addColumn('0001_initial', 'stock')

  test('a deleted migration', async () => {
    const repository = changed({ [stock]: null })
    expect((await run(['check'], repository)).code).toBe(1)
    expect((await run(['fix', '--yes'], repository)).code).toBe(0)
    expect(repository.read(stock)).toBe(plain)
    expect(repository.git('status --short')).toBe('A  shop/migrations/0002_stock.py')
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('an edited one; what was added at its end becomes a migration', async () => {
    const added = `        migrations.AddField(
            'product', 'size',
            models.IntegerField(null=True),
        ),
`
    const repository = changed({ [stock]: plain.replace('    ]\n', `${added}    ]\n`) })
    const { code, out } = await run(['fix', '--yes'], repository)
    expect(code).toBe(0)
    expect(out).toContain('Put back `shop.0002_stock`')
    expect(out).toContain('Keep what was added as `shop.0003_stock_more`.')
    expect(repository.read(stock)).toBe(plain)
    expect(repository.read(`${folder}/0003_stock_more.py`)).toBe(`from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shop', '0002_stock'),
    ]

    operations = [
        migrations.AddField(
            'product', 'size',
            models.IntegerField(null=True),
        ),
    ]
`)
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('one that was edited otherwise; what to write is said', async () => {
    const repository = changed({ [stock]: plain.replace('IntegerField', 'BigIntegerField') })
    const { code, out } = await run(['fix', '--yes'], repository)
    expect(code).toBe(0)
    expect(out).toContain('What this branch changed in `shop.0002_stock` is gone from there.')
    expect(repository.read(stock)).toBe(plain)
  })

  test('what a new squash replaces, deleted along with it', async () => {
    const squash = initialMigration(100)
      .replace(
        'initial = True',
        `initial = True\n\n    replaces = [('shop', '0001_initial'), ('shop', '0002_stock')]`,
      )
      .replace('length=100)),', "length=100)),\n                ('stock', models.IntegerField(null=True)),")
    const repository = changed({
      [`${folder}/0001_squashed_0002_stock.py`]: squash,
      [`${folder}/0001_initial.py`]: null,
      [stock]: null,
    })
    expect((await run(['check'], repository)).out).toContain('[squash/premature-cleanup]')
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(files(repository)).toEqual(['0001_initial.py', '0001_squashed_0002_stock.py', '0002_stock.py'])
    expect(repository.read(stock)).toBe(plain)
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('a change that is not committed would be lost', async () => {
    const repository = changed({})
    repository.write({ [stock]: plain.replace('IntegerField', 'BigIntegerField') })
    const { code, out } = await run(['fix', '--yes'], repository)
    expect(code).toBe(1)
    expect(out).toMatch(/has changes that are not\scommitted, and they would be lost/)
    expect(repository.read(stock)).toContain('BigIntegerField')
  })

  test('a deleted one that others were put in the place of: they go on top of it', async () => {
    const repository = changed({ [stock]: null, ...migration('0002_price', '0001_initial', 'price') })
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(files(repository)).toEqual(['0001_initial.py', '0002_stock.py', '0003_price.py'])
    expect(repository.read(`${folder}/0003_price.py`)).toBe(addColumn('0002_stock', 'price'))
    expect((await run(['check'], repository)).code).toBe(0)
  })
})

describe('what the models need is written', () => {
  const models = (fields: string): FileContents => ({
    'shop/models.py': `from django.db import models


class Product(models.Model):
    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=100)
${fields}`,
  })
  const drifted = (fields: string): GitRepository => {
    const repository = makeRepository()
    repository.commit('Start the shop', {
      ...shop(100),
      [`${folder}/0001_initial.py`]: initialMigration(100).replace('key=True', 'key=True, serialize=False'),
      ...models(''),
      'settings.py': "DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'\nINSTALLED_APPS = ['shop']\n",
      'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n",
    })
    repository.git('switch --quiet --create feature')
    repository.commit('Add a field', models(fields))
    return repository
  }

  test('as makemigrations would', async () => {
    const repository = drifted('    size = models.IntegerField(null=True)\n')
    expect((await run(['check'], repository)).code).toBe(1)
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(repository.read(`${folder}/0002_product_size.py`)).toContain("model_name='product'")
    expect((await run(['check'], repository)).code).toBe(0)
  })

  test('what Django would ask is not answered', async () => {
    const repository = drifted('    size = models.IntegerField()\n')
    const { code, out } = await run(['fix', '--yes'], repository)
    expect(code).toBe(1)
    expect(out).toContain('The migration of `shop` is not written')
    expect(repository.git('status --short')).toBe('')
  })

  test('on top of what was put back and rebased', async () => {
    const repository = drifted(
      ['size', 'stock', 'price'].map((name) => `    ${name} = models.IntegerField(null=True)\n`).join(''),
    )
    repository.commit('Add the stock', migration('0002_stock', '0001_initial', 'stock'))
    repository.git('switch --quiet main')
    repository.commit('Add the price', migration('0002_price', '0001_initial', 'price'))
    repository.git('switch --quiet feature')
    repository.git(['merge', '--quiet', '-m', 'Merge main', 'main'])
    const only = await run(['fix', '--dry-run', '--only=leaves'], repository)
    expect(only.out).not.toContain('for the models')
    const { code, out } = await run(['fix', '--yes'], repository)
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(files(repository)).toEqual([
      '0001_initial.py',
      '0002_price.py',
      '0003_stock.py',
      '0004_product_size.py',
    ])
  })
})
