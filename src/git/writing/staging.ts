import type { FileEdit } from '../../model/repair.ts'
import type { Git } from '../command.ts'
import { blobId, type ObjectFormat } from '../object-id.ts'
import { records } from '../path-bytes.ts'

/** A line of the index: `<mode> <id> <stage>`, as `ls-files --stage` prints it and `update-index` takes it. */
export interface IndexLine {
  readonly path: string
  readonly entry: string
}

/** What the index holds for these paths. */
export function indexLines(git: Git, paths: readonly string[]): readonly IndexLine[] {
  if (paths.length === 0) return []
  const output = git.runSync(['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', ...paths])
  return records(output).map((record) => {
    const tab = record.indexOf('\t')
    return { path: record.slice(tab + 1), entry: record.slice(0, tab) }
  })
}

/**
 * The index as it is to be after edits, for their paths: a file that is as it is staged stays so; of one with unstaged
 * changes, what is staged moves along, as `git mv` does; a conflict is settled; and what git does not track it does not
 * track afterwards.
 */
export function followed(
  edits: readonly FileEdit[],
  before: readonly IndexLine[],
  git: Git,
  format: ObjectFormat,
): readonly IndexLine[] {
  const touched = new Set(
    edits.flatMap((edit) => (edit.kind === 'rename' ? [edit.path, edit.to] : [edit.path])),
  )
  const after = new Map<string, readonly IndexLine[]>(
    [...touched].map((path) => [path, linesOf(before, path)]),
  )
  for (const edit of edits) if (edit.kind === 'delete' || edit.kind === 'rename') after.set(edit.path, [])
  for (const edit of edits) {
    if (edit.kind === 'delete') continue
    const path = edit.kind === 'rename' ? edit.to : edit.path
    const lines = linesOf(before, edit.path)
    const [mode = '100644', id, stage = '0'] = lines[0]?.entry.split(' ') ?? []
    const isTracked = edit.kind === 'create' ? edit.tracked || id !== undefined : id !== undefined
    if (!isTracked) continue
    const isAsStaged = edit.kind === 'create' || stage !== '0' || id === blobId(edit.before, format)
    const fresh = isAsStaged ? written(git, edit.after) : id!
    after.set(path, [{ path, entry: `${mode} ${fresh} 0` }])
  }
  return [...after.values()].flat()
}

/** Puts lines in the place of whatever the index holds for these paths: at once, as git replaces its index. */
export function stage(
  git: Git,
  paths: readonly string[],
  lines: readonly IndexLine[],
  format: ObjectFormat,
): void {
  const none = '0'.repeat(format === 'sha256' ? 64 : 40)
  const gone = paths.map((path) => `0 ${none}\t${path}\0`)
  const there = lines.map(({ path, entry }) => `${entry}\t${path}\0`)
  git.runSync(['update-index', '-z', '--index-info'], { input: Buffer.from([...gone, ...there].join('')) })
}

const linesOf = (lines: readonly IndexLine[], path: string) => lines.filter((line) => line.path === path)

function written(git: Git, bytes: Uint8Array): string {
  return git
    .runSync(['hash-object', '-w', '--stdin', '--no-filters'], { input: bytes })
    .toString('latin1')
    .trim()
}
