import type { Expr, Stmt } from '../../../python/ast.ts'
import { bindImport } from '../../../python/imports.ts'
import { comprehensionScope } from '../../../python/scope.ts'
import { conditionOf } from './conditions.ts'
import { evaluate, functionOf } from './evaluate.ts'
import { bindTarget } from './assign.ts'
import { leaves, skips } from './leaving.ts'
import { loop, noteEnd, whileLoop } from './loops.ts'
import { anyOf, unsure, where, type Condition, type Path } from './reach.ts'
import { merge, type Branch, type Forked, type Walk } from './walk.ts'

/** How a block ends: it is run through, left by `return`, `break` or `continue`, or by an exception. */
export type End = 'through' | 'left' | 'raised'

export function block(walk: Walk, body: readonly Stmt[]): End {
  for (const stmt of body) {
    if (--walk.stepsLeft < 0) {
      walk.unfollowed('the function takes too long to follow', stmt)
      return 'through'
    }
    const end = statement(walk, stmt)
    if (end !== 'through') return end
  }
  return 'through'
}

function statement(walk: Walk, stmt: Stmt): End {
  switch (stmt.type) {
    case 'FunctionDef':
      walk.frame.vars.set(stmt.name, functionOf(walk, stmt))
      return 'through'
    case 'ClassDef':
      walk.frame.vars.set(stmt.name, { kind: 'unknown', cause: `what \`${stmt.name}\` does` })
      return 'through'
    case 'Import':
    case 'ImportFrom':
      bindImports(walk, stmt)
      return 'through'
    case 'Assign': {
      const value = evaluate(walk, stmt.value)
      for (const target of stmt.targets) bindTarget(walk, target, value)
      return 'through'
    }
    case 'AnnAssign':
      if (stmt.value) bindTarget(walk, stmt.target, evaluate(walk, stmt.value))
      return 'through'
    case 'AugAssign': {
      const value = evaluate(walk, {
        type: 'BinOp',
        op: stmt.op.replace(/=$/, ''),
        left: stmt.target,
        right: stmt.value,
        start: stmt.start,
        end: stmt.end,
      })
      bindTarget(walk, stmt.target, value)
      return 'through'
    }
    case 'Expr':
      evaluate(walk, stmt.value)
      return 'through'
    case 'If': {
      const test = conditionOf(walk, stmt.test)
      if (walk.frame.parts && leaves(stmt.body)) noteEnd(walk.frame.parts, test)
      return branches(walk, test, [() => block(walk, stmt.body), () => block(walk, stmt.orelse)])
    }
    case 'For':
      return loop(walk, stmt)
    case 'While':
      return whileLoop(walk, stmt)
    case 'Try':
      return attempt(walk, stmt)
    case 'With':
      return within(walk, stmt)
    case 'Match':
      return match(walk, stmt)
    case 'Return':
      walk.frame.returned.push(stmt.value ? evaluate(walk, stmt.value) : { kind: 'data', isNull: 'always' })
      return 'left'
    case 'Raise':
    case 'Assert':
    case 'Delete':
      if (stmt.type !== 'Delete') stmt.values.forEach((value) => evaluate(walk, value))
      return stmt.type === 'Raise' ? 'raised' : 'through'
    case 'Break':
    case 'Continue':
      return 'left'
    case 'OtherStmt':
      for (const name of stmt.binds) walk.frame.vars.set(name, { kind: 'unknown', cause: `\`${name}\`` })
      return 'through'
    default:
      return 'through'
  }
}

function within(walk: Walk, stmt: Extract<Stmt, { type: 'With' }>): End {
  let suppresses = false
  for (const { value, target } of stmt.items) {
    const entered = evaluate(walk, value)
    if (entered.kind === 'data' && entered.suppresses) suppresses = true
    if (target) bindTarget(walk, target, entered)
  }
  if (!suppresses) return block(walk, stmt.body)
  const { path } = walk
  walk.tries++
  const end = takeAny(walk, [
    {
      from: { ...unsure },
      run: () => {
        const own = block(walk, stmt.body)
        walk.tries--
        return own
      },
    },
    { from: { ...unsure }, run: () => 'through' },
  ])
  if (end === 'through' && !skips(stmt.body)) walk.path = path
  return end
}

/** Names that a function imports are looked up where its module would have them. */
function bindImports(walk: Walk, stmt: Extract<Stmt, { type: 'Import' | 'ImportFrom' }>): void {
  const { interpreter } = walk.site.context
  const own = comprehensionScope(walk.scope)
  bindImport(interpreter, stmt, own)
  for (const name of own.names.keys()) {
    const value = interpreter.lookup(name, own)
    if (value) walk.frame.vars.set(name, { kind: 'value', value })
  }
}

/** Takes both ways of a condition, as far as each may be taken. */
export function branches(walk: Walk, test: Condition, [yes, no]: readonly [() => End, () => End]): End {
  const ways = [
    { holds: test.yes, run: yes },
    { holds: test.no, run: no },
  ].filter(({ holds }) => holds !== 'never')
  return takeAny(
    walk,
    ways.map(({ holds, run }) => ({ from: where(walk.path, holds), run })),
  )
}

interface Way {
  readonly from: Path
  readonly run: () => End
}

/** Takes each of several ways, of which one is taken when it runs, and goes on from where they end. */
function takeAny(walk: Walk, ways: readonly Way[]): End {
  const { path } = walk
  const before = walk.fork()
  const through: Branch[] = []
  const ends: End[] = []
  for (const { from, run } of ways) {
    walk.restore(copy(before))
    walk.path = from
    const end = run()
    ends.push(end)
    if (end === 'through') through.push({ ...walk.fork(), start: from, end: walk.path })
  }
  if (through.length === 0) {
    walk.restore(before)
    walk.path = path
    return ends.includes('left') ? 'left' : 'raised'
  }
  const isLeft = ends.includes('left') || through.some(({ start, end }) => start !== end)
  const after = isLeft ? anyOf(through.map(({ end }) => end)) : path
  merge(walk, before, after, through)
  walk.path = after
  return 'through'
}

function copy({ vars, heap }: Forked): Forked {
  return {
    vars: new Map(vars),
    heap: { lists: new Map(heap.lists), fields: new Map(heap.fields), written: new Set(heap.written) },
  }
}

function attempt(walk: Walk, stmt: Extract<Stmt, { type: 'Try' }>): End {
  const { path } = walk
  // What fails is not passed over where it is raised again.
  const isSafe = stmt.handlers.every(({ body }) => body.at(-1)?.type === 'Raise' && !skips(body))
  const body = () => {
    const end = block(walk, stmt.body)
    return end === 'through' ? block(walk, stmt.orelse) : end
  }
  let end: End
  if (stmt.handlers.length > 0) walk.tries++
  if (isSafe) {
    end = body()
    if (stmt.handlers.length > 0) walk.tries--
  } else {
    const from = { ...unsure }
    end = takeAny(walk, [
      {
        from,
        run: () => {
          const own = body()
          walk.tries--
          return own
        },
      },
      ...stmt.handlers.map(({ name, body: handler }) => ({
        from: { ...unsure },
        run: () => {
          if (name !== undefined) walk.frame.vars.set(name, { kind: 'data', isNull: 'never' })
          return block(walk, handler)
        },
      })),
    ])
    if (end === 'through' && !skips([stmt])) walk.path = path
  }
  const after = block(walk, stmt.finalbody)
  return after === 'through' ? end : after
}

function match(walk: Walk, stmt: Extract<Stmt, { type: 'Match' }>): End {
  evaluate(walk, stmt.subject)
  const isWhole = stmt.cases.some(({ pattern, guard }) => !guard && isWildcard(pattern))
  return takeAny(walk, [
    ...stmt.cases.map(({ captures, guard, body }) => ({
      from: { ...unsure },
      run: () => {
        for (const name of captures) walk.frame.vars.set(name, { kind: 'data', isNull: 'maybe' })
        if (guard) evaluate(walk, guard)
        return block(walk, body)
      },
    })),
    ...(isWhole ? [] : [{ from: { ...unsure }, run: (): End => 'through' }]),
  ])
}

const isWildcard = (pattern: Expr) => pattern.type === 'OtherExpr' && pattern.text.trim() === '_'
