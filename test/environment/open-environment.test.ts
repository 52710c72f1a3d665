import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEnvironment } from '../../src/environment/open-environment.ts'
import type { Environment } from '../../src/python/environment.ts'
import { isInstalled } from '../../src/python/environment.ts'
import { Interpreter } from '../../src/python/interpreter.ts'
import { modulesOf } from '../../src/python/modules.ts'
import { loadParser } from '../../src/python/parse.ts'
import { stringOf } from '../../src/python/value.ts'
import { textTree } from '../support/text-tree.ts'
import { environmentFiles, folderOf } from './folders.ts'

const parse = await loadParser()

const open = (root: string): Environment => openEnvironment({ root, cwd: root, env: {} })!

const behind = (root: string, files: Record<string, string>) => {
  const own = modulesOf(textTree(new Map(Object.entries(files))), parse, new Map())
  return open(root).behind(own, parse)
}

const tags = {
  'tags/__init__.py': 'from .names import NAME\n',
  'tags/names.py': 'from shared import COLOUR\nNAME = "tag in " + COLOUR\n',
  'shared.py': 'COLOUR = "red"\n',
}

describe('versions', () => {
  test('by the names of metadata folders', () => {
    const root = folderOf(
      environmentFiles('.venv', {
        'django_mptt-0.16.0.dist-info/METADATA': '',
        'jsonfield-3.1.0-py3.12.egg-info': '',
        'Some.Thing-2.0rc1.dist-info/METADATA': '',
      }),
    )
    const { name, versionOf } = open(root)
    expect(name).toBe('.venv')
    expect(['django', 'django-mptt', 'jsonfield', 'some-thing', 'mptt'].map(versionOf)).toEqual([
      '5.2.1',
      '0.16.0',
      '3.1.0',
      '2.0rc1',
      undefined,
    ])
  })
})

describe('modules', () => {
  test('a file of the repository imports what is installed, which never imports from the repository', () => {
    const root = folderOf(environmentFiles('.venv', tags))
    const modules = behind(root, {
      'app.py': 'from tags import NAME\nfrom shared import COLOUR\n',
      'shared.py': 'COLOUR = "blue"\n',
    })
    const interpreter = new Interpreter(modules)
    const app = interpreter.module('app.py')!
    expect(stringOf(interpreter.lookup('NAME', app))).toBe('tag in red')
    expect(stringOf(interpreter.lookup('COLOUR', app))).toBe('blue')
  })

  test('paths that no repository has, and names as Python gives them', () => {
    const modules = behind(folderOf(environmentFiles('.venv', tags)), {
      '<site-packages>/tags/names.py': 'NAME = "trap"\n',
    })
    const path = modules.find('tags.names', 'app.py')!
    expect(path).toBe('<site-packages>//tags/names.py')
    expect(isInstalled(path)).toBe(true)
    expect(isInstalled('<site-packages>/tags/names.py')).toBe(false)
    expect(modules.name(path)).toBe('tags.names')
    expect(modules.name(modules.find('tags', 'app.py')!)).toBe('tags')
    expect(modules.parse(path)!.module.text).toContain('tag in ')
    expect(modules.parse('<site-packages>/tags/names.py')!.module.text).toContain('trap')
  })

  test('Django itself stays a name', () => {
    const modules = behind(folderOf(environmentFiles('.venv')), {})
    expect(modules.find('django', 'app.py')).toBeUndefined()
    expect(modules.isNamespace('django.db', 'app.py')).toBe(false)
  })

  test('namespaces, and letter case', () => {
    const modules = behind(
      folderOf(environmentFiles('.venv', { 'space/inner/__init__.py': '', ...tags })),
      {},
    )
    expect(modules.isNamespace('space', 'app.py')).toBe(true)
    expect(modules.find('space.inner', 'app.py')).toBe('<site-packages>//space/inner/__init__.py')
    expect(modules.find('Tags', 'app.py')).toBeUndefined()
  })

  test.each(['..secret', 'tags...secret', '/etc/passwd', 'a/b', ''])('%j is no module', (dotted) => {
    const modules = behind(folderOf(environmentFiles('.venv', tags)), {})
    expect(modules.find(dotted, 'app.py')).toBeUndefined()
    expect(modules.isNamespace(dotted, 'app.py')).toBe(false)
  })

  test('paths that lead out of the folder are not read', () => {
    const root = folderOf({ ...environmentFiles('.venv', tags), '.venv/lib/python3.12/secret.py': 'X = 1\n' })
    const modules = behind(root, {})
    expect(modules.parse('<site-packages>//../secret.py')).toBeUndefined()
    expect(modules.parse('<site-packages>//tags/../shared.py')).toBeUndefined()
  })

  test('links that stay inside are followed, links that lead out are not there', () => {
    const outside = folderOf({ 'secret/__init__.py': '', 'alone.py': '' })
    const root = folderOf(environmentFiles('.venv', tags))
    const packages = join(root, '.venv', 'lib', 'python3.12', 'site-packages')
    symlinkSync(join(outside, 'secret'), join(packages, 'secret'))
    symlinkSync(join(outside, 'alone.py'), join(packages, 'alone.py'))
    symlinkSync('tags', join(packages, 'labels'))
    const modules = behind(root, {})
    expect(modules.find('secret', 'app.py')).toBeUndefined()
    expect(modules.find('alone', 'app.py')).toBeUndefined()
    expect(modules.find('labels.names', 'app.py')).toBe('<site-packages>//labels/names.py')
  })

  test('a file that is too large is not read', () => {
    const modules = behind(
      folderOf(environmentFiles('.venv', { 'big.py': `X = "${'x'.repeat(3_000_000)}"` })),
      {},
    )
    expect(modules.parse(modules.find('big', 'app.py')!)).toBeUndefined()
  })

  test('editable installs by plain lines of .pth files and by .egg-link; nothing of a .pth is run', () => {
    const library = folderOf({ 'src/editable/__init__.py': 'X = 1\n', 'old/linked/__init__.py': '' })
    const root = folderOf({
      ...environmentFiles('.venv', {
        'editable.pth': `import os; os.environ\n${library}/src\n/nowhere/at/all\n`,
        'linked.egg-link': `${library}/old\n.\n`,
        'own.pth': `../../../../apps\n`,
      }),
      'apps/mine/__init__.py': '',
    })
    const modules = behind(root, { 'apps/mine/__init__.py': '' })
    const path = modules.find('editable', 'app.py')!
    expect(isInstalled(path)).toBe(true)
    expect(modules.name(path)).toBe('editable')
    expect(modules.parse(path)!.module.text).toBe('X = 1\n')
    expect(modules.find('linked', 'app.py')).toBeDefined()
    // What is installed from the repository itself is in its trees.
    expect(modules.find('mine', 'app.py')).toBeUndefined()
  })

  test('a file is parsed once, for any number of trees', () => {
    const environment = open(folderOf(environmentFiles('.venv', tags)))
    let parsed = 0
    const counting = (bytes: Uint8Array) => (parsed++, parse(bytes))
    for (const name of ['a.py', 'b.py']) {
      const own = modulesOf(textTree(new Map([[name, '']])), counting, new Map())
      const modules = environment.behind(own, counting)
      expect(modules.parse(modules.find('shared', name)!)).toBeDefined()
    }
    expect(parsed).toBe(1)
  })
})
