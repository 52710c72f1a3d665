import type { Stmt } from '../../../python/ast.ts'
import { namesBound } from '../../../python/names-bound.ts'
import type { Value } from '../../../python/value.ts'
import { call } from './calls.ts'
import type { Known } from './known.ts'
import { Walk } from './walk.ts'

/** Whether a value of the source may be a model that a call gave. */
export function mayBeAskedFor({ kind }: Value): boolean {
  return kind === 'unresolved' || kind === 'call' || kind === 'reference'
}

/**
 * The model that a name of the module is set to where a call gives it, such as one of the project's own functions that
 * looks it up: the call is followed on its own, since it is no part of the step.
 */
export function modelAskedFor({ site, scope, frame }: Walk, name: string): Known | undefined {
  const { path, module } = scope.file
  const source = module.body.find(
    (statement) =>
      statement.type === 'Assign' &&
      statement.targets.some((target) => target.type === 'Name' && target.id === name),
  )
  const isOnly = () => module.body.every((other) => other === source || !binds(other, name))
  if (source?.type !== 'Assign' || source.value.type !== 'Call' || !isOnly()) return undefined
  const outer = site.context.interpreter.module(path)
  if (!outer) return undefined
  const given = call(new Walk(site, { ...frame.callable, scope: outer, outer: undefined }), source.value)
  return given.kind === 'model' ? given : undefined
}

function binds(statement: Stmt, name: string): boolean {
  const { assigned, shared } = namesBound([statement])
  return assigned.has(name) || shared.has(name)
}
