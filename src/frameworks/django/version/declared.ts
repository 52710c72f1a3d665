import type { FileTree } from '../../../model/tree.ts'
import { parseRequirement, type Requirement } from './requirement.ts'

/** What a file of a project says of the distributions that it needs. */
export type ReadDeclared = (tree: FileTree, path: string) => readonly Requirement[]

/** The files of a folder that declare requirements, and how to read each; first those that count first. */
export const declaringFiles: readonly { readonly file: RegExp; readonly read: ReadDeclared }[] = [
  // What documentation is built with is no guide to what the project runs on.
  { file: /^(?!.*doc)[^/]*requirements[^/]*\.txt$/i, read: requirementsFile },
  { file: /^requirements\/(?!.*doc)[^/]+\.txt$/i, read: requirementsFile },
  { file: /^(?!.*doc)([^/]*requirements[^/]*|requirements\/[^/]+)\.in$/i, read: requirementsFile },
  { file: /^pyproject\.toml$/, read: pyproject },
  { file: /^Pipfile$/, read: keysAndVersions },
  { file: /^setup\.cfg$/, read: bareLines },
  { file: /^setup\.py$/, read: (tree, path) => quoted(textOf(tree, path)) },
  { file: /^tox\.ini$/, read: bareLines },
]

const decoder = new TextDecoder()

function textOf(tree: FileTree, path: string): string {
  return decoder.decode(tree.read(path) ?? new Uint8Array())
}

/** A file for `pip install -r`, with the files that it includes (`-r`, `-c`). */
function requirementsFile(tree: FileTree, path: string, seen = new Set<string>()): Requirement[] {
  if (seen.has(path) || seen.size > 50) return []
  seen.add(path)
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  return textOf(tree, path)
    .split('\n')
    .flatMap((line) => {
      const [, included] = /^\s*(?:-r|-c|--requirement|--constraint)[ =]?\s*(\S+)/.exec(line) ?? []
      if (included !== undefined) return requirementsFile(tree, resolved(folder, included), seen)
      return parseRequirement(line) ?? []
    })
}

function resolved(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Sections of a pyproject.toml that hold `name = "specifiers"` instead of a list of requirements. */
const tables = /^tool\.poetry\.(group\.[^.]+\.)?(dev-)?dependencies$/

/** A pyproject.toml: the dependencies of the project before those of its extras and groups. */
function pyproject(tree: FileTree, path: string): Requirement[] {
  const first: Requirement[] = []
  const others: Requirement[] = []
  for (const { section, lines } of sections(textOf(tree, path))) {
    const [, poetry] =
      /^tool\.poetry\.(?:group\.[^.]+\.)?(?:dev-)?dependencies\.["']?([^"']+)["']?$/.exec(section) ?? []
    if (poetry !== undefined) first.push(...versionOf(poetry, lines.join('\n')))
    else if (tables.test(section)) {
      const target = section === 'tool.poetry.dependencies' ? first : others
      target.push(...keyed(lines))
    } else if (section === 'project') {
      const at = lines.findIndex((line) => /^dependencies\s*=/.test(line))
      if (at < 0) continue
      const end = lines.findIndex((line, index) => index > at && /^[\w.-]+\s*=/.test(line))
      first.push(...quoted(lines.slice(at, end < 0 ? undefined : end).join('\n')))
    } else if (
      /^(project\.optional-dependencies|dependency-groups|tool\.(pdm|uv|hatch)\b.*)$/.test(section)
    ) {
      others.push(...quoted(lines.join('\n')))
    }
  }
  return [...first, ...others]
}

/** A Pipfile. */
function keysAndVersions(tree: FileTree, path: string): Requirement[] {
  return sections(textOf(tree, path))
    .filter(({ section }) => section === 'packages' || section === 'dev-packages')
    .flatMap(({ lines }) => keyed(lines))
}

/** Lines of an INI file; tox writes the factors that a line is for before it: `django42: Django>=4.2,<5`. */
function bareLines(tree: FileTree, path: string): Requirement[] {
  return textOf(tree, path)
    .split('\n')
    .flatMap((line) => parseRequirement(line.replace(/^\s*[\w{},!-]+\s*:\s/, '')) ?? [])
}

function sections(text: string): { section: string; lines: string[] }[] {
  const found: { section: string; lines: string[] }[] = [{ section: '', lines: [] }]
  for (const line of text.split('\n')) {
    const [, section] = /^\[\[?([^[\]]+)\]\]?\s*(?:#.*)?$/.exec(line.trimEnd()) ?? []
    if (section === undefined) found.at(-1)!.lines.push(line)
    else found.push({ section: section.trim(), lines: [] })
  }
  return found
}

/** `name = "specifiers"`, or `name = { version = "specifiers" }`. */
function keyed(lines: readonly string[]): Requirement[] {
  return lines.flatMap((line) => {
    const [, name, value] = /^\s*["']?([\w.-]+)["']?\s*=\s*(\S.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) return []
    return /^["']/.test(value) ? versionOf(name, `version = ${value}`) : versionOf(name, value)
  })
}

function versionOf(name: string, text: string): Requirement[] {
  return [...text.matchAll(/\bversion\s{0,9}=\s{0,9}["']([^"'\n]{0,200})["']/g)].flatMap(
    ([, specifiers]) =>
      parseRequirement(`${name}${/^[\d]/.test(specifiers!) ? '==' : ''}${specifiers!}`) ?? [],
  )
}

/** The string literals that are requirements; comments are left out. */
function quoted(text: string): Requirement[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => [...line.matchAll(/"([^"]{1,300})"|'([^']{1,300})'/g)])
    .flatMap(([, double, single]) => parseRequirement(double ?? single!) ?? [])
}
