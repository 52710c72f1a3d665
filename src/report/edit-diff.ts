import type { FileEdit } from '../model/repair.ts'
import { diffLines, type DiffLine } from './line-diff.ts'
import type { Style } from './style.ts'
import { visible } from './visible.ts'

const context = 3

/** Edits as a unified diff, as `git diff` shows them. */
export function editDiff(edits: readonly FileEdit[], style: Style): string {
  return edits.map((edit) => oneFile(edit, style)).join('')
}

function oneFile(edit: FileEdit, style: Style): string {
  const to = edit.kind === 'rename' ? edit.to : edit.path
  const [before, after] = [
    edit.kind === 'create' ? [] : linesOf(edit.before),
    edit.kind === 'delete' ? [] : linesOf(edit.after),
  ]
  const head = [
    `diff --git a/${edit.path} b/${to}`,
    ...(edit.kind === 'rename' ? [`rename from ${edit.path}`, `rename to ${to}`] : []),
    ...(edit.kind === 'create' ? ['new file'] : []),
    ...(edit.kind === 'delete' ? ['deleted file'] : []),
  ]
  const hunks = hunksOf(diffLines(before, after))
  if (hunks.length > 0)
    head.push(
      `--- ${edit.kind === 'create' ? '/dev/null' : `a/${edit.path}`}`,
      `+++ ${edit.kind === 'delete' ? '/dev/null' : `b/${to}`}`,
    )
  const lines = [
    ...head.map((line) => style(visible(line), 'bold')),
    ...hunks.flatMap((hunk) => hunkLines(hunk, style)),
  ]
  return `${lines.join('\n')}\n`
}

interface Hunk {
  /** Lines of each text before the hunk. */
  readonly before: number
  readonly after: number
  readonly lines: readonly DiffLine[]
}

/** The changed lines with those around them; what overlaps is one hunk. */
function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const hunks: { before: number; after: number; lines: DiffLine[] }[] = []
  let [before, after, end] = [0, 0, 0]
  lines.forEach((line, at) => {
    const near = lines.slice(Math.max(at - context, 0), at + context + 1)
    if (near.some(({ mark }) => mark !== ' ')) {
      const last = hunks.at(-1)
      if (last && end === at) last.lines.push(line)
      else hunks.push({ before, after, lines: [line] })
      end = at + 1
    }
    if (line.mark !== '+') before++
    if (line.mark !== '-') after++
  })
  return hunks
}

function hunkLines({ before, after, lines }: Hunk, style: Style): string[] {
  const count = (mark: '+' | '-') => lines.filter((line) => line.mark === ' ' || line.mark === mark).length
  const range = (start: number, length: number) =>
    `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`
  return [
    style(`@@ -${range(before, count('-'))} +${range(after, count('+'))} @@`, 'cyan'),
    ...lines.map(({ mark, text }) => {
      const line = `${mark}${text.split('\t').map(visible).join('\t')}`
      return mark === ' ' ? line : style(line, mark === '+' ? 'green' : 'red')
    }),
  ]
}

function linesOf(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes).split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
