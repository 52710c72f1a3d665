import type { Stmt } from '../../../python/ast.ts'
import { namesBound } from '../../../python/names-bound.ts'
import { bindTarget } from './assign.ts'
import { conditionOf } from './conditions.ts'
import { evaluate } from './evaluate.ts'
import { iterated } from './iterate.ts'
import type { Known } from './known.ts'
import { leaves, returns } from './leaving.ts'
import { noneSurely, unsure, where, type Condition } from './reach.ts'
import { block, type End } from './statements.ts'
import type { PartsLoop, Walk } from './walk.ts'

/** A loop over parts ends where a part is empty, or else somewhere. */
export function noteEnd(parts: PartsLoop, { no }: Condition): void {
  if (typeof no !== 'string' && [...no.keys()].every((key) => typeof key === 'string')) parts.hasEnd = true
  else parts.isWhole = false
}

const longest = 60

/** `for`. */
export function loop(walk: Walk, stmt: Extract<Stmt, { type: 'For' }>): End {
  const iterable = evaluate(walk, stmt.iter)
  const { items, isEach, holds } = iterated(walk, iterable)
  const { path } = walk
  const isCutShort = leaves(stmt.body)
  const each = isEach && items.length <= longest
  if (!each) forgetAssigned(walk, stmt)
  const taken = each ? items : items.slice(0, 1)
  let from = each ? path : where(path, holds)
  if (!each) walk.repeats++
  for (const item of taken) {
    walk.path = from
    bindTarget(walk, stmt.target, isCutShort && !each ? cutShort(item) : item)
    const first = walk.recorder.writes.length
    block(walk, stmt.body)
    if (isCutShort && !each) walk.recorder.doubt(first)
    if (isCutShort && each) from = unsure
  }
  if (!each) walk.repeats--
  walk.path = returns(stmt.body) ? unsure : path
  otherwise(walk, stmt, isCutShort)
  return 'through'
}

/** The `else` of a loop is not come to where it is left by `break`. */
function otherwise(
  walk: Walk,
  { orelse }: Extract<Stmt, { type: 'For' | 'While' }>,
  isCutShort: boolean,
): void {
  const { path } = walk
  if (isCutShort) walk.path = { ...unsure }
  block(walk, orelse)
  walk.path = path.isSure && leaves(orelse) ? { ...unsure } : path
}

/** A loop that may end early surely comes to no object. */
function cutShort(item: Known): Known {
  if (item.kind === 'row') return { ...item, reach: noneSurely }
  if (item.kind === 'rows') return { ...item, reach: noneSurely, whole: undefined }
  return item.kind === 'tuple' ? { ...item, items: item.items.map(cutShort) } : item
}

/** What a loop sets has another value the second time. */
function forgetAssigned(walk: Walk, stmt: Extract<Stmt, { type: 'For' | 'While' }>): void {
  for (const name of namesBound(stmt.body).assigned) {
    const known = walk.frame.vars.get(name)
    const unknown = { kind: 'unknown', cause: `what \`${name}\` is` } as const
    if (known?.kind === 'value' && known.value.kind === 'const') {
      const initial = known.value.value
      walk.frame.vars.set(
        name,
        initial === null ? { ...unknown, initial } : { kind: 'data', isNull: 'maybe', initial },
      )
    } else if (known?.kind === 'data') walk.frame.vars.set(name, { kind: 'data', isNull: 'maybe' })
    else if (known?.kind === 'expression' || known?.kind === 'tuple') walk.frame.vars.set(name, unknown)
  }
}

/** `while`. */
export function whileLoop(walk: Walk, stmt: Extract<Stmt, { type: 'While' }>): End {
  forgetAssigned(walk, stmt)
  const { path } = walk
  const outer = walk.frame.parts
  const parts = { isWhole: true, hasEnd: false }
  walk.frame.parts = parts
  walk.partsDepth++
  const first = walk.recorder.writes.length
  const test = conditionOf(walk, stmt.test)
  if (test.yes !== 'always') {
    if (typeof test.yes === 'string') parts.isWhole = false
    else parts.hasEnd = true
    walk.path = where(path, test.yes)
  }
  block(walk, stmt.body)
  const isWhole = parts.isWhole && parts.hasEnd && endsAtItsOwnLevel(stmt.body)
  walk.frame.parts = outer
  walk.partsDepth--
  if (!isWhole) {
    walk.recorder.doubt(first)
    walk.frame.yielded.splice(0, walk.frame.yielded.length, ...walk.frame.yielded.map(cutShort))
  }
  walk.path = isWhole || !returns(stmt.body) ? path : unsure
  otherwise(walk, stmt, leaves(stmt.body))
  return 'through'
}

/** Whether each `break` and `return` of a loop stands alone under a condition at its own level. */
function endsAtItsOwnLevel(body: readonly Stmt[]): boolean {
  const ends = body.filter((stmt) => leaves([stmt]))
  return ends.every((stmt) => stmt.type === 'If' && stmt.orelse.length === 0 && leaves(stmt.body.slice(-1)))
}
