import { effectsOf } from './effects.ts'
import { boundNames } from './bind.ts'
import { namesUsed } from './names-used.ts'
import type { Frame } from './scope.ts'
import type { FunctionValue } from './value.ts'

/** What a function's source says of its names; a lambda binds nothing but its parameters. */
export function frameOf(value: FunctionValue): Frame {
  return (value.frame ??= readFrame(value))
}

function readFrame({ code, params }: FunctionValue): Frame {
  const effects = effectsOf(code.type === 'FunctionDef' ? code.body : code)
  const { globals, nonlocals } = effects
  const bound = [
    ...params.map(({ name }) => name),
    ...effects.bound,
    ...effects.augmented.flatMap(boundNames),
  ]
  const locals = new Set(bound.filter((name) => !globals.has(name) && !nonlocals.has(name)))
  return { locals, globals, nonlocals, effects, names: namesUsed(code) }
}
