import type { TreeEntry } from '../model/tree.ts'
import { records } from './path-bytes.ts'

/** An entry as `ls-tree` and `ls-files --stage` print it. */
export interface ListedEntry {
  readonly path: string
  readonly kind: TreeEntry['kind']
  readonly id: string
  /** 0, or 1 to 3 for the sides of a conflict: base, ours, theirs. */
  readonly stage: number
}

/** What the working tree has in place of an index entry, or beside the index. */
export type WorkState = 'deleted' | 'changed' | 'intent-to-add'

export interface Status {
  /** Tracked paths whose file on disk is not what the index holds. */
  readonly work: ReadonlyMap<string, WorkState>
  readonly untracked: readonly string[]
  /** The checked out branch's short name; undefined where HEAD is detached. */
  readonly branch: string | undefined
  /** HEAD's full commit id; undefined where the branch is unborn. */
  readonly head: string | undefined
  /** False where `git status` would say that there is nothing to commit. */
  readonly dirty: boolean
}

/** A mode in octal, as git prints it -> what stands there; undefined for a mode that git does not know. */
export function kindOf(mode: string): TreeEntry['kind'] | undefined {
  if (mode === '120000') return 'symlink'
  if (mode === '160000') return 'submodule'
  return mode.startsWith('100') ? 'file' : undefined
}

/** Parses `ls-tree -r -z`: `<mode> <type> <id>\t<path>`. */
export function parseLsTree(output: Buffer): ListedEntry[] {
  return parseListing(output, ([mode, , id]) => ({ mode: mode!, id: id!, stage: 0 }))
}

/** Parses `ls-files --stage -z`: `<mode> <id> <stage>\t<path>`. */
export function parseLsFiles(output: Buffer): ListedEntry[] {
  return parseListing(output, ([mode, id, stage]) => ({ mode: mode!, id: id!, stage: Number(stage) }))
}

function parseListing(
  output: Buffer,
  read: (fields: string[]) => { mode: string; id: string; stage: number },
): ListedEntry[] {
  const entries: ListedEntry[] = []
  for (const record of records(output)) {
    const tab = record.indexOf('\t')
    const { mode, id, stage } = read(record.slice(0, tab).split(' '))
    const kind = kindOf(mode)
    if (kind) entries.push({ path: record.slice(tab + 1), kind, id, stage })
  }
  return entries
}

/** How many fields stand before the path, by a line's first character (git-status(1), porcelain format 2). */
const fieldsBeforePath: Readonly<Record<string, number>> = { '1': 8, u: 10, '?': 1 }

/** Parses `status --porcelain=v2 --branch -z --no-renames`. */
export function parseStatus(output: Buffer): Status {
  const work = new Map<string, WorkState>()
  const untracked: string[] = []
  const headers = new Map<string, string>()
  let dirty = false
  for (const record of records(output)) {
    const kind = record.charAt(0)
    if (kind === '#') {
      const [, name, value] = /^# (\S+) (.*)$/s.exec(record) ?? []
      if (name !== undefined) headers.set(name, value!)
      continue
    }
    dirty = true
    const { fields, path } = splitFields(record, fieldsBeforePath[kind] ?? 1)
    // A path that ends in `/` is a repository inside this one.
    if (kind === '?' && !path.endsWith('/')) untracked.push(path)
    if (kind === 'u') work.set(path, fields[6] === '000000' ? 'deleted' : 'changed')
    if (kind === '1') {
      const state = workState(fields[1]!)
      if (state) work.set(path, state)
    }
  }
  const branch = headers.get('branch.head')
  const head = headers.get('branch.oid')
  return {
    work,
    untracked,
    branch: branch === '(detached)' ? undefined : branch,
    head: head === '(initial)' ? undefined : head,
    dirty,
  }
}

/** From the second letter of a status: the working tree against the index. */
function workState(xy: string): WorkState | undefined {
  const letter = xy.charAt(1)
  if (letter === 'D') return 'deleted'
  if (letter === 'A') return 'intent-to-add'
  return letter === 'M' || letter === 'T' ? 'changed' : undefined
}

function splitFields(record: string, count: number): { fields: string[]; path: string } {
  let at = 0
  const fields: string[] = []
  for (let index = 0; index < count; index++) {
    const space = record.indexOf(' ', at)
    fields.push(record.slice(at, space))
    at = space + 1
  }
  return { fields, path: record.slice(at) }
}
