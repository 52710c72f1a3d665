import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findEnvironment } from '../../src/environment/find-environment.ts'
import { UsageError } from '../../src/model/errors.ts'
import { environmentFiles, folderOf } from './folders.ts'

const find = (root: string, env: Record<string, string> = {}, configured?: string) =>
  findEnvironment({ root, cwd: root, env, configured })

describe('where an environment is found', () => {
  test.each(['.venv', 'venv', 'env'])('%s in the root', (name) => {
    const root = folderOf(environmentFiles(name))
    expect(find(root)).toEqual({
      name,
      sitePackages: join(root, name, 'lib', 'python3.12', 'site-packages'),
    })
  })

  test('in a folder of the root, such as that of the backend', () => {
    const root = folderOf({ 'README.md': '', ...environmentFiles('api/.venv') })
    expect(find(root)?.name).toBe(join('api', '.venv'))
  })

  test('the active one before that of the folder, conda’s after it', () => {
    const root = folderOf(environmentFiles('.venv'))
    const other = folderOf(environmentFiles('other'))
    expect(find(root, { VIRTUAL_ENV: join(other, 'other') })?.name).toBe('other')
    expect(find(root, { CONDA_PREFIX: join(other, 'other') })?.name).toBe('.venv')
    expect(find(folderOf({}), { CONDA_PREFIX: join(other, 'other') })?.name).toBe('other')
  })

  test('one without Django is not the project’s', () => {
    const hook = folderOf({ 'hook/lib/python3.12/site-packages/yaml/__init__.py': '' })
    const root = folderOf(environmentFiles('.venv'))
    expect(find(root, { VIRTUAL_ENV: join(hook, 'hook') })?.name).toBe('.venv')
    expect(find(hook)).toBeUndefined()
  })

  test('the newest of several Pythons', () => {
    const old = environmentFiles('.venv')
    const newer = Object.entries(old).map(([path, text]) => [path.replace('python3.12', 'python3.9'), text])
    const root = folderOf({ ...old, ...(Object.fromEntries(newer) as Record<string, string>) })
    expect(find(root)?.sitePackages).toContain('python3.12')
  })

  test('as Windows lays it out', () => {
    const root = folderOf({ '.venv/Lib/site-packages/django/__init__.py': '' })
    expect(find(root)?.sitePackages).toBe(join(root, '.venv', 'Lib', 'site-packages'))
  })

  test('none: no folder, a file of that name, a link in a circle, a relative path', () => {
    const root = folderOf({ venv: 'no folder' })
    symlinkSync('.venv', join(root, '.venv'))
    mkdirSync(join(root, 'env'))
    expect(find(root, { VIRTUAL_ENV: 'venv', CONDA_PREFIX: '' })).toBeUndefined()
  })
})

describe('what the config names', () => {
  test('an environment, or a folder of packages', () => {
    const root = folderOf({ ...environmentFiles('tools/python'), 'vendor/taggit/__init__.py': '' })
    expect(find(root, {}, 'tools/python')?.sitePackages).toContain('site-packages')
    expect(find(root, {}, 'vendor')).toEqual({ name: 'vendor', sitePackages: join(root, 'vendor') })
  })

  test('what is not there is an error', () => {
    expect(() => find(folderOf({}), {}, 'nowhere')).toThrow(UsageError)
  })
})
