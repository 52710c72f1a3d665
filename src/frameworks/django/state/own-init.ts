import type { Expr, Stmt } from '../../../python/ast.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import type { FunctionValue, Value } from '../../../python/value.ts'
import { canonicalName } from '../values/names.ts'

type Call = Extract<Expr, { type: 'Call' }>

/**
 * Whether a migration's `__init__` leaves the state to its operations: beside calling the one above it, it puts SQL or
 * code to run among them, such as for one database alone, or says whether the migration is atomic.
 */
export function addsOnlySteps(init: Value | undefined, interpreter: Interpreter): boolean {
  if (init?.kind !== 'function' || init.code.type !== 'FunctionDef') return false
  const self = init.params[0]?.name
  if (self === undefined || init.decorators.length > 0) return false
  return init.code.body.every((stmt) => isHarmless(stmt, self, init, interpreter))
}

function isHarmless(stmt: Stmt, self: string, init: FunctionValue, interpreter: Interpreter): boolean {
  if (stmt.type === 'If')
    return [...stmt.body, ...stmt.orelse].every((each) => isHarmless(each, self, init, interpreter))
  if (stmt.type === 'Assign')
    return stmt.value.type === 'Constant' && stmt.targets.every((target) => isPath(target, [self, 'atomic']))
  if (stmt.type !== 'Expr') return false
  const { value } = stmt
  if (value.type === 'Constant') return true
  return value.type === 'Call' && (isAbove(value) || addsStep(value, self, init, interpreter))
}

/** `super().__init__(…)` */
function isAbove({ func }: Call): boolean {
  if (func.type !== 'Attribute' || func.attr !== '__init__' || func.value.type !== 'Call') return false
  return isPath(func.value.func, ['super'])
}

/** `self.operations.insert(0, migrations.RunSQL(…))`, without operations that move the state. */
function addsStep(
  { func, args, keywords }: Call,
  self: string,
  init: FunctionValue,
  interpreter: Interpreter,
): boolean {
  const position = ['insert', 'append'].findIndex((name) => isPath(func, [self, 'operations', name]))
  const step = position < 0 ? undefined : args[1 - position]
  if (step?.type !== 'Call' || keywords.length > 0) return false
  const callee = interpreter.evaluate(step.func, init.scope)
  const path = callee.kind === 'reference' ? canonicalName(callee.path) : ''
  if (!/^django\.db\.migrations\.Run(?:SQL|Python)$/.test(path)) return false
  return (
    step.args.length <= 2 &&
    step.args.every(({ type }) => type !== 'Starred') &&
    step.keywords.every(({ arg }) => arg !== undefined && arg !== 'state_operations')
  )
}

function isPath(expr: Expr, names: readonly string[]): boolean {
  const last = names.at(-1)
  if (names.length === 1) return expr.type === 'Name' && expr.id === last
  return expr.type === 'Attribute' && expr.attr === last && isPath(expr.value, names.slice(0, -1))
}
