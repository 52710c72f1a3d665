import type { Dependency, Reference, Unresolved } from '../../model/migration.ts'
import type { Module } from '../../python/ast.ts'
import { placeOf } from '../../model/source-place.ts'
import { isSequence, stringOf, type CallValue, type Origin, type Value } from '../../python/value.ts'
import { itemsOf, type Located } from './items.ts'
import { toUnresolved } from './unresolved.ts'

const symbols: Readonly<Record<string, 'first' | 'latest'>> = { __first__: 'first', __latest__: 'latest' }

/**
 * Reads `dependencies` or `run_before`: pairs of app label and name, `__first__`, `__latest__` and
 * `migrations.swappable_dependency(settings.…)` (which is `__first__` of the setting's app; see
 * django/db/migrations/migration.py).
 */
export function readDependencies(
  module: Module,
  { value, origin: whole }: Located,
  authUserModel: string | undefined,
): Dependency[] {
  return itemsOf(value, whole).map(({ value: item, origin }) => {
    const place = placeOf(module, origin)
    const pair = pairOf(item)
    if (pair) {
      const which = Object.hasOwn(symbols, pair.name) ? symbols[pair.name] : undefined
      if (which) return { kind: 'symbolic', app: pair.app, which, place }
      return { kind: 'migration', ...pair, place }
    }
    const setting = swappable(item)
    if (setting) return { kind: 'symbolic', which: 'first', ...swappableApp(setting, authUserModel), place }
    return { kind: 'unresolved', unresolved: unresolvedItem(module, item, origin), place }
  })
}

/** Reads `replaces`: pairs of app label and name. */
export function readReplaces(
  module: Module,
  { value, origin: whole }: Located,
): { references: Reference[]; unresolved: Unresolved[] } {
  const references: Reference[] = []
  const unresolved: Unresolved[] = []
  for (const { value: item, origin } of itemsOf(value, whole)) {
    const pair = pairOf(item)
    if (pair) references.push({ ...pair, place: placeOf(module, origin) })
    else unresolved.push(unresolvedItem(module, item, origin))
  }
  return { references, unresolved }
}

function pairOf(item: Value): { app: string; name: string } | undefined {
  if (!isSequence(item) || item.items.length !== 2) return undefined
  const [app, name] = item.items.map(labelOf)
  return app !== undefined && name !== undefined ? { app, name } : undefined
}

/** A string, or the bytes that Python 2 wrote in place of one. */
function labelOf(value: Value): string | undefined {
  const known = value.kind === 'const' ? value.value : undefined
  if (typeof known === 'object') return known?.kind === 'bytes' ? known.text : undefined
  return typeof known === 'string' ? known : undefined
}

function swappable(item: Value): CallValue | undefined {
  const isCall =
    item.kind === 'call' &&
    item.callee.kind === 'reference' &&
    item.callee.path.endsWith('.swappable_dependency')
  return isCall ? item : undefined
}

function swappableApp(
  call: CallValue,
  authUserModel: string | undefined,
): { app: string | undefined; setting: string } {
  const [argument] = call.args.length > 0 ? call.args : call.keywords.values()
  if (argument?.kind === 'reference') {
    const setting = argument.path.split('.').at(-1) ?? argument.path
    const model = setting === 'AUTH_USER_MODEL' ? authUserModel : undefined
    return { app: model?.split('.')[0], setting }
  }
  const model = stringOf(argument)
  return { app: model?.split('.')[0], setting: model ?? 'a setting' }
}

function unresolvedItem(module: Module, item: Value, origin: Origin): Unresolved {
  if (item.kind === 'unresolved') return toUnresolved(module, item, origin)
  return toUnresolved(
    module,
    { kind: 'unresolved', reason: 'it is not a pair of app label and name', expr: undefined, origin },
    origin,
  )
}
