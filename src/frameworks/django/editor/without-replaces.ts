import type { Module, Stmt } from '../../../python/ast.ts'
import { spliced, type Splice } from './splice.ts'

/**
 * The bytes of a migration file without what it replaces; everything else stays byte for byte. Undefined where `replaces`
 * is not set in the class itself, or is all that the class holds.
 */
export function withoutReplaces(bytes: Uint8Array, { body, text }: Module): Uint8Array | undefined {
  const own = body.flatMap((stmt) => (stmt.type === 'ClassDef' && stmt.name === 'Migration' ? stmt.body : []))
  const set = own.filter(setsReplaces)
  if (set.length === 0 || set.length === own.length) return undefined
  return spliced(
    bytes,
    text,
    set.map((stmt) => wholeLines(text, stmt)),
  )
}

function setsReplaces(stmt: Stmt): boolean {
  const targets =
    stmt.type === 'Assign'
      ? stmt.targets
      : stmt.type === 'AnnAssign' || stmt.type === 'AugAssign'
        ? [stmt.target]
        : []
  return targets.length === 1 && targets[0]?.type === 'Name' && targets[0].id === 'replaces'
}

/** The lines of a statement that stands alone on them, with the blank ones after it. */
function wholeLines(text: string, { start, end }: Stmt): Splice {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const rest = /^[^\S\n]*(#[^\n]*)?\n([^\S\n]*\n)*/.exec(text.slice(end))?.[0]
  const isAlone = text.slice(from, start).trim() === '' && rest !== undefined
  return isAlone ? { start: from, end: end + rest.length, text: '' } : { start, end, text: 'pass' }
}
