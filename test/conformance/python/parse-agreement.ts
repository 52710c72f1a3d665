import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadParser, type ParsePython } from '../../../src/python/parse.ts'
import { normalTree, type Tree } from './normal-tree.ts'

/** How our parser and Python's read the files of a folder. */
export interface ParseAgreement {
  readonly files: number
  readonly bytes: number
  readonly same: number
  /** Files that neither reads. */
  readonly refused: number
  /** Files that Python refuses and ours reads, or the other way round. */
  readonly onlyOurs: readonly string[]
  readonly onlyPython: readonly string[]
  /** Files that are cut off, so that nothing is concluded of them. */
  readonly tooDeep: readonly string[]
  readonly different: readonly string[]
  /** Of our parser alone, with the copying of its tree. */
  readonly milliseconds: number
}

type Answer = { readonly tree: Tree } | { readonly error: string }

const filesAtOnce = 200

/** Parses every .py file under `folder` with both, and compares the trees. Nothing of them is run. */
export async function parseAgreement(folder: string, python = 'python3'): Promise<ParseAgreement> {
  const parse = await loadParser()
  const paths = pythonFiles(folder)
  const result = {
    files: paths.length,
    bytes: 0,
    same: 0,
    refused: 0,
    onlyOurs: [] as string[],
    onlyPython: [] as string[],
    tooDeep: [] as string[],
    different: [] as string[],
    milliseconds: 0,
  }
  for (let at = 0; at < paths.length; at += filesAtOnce) {
    const some = paths.slice(at, at + filesAtOnce)
    const answers = askPython(some, python)
    for (const [index, path] of some.entries()) compareFile(parse, path, answers[index]!, result)
  }
  return result
}

function compareFile(
  parse: ParsePython,
  path: string,
  answer: Answer,
  result: {
    -readonly [Key in keyof ParseAgreement]: ParseAgreement[Key] extends readonly string[] ? string[] : number
  },
): void {
  const bytes = readFileSync(path)
  result.bytes += bytes.length
  const start = performance.now()
  const module = parse(bytes)
  result.milliseconds += performance.now() - start
  const ours = module.syntaxError === undefined
  if (!ours && 'error' in answer) result.refused++
  else if (!ours)
    result.onlyPython.push(
      `${path}: ${module.syntaxError.message} at ${lineOf(module.text, module.syntaxError.start)}`,
    )
  else if (module.tooDeep) result.tooDeep.push(path)
  else if ('error' in answer) result.onlyOurs.push(`${path}: ${answer.error}`)
  else {
    const difference = firstDifference(normalTree(module), answer.tree, [])
    if (difference === undefined) result.same++
    else result.different.push(`${path}: ${difference}`)
  }
}

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length

function askPython(paths: readonly string[], python: string): Answer[] {
  const output = execFileSync(python, ['-I', resolve('test/conformance/python/ast_oracle.py')], {
    input: paths.map((path) => `${path}\n`).join(''),
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  })
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.endsWith('.py'))
    .map((item) => join(item.parentPath, item.name))
    .filter((path) => !path.includes('\n'))
    .sort()
}

/** Where two trees first part ways, in words. */
function firstDifference(ours: Tree, pythons: Tree, trail: readonly Tree[]): string | undefined {
  if (Array.isArray(ours) && Array.isArray(pythons)) {
    // A literal with the name of a character (`\\N{DASH}`) is not read.
    if (ours[0] === 'Other' && ours[1] === 'string' && (pythons[0] === 'str' || pythons[0] === 'JoinedStr'))
      return undefined
    const inner = typeof ours[0] === 'string' ? [...trail, ours[0]] : trail
    for (let i = 0; i < Math.max(ours.length, pythons.length); i++) {
      const found = firstDifference(ours[i] ?? null, pythons[i] ?? null, inner)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (ours === pythons) return undefined
  const show = (tree: Tree) => JSON.stringify(tree).slice(0, 300)
  return `${trail.slice(-6).join(' > ')}: ours ${show(ours)}, Python's ${show(pythons)}`
}
