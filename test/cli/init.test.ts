import { readdirSync, statSync, symlinkSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { makeRepository, type FileContents, type GitRepository } from '../support/git-repository.ts'
import { parse as parseYaml } from 'yaml'
import { run } from './run.ts'

function repositoryWith(files: FileContents): GitRepository {
  const repository = makeRepository()
  repository.commit('Start', files)
  return repository
}

const filesOf = ({ root }: GitRepository): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()

describe('init --yes', () => {
  test('a plain repository gets a config and a hook for pre-commit', async () => {
    const repository = repositoryWith({ 'manage.py': '' })
    const { code, out } = await run(['init', '--yes'], repository)
    expect(code).toBe(0)
    expect(out).toMatch(/Wrote migration-lint\.config\.yaml\nWrote \.pre-commit-config\.yaml\n$/)
    expect(filesOf(repository)).toEqual([
      '.pre-commit-config.yaml',
      'manage.py',
      'migration-lint.config.yaml',
    ])
    expect(parseYaml(repository.read('.pre-commit-config.yaml'))).toMatchObject({
      repos: [{ repo: 'local', hooks: [{ id: 'migration-lint', entry: 'migration-lint check --staged' }] }],
    })
    expect(await loadConfig({ cwd: repository.root, root: repository.root })).toEqual({
      value: { rules: {} },
      file: 'migration-lint.config.yaml',
    })
  })

  test('husky, and a workflow where there is a .github', async () => {
    const repository = repositoryWith({ '.husky/commit-msg': 'true', '.github/CODEOWNERS': '* @team' })
    expect((await run(['init', '--yes'], repository)).code).toBe(0)
    expect(repository.read('.husky/pre-commit')).toBe('npx --no-install migration-lint check --staged\n')
    expect(statSync(join(repository.root, '.husky/pre-commit')).mode & 0o111).toBe(0o111)
    expect(parseYaml(repository.read('.github/workflows/migration-lint.yml'))).toMatchObject({
      permissions: { contents: 'read' },
      jobs: {
        migrations: {
          steps: [{ with: { 'fetch-depth': 0 } }, {}, { run: expect.stringContaining(' check') }],
        },
      },
    })
  })

  test('--workflow asks for one', async () => {
    const repository = repositoryWith({ x: '' })
    await run(['init', '--yes', '--workflow'], repository)
    expect(filesOf(repository)).toContain('.github/workflows/migration-lint.yml')
  })

  test.each([
    ['.pre-commit-config.yaml', 'repos: []\n', '- id: migration-lint'],
    ['lefthook.yaml', 'pre-push: {}\n', 'run: npx --no-install migration-lint check --staged'],
    ['.husky/pre-commit', 'npm test\n', 'npx --no-install migration-lint check --staged'],
  ])('%s is never touched; what to add is shown', async (path, text, line) => {
    const repository = repositoryWith({ [path]: text, '.migration-lintrc': 'base: main' })
    const { code, out } = await run(['init', '--yes'], repository)
    expect(code).toBe(0)
    expect(out).toContain('.migration-lintrc is the config already.')
    expect(out).toContain(`${path} is there already; add to it:`)
    expect(out).toContain(line)
    expect(repository.read(path)).toBe(text)
    expect(filesOf(repository)).toEqual(['.migration-lintrc', path].sort())
  })

  test('a second time there is nothing to do', async () => {
    const repository = repositoryWith({ '.github/CODEOWNERS': '' })
    await run(['init', '--yes'], repository)
    const before = filesOf(repository)
    const { code, out } = await run(['init'], repository)
    expect({ code, files: filesOf(repository) }).toEqual({ code: 0, files: before })
    expect(out).toContain('.pre-commit-config.yaml runs migration-lint already.')
  })

  test('a symbolic link that leads out of the repository is not followed', async () => {
    const repository = repositoryWith({ x: '' })
    const outside = join(repository.root, '..')
    symlinkSync(outside, join(repository.root, '.github'))
    const { code, err } = await run(['init', '--yes'], repository)
    expect({ code, err: /would be outside\s+the\s+repository/.test(err) }).toEqual({ code: 2, err: true })
    expect(readdirSync(outside)).not.toContain('workflows')
  })
})

describe('init --merge-driver', () => {
  const driver =
    'git merge-file --quiet --marker-size=%L -L ours -L base -L theirs %A %O %B || migration-lint merge-driver %A %L %P'
  const init = ['init', '--yes', '--merge-driver']

  test('the attribute, the config and the hook; undone by hand there is nothing left', async () => {
    const repository = repositoryWith({ 'manage.py': '' })
    const { code, out } = await run(init, repository)
    expect(code).toBe(0)
    expect(out).toContain(`    merge.migration-lint.driver = ${driver}\n`)
    expect(out).toContain(
      '    #!/bin/sh\n    if command -v migration-lint > /dev/null; then migration-lint fix --merge-hook; fi\n',
    )
    expect(repository.read('.gitattributes')).toBe('max_migration.txt merge=migration-lint\n')
    expect(repository.git('config --local merge.migration-lint.driver')).toBe(driver)
    expect(statSync(join(repository.root, '.git/hooks/pre-merge-commit')).mode & 0o111).toBe(0o111)
    const again = await run(init, repository)
    expect(again.out).toContain('.gitattributes names the merge driver already.')
    expect(again.out).toContain('git config merge.migration-lint is set already.')
    expect(again.out).toContain('.git/hooks/pre-merge-commit runs migration-lint already.')
    repository.git('config --local --remove-section merge.migration-lint')
    expect(repository.git('config --local --list')).not.toContain('migration-lint')
  })

  test('in a linked work tree the hook goes to where git looks for it', async () => {
    const repository = repositoryWith({ 'manage.py': '' })
    repository.git('worktree add --quiet ../linked')
    expect((await run(init, repository.at(join(repository.root, '../linked')))).code).toBe(0)
    expect(repository.read('.git/hooks/pre-merge-commit')).toContain('fix --merge-hook')
  })

  test('husky, and the program among the packages', async () => {
    const repository = repositoryWith({ '.husky/commit-msg': 'true' })
    repository.write({ 'node_modules/.bin/migration-lint': '' })
    repository.git('config core.hooksPath .husky/_')
    expect((await run(init, repository)).code).toBe(0)
    expect(repository.read('.husky/pre-merge-commit')).toBe(
      'if [ -x node_modules/.bin/migration-lint ]; then npx --no-install migration-lint fix --merge-hook; fi\n',
    )
    expect(repository.git('config --local merge.migration-lint.driver')).toContain(
      '|| npx --no-install migration-lint merge-driver %A %L %P',
    )
  })

  test('what is there is never touched; what to add is shown', async () => {
    const repository = repositoryWith({ '.gitattributes': '*.py text\n' })
    repository.hook('pre-merge-commit', 'true')
    repository.git('config merge.migration-lint.driver mine')
    const { code, out } = await run(init, repository)
    expect(code).toBe(0)
    expect(out).toContain(
      '.gitattributes is there already; add to it:\n\n    max_migration.txt merge=migration-lint',
    )
    expect(out).toContain('git config merge.migration-lint is set otherwise; to set it anew:')
    expect(out).toContain('.git/hooks/pre-merge-commit is a hook of yours; add to it:')
    expect(repository.read('.gitattributes')).toBe('*.py text\n')
    expect(repository.read('.git/hooks/pre-merge-commit')).toBe('#!/bin/sh\ntrue\n')
    expect(repository.git('config merge.migration-lint.driver')).toBe('mine')
  })

  test('a folder of hooks that somebody chose gets none', async () => {
    const repository = repositoryWith({ 'manage.py': '' })
    const shared = join(repository.root, '..', 'shared-hooks')
    repository.git(['config', 'core.hooksPath', shared])
    const { code, out } = await run(init, repository)
    expect({ code, shown: out.includes('pre-merge-commit is a hook of yours; add to it:') }).toEqual({
      code: 0,
      shown: true,
    })
    expect(readdirSync(join(repository.root, '..'))).not.toContain('shared-hooks')
  })

  test('where git cannot write its config, nothing is left of the rest', async () => {
    const repository = repositoryWith({ 'manage.py': '' })
    repository.write({ '.git/config.lock': '' })
    const { code } = await run(init, repository)
    expect({ code, files: filesOf(repository) }).toEqual({ code: 3, files: ['manage.py'] })
    expect(readdirSync(join(repository.root, '.git/hooks'))).toEqual([])
  })
})

test.each([['../x'], ['folder/x'], ['link'], ['none'], ['..'], ['.git']])(
  'the merge driver writes no other file: %s',
  async (file) => {
    const repository = repositoryWith({ x: '' })
    symlinkSync('x', join(repository.root, 'link'))
    const { code } = await run(['merge-driver', file, '7', 'shop/migrations/max_migration.txt'], repository)
    expect(code).toBe(2)
  },
)

describe('before anything is written', () => {
  test('--dry-run shows the files', async () => {
    const repository = repositoryWith({ x: '' })
    const { code, out } = await run(['init', '--dry-run'], repository)
    expect(code).toBe(0)
    expect(out).toContain('migration-lint.config.yaml (new)\n\n    # What migration-lint checks')
    expect(filesOf(repository)).toEqual(['x'])
  })

  test('without a terminal --yes is needed', async () => {
    const repository = repositoryWith({ x: '' })
    const { code, err } = await run(['init'], repository)
    expect({ code, err: err.includes('--yes') }).toEqual({ code: 2, err: true })
    expect(filesOf(repository)).toEqual(['x'])
  })

  test.each([
    ['y\n', 3],
    ['Yes\n', 3],
    ['\n', 1],
    ['no\n', 1],
    ['', 1],
  ])('the answer %j leaves %i files', async (answer, files) => {
    const repository = repositoryWith({ x: '' })
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    stdin.end(answer)
    const { code, out } = await run(['init'], repository, { tty: true, stdin })
    expect(code).toBe(0)
    expect(out).toContain('Write these 2 files? [y/N] ')
    expect(filesOf(repository)).toHaveLength(files)
    expect(out.endsWith('Nothing was written.\n')).toBe(files === 1)
  })
})
