import type { FileTree } from '../../../../model/tree.ts'
import type { Expr } from '../../../../python/ast.ts'
import { installedModule, isInstalled } from '../../../../python/environment.ts'
import type { Interpreter } from '../../../../python/interpreter.ts'
import { moduleName } from '../../../../python/modules.ts'
import type { Scope } from '../../../../python/scope.ts'
import { constant, type CallValue, type Value } from '../../../../python/value.ts'
import { bound } from '../../values/calls.ts'

/** `register(Model, ...)` in a module, or an unknown one. */
export interface Registration {
  readonly model: Value
  /** The package that the historical model belongs to, where it is given. */
  readonly app: Value | undefined
  /** The attribute that the model gets. */
  readonly name: Value | undefined
  /** The call of the class that keeps the history. */
  readonly call: CallValue
  readonly scope: Scope
}

/**
 * A file that may register models in a way that `registrations` does not follow: in a function, or in a module that loading
 * the models does not run. Undefined where there is none.
 */
export function registersUnseen(
  tree: FileTree,
  interpreter: Interpreter,
  reached: ReadonlySet<string>,
): string | undefined {
  return tree.paths.find((path) => {
    const bytes = path.endsWith('.py') ? tree.read(path) : undefined
    const text = bytes ? new TextDecoder('latin1').decode(bytes) : ''
    if (!importsIt.test(text)) return false
    const seen = reached.has(path) ? registrations(interpreter, path).length : 0
    // The import names it once.
    return text.includes('register as ') || (text.match(/(?<![.@\w])register\b/g) ?? []).length - 1 > seen
  })
}

const importsIt = /from simple_history import [\s\w,(]*\bregister\b|\bsimple_history\.register\b/

type Call = Extract<Expr, { type: 'Call' }>

/** The models that a module has a history kept of (`register`, simple_history/__init__.py), in order. */
export function registrations(interpreter: Interpreter, path: string): readonly Registration[] {
  const scope = interpreter.module(path)
  if (!scope) return []
  return scope.file.module.body.flatMap((stmt) => {
    if (stmt.type !== 'Expr' || stmt.value.type !== 'Call') return []
    return isRegister(stmt.value, scope, interpreter)
      ? (registration(stmt.value, scope, interpreter) ?? [])
      : []
  })
}

/** Whether a call is of the function that makes a historical model of a class. */
function isRegister({ func }: Call, scope: Scope, interpreter: Interpreter): boolean {
  if (func.type !== 'Name' && func.type !== 'Attribute') return false
  const value = interpreter.evaluate(func, scope)
  if (value.kind === 'reference') return value.path === 'simple_history.register'
  if (value.kind !== 'function' || !isInstalled(value.origin.path)) return false
  return value.name === 'register' && installedModule(value.origin.path) === 'simple_history'
}

const parameters = ['model', 'app', 'manager_name', 'records_class', 'table_name']

function registration(expr: Call, scope: Scope, interpreter: Interpreter): Registration | undefined {
  if (expr.args.some(({ type }) => type === 'Starred') || expr.keywords.some(({ arg }) => arg === undefined))
    return undefined
  const origin = interpreter.origin(expr, scope)
  const valueOf = (each: Expr) => withPackage(interpreter.evaluate(each, scope), scope, interpreter)
  const given = {
    args: expr.args.map(valueOf),
    keywords: new Map(expr.keywords.map(({ arg, value }) => [arg!, valueOf(value)])),
  }
  const named = new Map([...given.keywords].filter(([name]) => parameters.includes(name)))
  const callee: Value = { kind: 'reference', path: 'simple_history.register' }
  const known = bound({ kind: 'call', callee, args: given.args, keywords: named, expr, origin }, parameters)
  const model = known?.get('model')
  if (!known || !model) return undefined
  const keywords = new Map([...given.keywords].filter(([name]) => !parameters.includes(name)))
  const table = known.get('table_name')
  if (table) keywords.set('table_name', table)
  const maker = known.get('records_class')
  const isDefault = maker === undefined || (maker.kind === 'const' && maker.value === null)
  const records = isDefault
    ? ({ kind: 'reference', path: 'simple_history.models.HistoricalRecords' } as const)
    : maker
  const call = withPartial({ kind: 'call', callee: records, args: [], keywords, expr, origin })
  return { model, app: known.get('app'), name: known.get('manager_name'), call, scope }
}

/** The call of what `functools.partial` holds, with the keywords that it was given before. */
function withPartial(call: CallValue): CallValue {
  const { callee } = call
  if (callee.kind !== 'call' || callee.callee.kind !== 'reference') return call
  if (callee.callee.path !== 'functools.partial' || callee.args.length !== 1) return call
  return withPartial({
    ...call,
    callee: callee.args[0]!,
    keywords: new Map([...callee.keywords, ...call.keywords]),
  })
}

/** `__package__` as the name that it is. */
function withPackage(value: Value, { file }: Scope, interpreter: Interpreter): Value {
  if (value.kind !== 'reference' || value.path !== 'builtins.__package__') return value
  const name = moduleName(interpreter, file.path)
  const isPackage = file.path.endsWith('/__init__.py')
  return constant(isPackage ? name : name.slice(0, Math.max(name.lastIndexOf('.'), 0)))
}
