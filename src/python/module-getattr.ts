import { carryOut } from './calls.ts'
import type { Interpreter } from './interpreter.ts'
import { Raised } from './raised.ts'
import type { Scope } from './scope.ts'
import { constant, type Value } from './value.ts'

/** What the `__getattr__` of a module gives for a name that the module does not bind (PEP 562); undefined without one. */
export function givenByModule(interpreter: Interpreter, module: Scope, name: string): Value | undefined {
  const getter = module.names.get('__getattr__')
  if (getter?.kind !== 'function' || /^__\w+__$/.test(name)) return undefined
  const site = { expr: undefined, scope: module }
  try {
    return carryOut(interpreter, getter, { args: [constant(name)], keywords: new Map() }, site)
  } catch (error) {
    if (error instanceof Raised) return undefined
    throw error
  }
}
