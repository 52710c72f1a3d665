import type { Expr, Span } from '../../../python/ast.ts'
import { roleOf } from '../../../python/decorators.ts'
import { stringOf, type FunctionValue, type Value } from '../../../python/value.ts'
import { isModel } from '../models/ancestors.ts'
import { evaluate } from './evaluate.ts'
import { itemsOf } from './iterate.ts'
import { data, isHandle, type Callable, type Known } from './known.ts'
import { libraryCall } from './library-calls.ts'
import { importedModel } from './models.ts'
import { noneSurely } from './reach.ts'
import { block } from './statements.ts'
import { methodCall } from './methods.ts'
import { mergeKnown, newFrame, type Walk } from './walk.ts'
import { fieldName } from './models.ts'
import { setField } from './objects.ts'

/** The arguments of a call. */
export interface Given {
  readonly args: readonly Known[]
  readonly keywords: ReadonlyMap<string, Known>
  /** Where each stands, by index or name. */
  readonly spans: ReadonlyMap<string | number, Span>
  /** Whether these are all. */
  readonly isWhole: boolean
}

type Call = Extract<Expr, { type: 'Call' }>

export function call(walk: Walk, expr: Call): Known {
  const callee = evaluate(walk, expr.func)
  const given = argumentsOf(walk, expr)
  return callKnown(walk, callee, given, expr)
}

export function callKnown(walk: Walk, callee: Known, given: Given, expr: Span): Known {
  switch (callee.kind) {
    case 'bound':
      return methodCall(walk, callee.object, callee.name, given, expr)
    case 'function':
      return callFunction(walk, callee, given, expr)
    case 'model': {
      const { model } = callee
      walk.useModel(model, expr)
      const row = { kind: 'row' as const, model, reach: noneSurely, isNew: true, isInParts: false }
      const made = { ...row, added: new Set<string>(), leadsTo: new Map<string, Known>() }
      for (const [name, value] of given.keywords) {
        const span = given.spans.get(name) ?? expr
        walk.note(model, [{ name, start: span.start, end: span.end }])
        setField(walk, made, fieldName(model, name), value, span)
      }
      return made
    }
    case 'value':
      return callValue(walk, callee.value, given, expr)
    case 'data':
      return data('maybe')
    default:
      return unfollowedCall(walk, callee.kind === 'unknown' ? callee.cause : 'what is called', given, expr)
  }
}

/** What cannot be followed may write where it can reach rows. */
export function unfollowedCall(walk: Walk, what: string, given: Given, expr: Span): Known {
  if (givesHandle(walk, given)) walk.unfollowed(`${what} is not followed`, expr)
  return { kind: 'unknown', cause: what }
}

export function givesHandle(walk: Walk, { args, keywords }: Given): boolean {
  return [...args, ...keywords.values()].some(
    (arg) => isHandle(arg) || (arg.kind === 'list' && (itemsOf(walk, arg) ?? []).some(isHandle)),
  )
}

function callValue(walk: Walk, value: Value, given: Given, expr: Span): Known {
  const { context } = walk.site
  switch (value.kind) {
    case 'function':
      return callFunction(walk, callableOf(value), given, expr)
    case 'class': {
      if (value.enumeration) return data('never')
      if (isModel(value, context.library) !== true) {
        const init = givesHandle(walk, given)
          ? `what \`${value.name}\` does with it`
          : `what \`${value.name}\` does`
        return unfollowedCall(walk, init, given, expr)
      }
      const model = importedModel(walk.site, value)
      walk.useImported(value, model.label, expr)
      return callKnown(walk, { kind: 'model', model }, given, expr)
    }
    case 'reference':
      return libraryCall(walk, value.path, given, expr)
    case 'call':
      return callPartial(walk, value, given, expr) ?? unfollowedCall(walk, 'what is called', given, expr)
    case 'method': {
      const found = value.found
      if (found?.kind === 'function') return callFunction(walk, callableOf(found, value.object), given, expr)
      return unfollowedCall(walk, `\`${value.name}()\``, given, expr)
    }
    case 'unresolved':
      walk.unfollowed(`what is called is not known: ${value.reason}`, expr)
      return { kind: 'unknown', cause: 'what is called' }
    default:
      return unfollowedCall(walk, 'what is called', given, expr)
  }
}

function callPartial(
  walk: Walk,
  value: Extract<Value, { kind: 'call' }>,
  given: Given,
  expr: Span,
): Known | undefined {
  const partial = partialOf(value)
  return partial && callFunction(walk, partial, given, expr)
}

/** A function of the source, with its own scope. */
export function callableOf(value: FunctionValue, self?: Value): Callable {
  const known = (one: Value): Known => ({ kind: 'value', value: one })
  const receiver = self && self.kind !== 'module' ? self : value.receiver
  return {
    kind: 'function',
    name: value.name,
    params: value.params,
    defaults: new Map([...value.defaults].map(([name, one]) => [name, known(one)])),
    code: value.code,
    scope: value.scope,
    outer: undefined,
    args: receiver ? [known(receiver)] : [],
    keywords: new Map(),
  }
}

/** What `RunPython` may be given: a function, a lambda, a `partial` of one, a method. */
export function callableFrom(
  walk: { readonly interpreter: Parameters<typeof roleOf>[0] },
  value: Value,
): Callable | undefined {
  if (value.kind === 'function') {
    const isPlain = value.decorators.length === 0 || roleOf(walk.interpreter, value) !== undefined
    return isPlain ? callableOf(value) : undefined
  }
  if (value.kind === 'method' && value.found?.kind === 'function')
    return callableOf(value.found, value.object)
  return value.kind === 'call' ? partialOf(value) : undefined
}

function partialOf(value: Extract<Value, { kind: 'call' }>): Callable | undefined {
  const isPartial = value.callee.kind === 'reference' && value.callee.path === 'functools.partial'
  const [func, ...args] = value.args
  const inner =
    func?.kind === 'function' ? callableOf(func) : func?.kind === 'call' ? partialOf(func) : undefined
  if (!isPartial || !inner) return undefined
  const known = (one: Value): Known => ({ kind: 'value', value: one })
  return {
    ...inner,
    args: [...inner.args, ...args.map(known)],
    keywords: new Map([
      ...inner.keywords,
      ...[...value.keywords].map(([name, one]) => [name, known(one)] as const),
    ]),
  }
}

const deepest = 25

export function callFunction(walk: Walk, callable: Callable, given: Given, expr: Span): Known {
  const { code, name } = callable
  if (walk.calls.includes(code) || walk.calls.length >= deepest) {
    if (givesHandle(walk, given)) walk.unfollowed(`\`${name}()\` calls itself`, expr)
    return { kind: 'unknown', cause: `what \`${name}()\` gives` }
  }
  if (code.type === 'FunctionDef' && code.isAsync) return unfollowedCall(walk, `\`${name}()\``, given, expr)
  const { frame: caller, path } = walk
  walk.frame = newFrame(callable)
  bindArguments(walk, callable, given)
  walk.calls.push(code)
  const result = runBody(walk, callable)
  walk.calls.pop()
  walk.frame = caller
  walk.path = path
  return result
}

/** Runs through a function of which the parameters are bound. */
export function runBody(walk: Walk, { code, name }: Callable): Known {
  if (code.type !== 'FunctionDef') return evaluate(walk, code)
  const end = block(walk, code.body)
  const { returned, yielded } = walk.frame
  if (yielded.length > 0) return { kind: 'yields', items: yielded, isWhole: true }
  const none: Known = { kind: 'data', isNull: 'always' }
  const all = end === 'through' ? [...returned, none] : returned
  return all.length === 0 ? { kind: 'unknown', cause: `what \`${name}()\` gives` } : all.reduce(mergeKnown)
}

function bindArguments(walk: Walk, callable: Callable, given: Given): void {
  const rest = [...callable.args, ...given.args]
  const keywords = new Map([...callable.keywords, ...given.keywords])
  for (const { name, kind } of callable.params) {
    const { vars } = walk.frame
    if (kind === 'args') vars.set(name, { kind: 'tuple', items: rest.splice(0) })
    else if (kind === 'kwargs') vars.set(name, { kind: 'unknown', cause: `what \`${name}\` holds` })
    else {
      const positional = kind === 'keyword' ? undefined : rest.shift()
      const value =
        positional ?? keywords.get(name) ?? (given.isWhole ? callable.defaults.get(name) : undefined)
      vars.set(name, value ?? { kind: 'unknown', cause: `what \`${name}\` is` })
    }
  }
}

function argumentsOf(walk: Walk, expr: Call): Given {
  const args: Known[] = []
  const keywords = new Map<string, Known>()
  const spans = new Map<string | number, Span>()
  let isWhole = true
  for (const arg of expr.args) {
    const value = evaluate(walk, arg.type === 'Starred' ? arg.value : arg)
    const items = arg.type === 'Starred' ? itemsOf(walk, value) : [value]
    if (!items) isWhole = false
    for (const item of items ?? []) {
      spans.set(args.length, arg)
      args.push(item)
    }
  }
  for (const { arg, value: source } of expr.keywords) {
    const value = evaluate(walk, source)
    if (arg !== undefined) {
      keywords.set(arg, value)
      spans.set(arg, source)
      continue
    }
    const dict = value.kind === 'value' && value.value.kind === 'dict' ? value.value : undefined
    const keys = dict?.entries.map(({ key }) => stringOf(key))
    if (!dict || !keys?.every((key) => key !== undefined)) isWhole = false
    for (const [index, entry] of (dict?.entries ?? []).entries()) {
      const key = keys?.[index]
      if (key === undefined || keywords.has(key)) continue
      keywords.set(key, { kind: 'value', value: entry.value })
      spans.set(key, source)
    }
  }
  return { args, keywords, spans, isWhole }
}
