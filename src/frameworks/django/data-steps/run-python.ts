import type { DataStep, ImportedModel } from '../../../model/schema/data-step.ts'
import type { Effect } from '../../../model/schema/effect.ts'
import { placeOf } from '../../../model/source-place.ts'
import type { Value } from '../../../python/value.ts'
import type { Given } from '../schema/given.ts'
import { sourceOf } from '../values/source.ts'
import { callableFrom, runBody } from './calls.ts'
import type { Callable, Known } from './known.ts'
import { Walk } from './walk.ts'

/** What `RunPython` does to rows, read from its function. */
export function runPython(given: Given): readonly Effect[] {
  const { operation, migration } = given
  const code = operation.given('code')
  const place = placeOf(migration.file.module, operation.origin)
  if (code && isNoop(code)) return []
  const callable = code && callableFrom(given.context, code)
  const name = callable?.name ?? (code ? sourceOf(code) : operation.shownName)
  if (!callable) {
    const cause = code?.kind === 'unresolved' ? code.reason : `what \`${name}\` does is not known`
    return [{ kind: 'data', step: { ...nothing, name, place, unfollowed: [{ cause, place }] } }]
  }
  const { found, effects } = follow(given, callable)
  const imports = [...found.imports, ...importsOfReverse(given)]
  return [{ kind: 'data', step: { language: 'code', name, place, ...found, imports } }, ...effects]
}

/** The classes of today's code that the function uses which takes the step back. */
function importsOfReverse(given: Given): readonly ImportedModel[] {
  const code = given.operation.given('reverse_code')
  const callable = code && callableFrom(given.context, code)
  if (!callable) return []
  return follow(given, callable).found.imports.map((one) => ({ ...one, reverse: callable.name }))
}

const nothing: Omit<DataStep, 'name' | 'place'> = {
  language: 'code',
  writes: [],
  unfollowed: [],
  uses: [],
  imports: [],
  heedsAlias: undefined,
}

/** `RunPython.noop`, of which a class of the repository may have its own name. */
export function isNoop(code: Value): boolean {
  return code.kind === 'reference' && code.path.endsWith('RunPython.noop')
}

/** Walks through a function that is given the apps of the state and the schema editor. */
function follow(given: Given, callable: Callable) {
  const walk = new Walk(given, callable)
  const handles: Known[] = [...callable.args, { kind: 'apps' }, { kind: 'editor' }]
  for (const { name, kind } of callable.params) {
    const named = callable.keywords.get(name)
    if (kind === 'args') walk.frame.vars.set(name, { kind: 'tuple', items: handles.splice(0) })
    else if (kind !== 'kwargs')
      walk.frame.vars.set(
        name,
        named ??
          (kind === 'keyword' ? undefined : handles.shift()) ??
          callable.defaults.get(name) ?? { kind: 'unknown', cause: `what \`${name}\` is` },
      )
  }
  walk.calls.push(callable.code)
  runBody(walk, callable)
  return walk.recorder
}
