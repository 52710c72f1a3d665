import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { rooms, type Room } from './architecture.ts'

const root = join(import.meta.dirname, '..')
const longestFile = 300

interface Source {
  readonly path: string
  readonly text: string
  readonly room: Room | undefined
  /** What the file imports, type-only and dynamic imports too: paths from the root, or package names. */
  readonly imports: readonly string[]
}

const sources = ['bin', 'rules', 'src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .map(read),
)

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const { importedFiles } = ts.preProcessFile(text, true, true)
  const imports = importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? normalize(join(dirname(path), fileName)).replaceAll('\\', '/') : fileName,
  )
  return { path, text, room: rooms.find((room) => holds(room.files, path)), imports }
}

/** A row's pattern is a file, or a folder with everything in it. `*` stands for one folder's name. */
function holds(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (given.length < wanted.length) return false
  return wanted.every((part, at) => (part === '*' ? at < given.length - 1 : part === given[at]))
}

function packageName(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(packageName(specifier))
}

/** True where `path` may use `target`: its own room's files, or a room that the row names. */
function mayUse({ room, path }: Source, target: string): boolean {
  if (!room) return false
  // Two files of one `*` row may only meet inside one folder: another framework is another room.
  const depth = room.files.split('/').length
  const sameFolder = path.split('/').slice(0, depth).join('/') === target.split('/').slice(0, depth).join('/')
  const sibling = room.files.includes('*') ? sameFolder : holds(room.files, target)
  if (sibling && !room.apart) return true
  return room.may.some((pattern) => holds(pattern, target))
}

describe('the import table', () => {
  test.each(rooms)('the row $files matches a file, unless it is planned', ({ files, planned }) => {
    const found = sources.some(({ path }) => holds(files, path))
    expect(found, planned ? `${files} exists: take "planned" off` : `nothing is at ${files}`).toBe(!planned)
  })

  test('every file belongs to a room', () => {
    expect(sources.filter(({ room }) => !room).map(({ path }) => path)).toEqual([])
  })

  test('files import only what their room may', () => {
    const broken = sources.flatMap((source) =>
      source.imports
        .filter(
          (target) => target.startsWith('src/') || target.startsWith('rules/') || target.startsWith('bin/'),
        )
        .filter((target) => !mayUse(source, target))
        .map((target) => `${source.path} imports ${target}`),
    )
    expect(broken).toEqual([])
  })

  test('nothing reaches out of the source folders', () => {
    const out = sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => /^(\.\.|test\/|node_modules\/)/.test(target))
        .map((target) => `${path}: ${target}`),
    )
    expect(out).toEqual([])
  })

  test('each package is imported only behind its own door', () => {
    const broken = sources.flatMap(({ path, room, imports }) =>
      imports
        .filter((target) => !/^(src|rules|bin)\//.test(target) && !isBuiltin(target))
        .filter((target) => !room?.packages?.includes(packageName(target)))
        .map((target) => `${path} imports ${target}`),
    )
    expect(broken).toEqual([])
  })

  test("Node's own modules are imported only where the table names them", () => {
    const broken = sources.flatMap(({ path, room, imports }) =>
      imports
        .filter(isBuiltin)
        .filter((target) => !room?.node?.includes(target.replace('node:', '')))
        .map((target) => `${path} imports ${target}`),
    )
    expect(broken).toEqual([])
  })

  test('what a row allows is used by some file', () => {
    const unused = rooms
      .filter(({ planned }) => !planned)
      .flatMap((room) => {
        const imports = sources.filter((source) => source.room === room).flatMap((source) => source.imports)
        const packages = (room.packages ?? []).filter(
          (name) => !imports.some((target) => packageName(target) === name),
        )
        const node = (room.node ?? []).filter((name) => !imports.includes(`node:${name}`))
        return [...packages, ...node].map((name) => `${room.files}: ${name}`)
      })
    expect(unused).toEqual([])
  })
})

describe('purity', () => {
  test('only bin touches the process', () => {
    const touching = sources.filter(({ path, text }) => !path.startsWith('bin/') && namesProcess(path, text))
    expect(touching.map(({ path }) => path)).toEqual([])
  })

  test('nothing evaluates text as code', () => {
    expect(
      sources.filter(({ text }) => /\beval\(|new Function\(/.test(text)).map(({ path }) => path),
    ).toEqual([])
  })
})

describe('size and names', () => {
  test(`no file is longer than ${longestFile} lines`, () => {
    const long = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    expect(long.filter(({ lines }) => lines > longestFile)).toEqual([])
  })

  test('no drawer for odds and ends', () => {
    const drawers = /^(utils?|helpers?|misc|common|shared)$/
    const parts = (path: string) => path.split('/').map((part) => basename(part, '.ts'))
    expect(sources.filter(({ path }) => parts(path).some((part) => drawers.test(part)))).toEqual([])
  })
})

/** True where `process` (or `globalThis.process`) is used as a value; a property or a parameter of that name is not. */
function namesProcess(path: string, text: string): boolean {
  if (!/\bprocess\b/.test(text)) return false
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  let found = false
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'process' && isGlobal(node)) found = true
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isGlobal(name: ts.Identifier): boolean {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) {
    return ts.isIdentifier(parent.expression) && parent.expression.text === 'globalThis'
  }
  const declares = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isParameter(parent)
  return !(declares && parent.name === name)
}
