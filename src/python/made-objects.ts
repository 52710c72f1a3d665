import type { Expr } from './ast.ts'
import type { Interpreter } from './interpreter.ts'
import { findIn } from './class-chain.ts'
import { roleOf } from './decorators.ts'
import { frameOf } from './frame.ts'
import { instanceAttribute, instantiate } from './instances.ts'
import { linearize } from './mro.ts'
import type { Scope } from './scope.ts'
import type { CallValue, ClassValue, FunctionValue, Value } from './value.ts'

/** An attribute of `types.SimpleNamespace(name=value)` that nothing has changed since; undefined for any other one. */
export function ofNamespace({ callee, args, keywords }: CallValue, name: string): Value | undefined {
  const isNamespace = callee.kind === 'reference' && callee.path === 'types.SimpleNamespace'
  return isNamespace && args.length === 0 ? keywords.get(name) : undefined
}

/**
 * A property of what a call of a class of the repository made, and nothing has changed since: the object is made again to
 * ask it. Undefined for other attributes, and where making it may do more than to set attributes of its own.
 */
export function propertyOfMade(
  interpreter: Interpreter,
  call: CallValue,
  name: string,
  expr: Expr | undefined,
  scope: Scope,
): Value | undefined {
  const { callee } = call
  if (callee.kind !== 'class') return undefined
  const found = findIn(linearize(callee), name)
  if (found.kind !== 'own' || found.value.kind !== 'function') return undefined
  const role = roleOf(interpreter, found.value)
  if ((role !== 'property' && role !== 'cached property') || !isMadePlainly(callee)) return undefined
  const object = instantiate(interpreter, call, (run) => run())
  if (object.kind !== 'object' || object.lost) return undefined
  return instanceAttribute(interpreter, object, name, { expr, scope }, 'value')
}

/** Whether `__init__` only sets attributes of the object, so that it may run as often as it likes. */
function isMadePlainly(owner: ClassValue): boolean {
  const maker = findIn(linearize(owner), '__init__')
  if (maker.kind === 'none') return true
  return maker.kind === 'own' && maker.value.kind === 'function' && setsItselfAlone(maker.value)
}

function setsItselfAlone(maker: FunctionValue): boolean {
  const { effects } = frameOf(maker)
  const [self] = maker.params
  const { calls, augmented, entries, globals, nonlocals, iterated, attributes } = effects
  return (
    [calls, augmented, entries, iterated].every((each) => each.length === 0) &&
    globals.size + nonlocals.size === 0 &&
    attributes.every(({ value }) => value.type === 'Name' && value.id === self?.name)
  )
}
