import { callFunction } from './calls.ts'
import { emptyInstance, initialise, superClass } from './classes.ts'
import { functionValue } from './declarations.ts'
import type { Interpreter } from './interpreter.ts'
import { namesOf } from './patterns.ts'
import type { Scope } from './scope.ts'
import type { FunctionNode } from './syntax.ts'
import { undefinedValue, type ClassValue, type InstanceValue, type Value } from './value.ts'

/** `new Name(…)`: initialisers and constructors, from the class above down. */
export function construct(interpreter: Interpreter, made: ClassValue, args: readonly Value[]): InstanceValue {
  const instance = emptyInstance(made)
  constructAs(interpreter, made, instance, args)
  return instance
}

/** What `super(…)` does in a constructor: the class above sets what it sets, then the initialisers of this one follow. */
export function constructAbove(interpreter: Interpreter, args: readonly Value[], scope: Scope): void {
  const [owner, instance] = [scope.get('super'), scope.get('this')]
  if (owner?.kind !== 'class' || instance?.kind !== 'instance') return
  const above = superClass(interpreter, owner)
  if (above?.kind === 'class') constructAs(interpreter, above, instance, args)
  initialise(interpreter, owner, instance)
  const code = constructorOf(owner)
  if (code) setParameters(code, instance, scope)
}

/** `constructor(private prefix: string)` sets the property of that name. */
export function setParameters({ params }: FunctionNode, instance: InstanceValue, scope: Scope): void {
  for (const param of params)
    if (param.type === 'TSParameterProperty')
      for (const name of namesOf(param)) instance.properties.set(name, scope.get(name) ?? undefinedValue)
}

function constructAs(
  interpreter: Interpreter,
  owner: ClassValue,
  instance: InstanceValue,
  args: readonly Value[],
): void {
  const code = constructorOf(owner)
  const above = superClass(interpreter, owner)
  // Where there is a class above, its part and the initialisers are the work of `super(…)`.
  if (!code && above?.kind === 'class')
    interpreter.within(() => constructAs(interpreter, above, instance, args))
  if (!code || !above) initialise(interpreter, owner, instance)
  if (code)
    callFunction(
      interpreter,
      { ...functionValue(code, owner.scope, 'constructor'), receiver: instance, owner },
      args,
    )
}

function constructorOf({ code }: ClassValue): FunctionNode | undefined {
  for (const member of code.body.body)
    if (member.type === 'MethodDefinition' && member.kind === 'constructor' && member.value.body)
      return member.value
  return undefined
}
