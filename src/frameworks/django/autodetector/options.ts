import { constant, stringOf, type Value } from '../../../python/value.ts'
import { every, same } from '../values/same.ts'
import type { ManagerState } from '../state/model-state.ts'
import { alterOptionKeys } from '../state/options.ts'
import type { ValueChange } from './change.ts'
import { undecidedBecause, valueChange } from './changed-value.ts'
import { doubtOf, valueDoubt, type Comparison, type Pair } from './comparison.ts'
import { created } from './dependencies.ts'
import type { Dependency, Report } from './operation.ts'

/** `generate_altered_options`: one operation that names all of these options that the model has now. */
export function alteredOptions(comparison: Comparison, pair: Pair): void {
  const changes = alterOptionKeys.flatMap((option) => optionChange(comparison, pair, option) ?? [])
  if (changes.length === 0) return
  const { to } = pair
  const options = new Map([...to.options].filter(([option]) => alterOptionKeys.includes(option)))
  const report = reportOf(pair, changes)
  comparison.add({ operation: 'AlterModelOptions', ...modelOf(pair), options, dependencies: [], report })
}

/** `generate_altered_db_table`. */
export function alteredTable(comparison: Comparison, pair: Pair): void {
  const change = optionChange(comparison, pair, 'db_table', constant(null))
  if (!change) return
  const report = reportOf(pair, [change])
  comparison.add({
    operation: 'AlterModelTable',
    ...modelOf(pair),
    value: change.to,
    dependencies: [],
    report,
  })
}

/** `generate_altered_db_table_comment`, since Django 4.2. */
export function alteredTableComment(comparison: Comparison, pair: Pair): void {
  const change = optionChange(comparison, pair, 'db_table_comment', constant(null))
  if (!change) return
  const [value, report] = [change.to, reportOf(pair, [change])]
  comparison.add({ operation: 'AlterModelTableComment', ...modelOf(pair), value, dependencies: [], report })
}

/** `generate_altered_order_with_respect_to`. */
export function alteredOrder(comparison: Comparison, pair: Pair): void {
  const change = optionChange(comparison, pair, 'order_with_respect_to', constant(null))
  if (!change) return
  const field = stringOf(change.to)
  const dependencies: Dependency[] = field === undefined ? [] : [created(pair.key, field)]
  const report = reportOf(pair, [change])
  comparison.add({ operation: 'AlterOrderWithRespectTo', ...modelOf(pair), field, dependencies, report })
}

/** `generate_altered_managers`: managers by name and by what they were made with (`BaseManager.__eq__`), in their order. */
export function alteredManagers(comparison: Comparison, pair: Pair): void {
  const { from, to } = pair
  const isSame = sameManagers(from.managers, to.managers, comparison)
  if (isSame === true) return
  const doubt = doubtOf(from, 'managers') ?? doubtOf(to, 'managers')
  if (doubt || isSame === undefined) {
    const origin = to.managers.find(({ manager }) => !manager)?.origin ?? to.origin
    comparison.doubt(
      to,
      undefined,
      doubt ?? valueDoubt('managers', undefined, 'a manager cannot be read', origin),
    )
    return
  }
  const report = reportOf(pair, [])
  const { managers } = to
  comparison.add({ operation: 'AlterModelManagers', ...modelOf(pair), managers, dependencies: [], report })
}

function sameManagers(old: readonly ManagerState[], now: readonly ManagerState[], { context }: Comparison) {
  if (old.length !== now.length || old.some(({ name }, i) => name !== now[i]!.name)) return false
  return every(
    old.map(({ manager: a }, i) => {
      const b = now[i]!.manager
      if (!a || !b) return undefined
      if (a.path !== b.path || a.args.length !== b.args.length || a.keywords.size !== b.keywords.size)
        return false
      return every([
        ...a.args.map((value, j) => same(value, b.args[j]!, context.version)),
        ...[...a.keywords].map(([name, value]) => {
          const other = b.keywords.get(name)
          return other ? same(value, other, context.version) : false
        }),
      ])
    }),
  )
}

/**
 * How an option differs; undefined where it does not, or where that is not known, which is told as a doubt.
 * `absent`: what an option that is not set counts as; without it, one that is set differs whatever it is.
 */
function optionChange(
  comparison: Comparison,
  pair: Pair,
  option: string,
  absent?: Value,
): ValueChange | undefined {
  const { from, to } = pair
  const [old, now] = [from.options.get(option), to.options.get(option)]
  const doubt =
    doubtOf(from, 'options', option, old !== undefined) ?? doubtOf(to, 'options', option, now !== undefined)
  const [a, b] = [old ?? absent, now ?? absent]
  const isSame = a && b ? same(a, b, comparison.context.version) : a === b
  if (isSame === true) return undefined
  if (isSame === false && !doubt) return valueChange(option, old, now)
  const because = undecidedBecause(option, [now, old], to.origin)
  comparison.doubt(to, option, doubt ?? valueDoubt('options', option, because.cause, because.origin))
  return undefined
}

function reportOf({ from, to }: Pair, changes: readonly ValueChange[]): Report {
  const setAt = changes.map(({ attribute }) => from.optionOrigins?.get(attribute)).find(Boolean)
  return { declared: to.name, from: setAt ?? from.origin, to: to.origin, changes }
}

const modelOf = ({ to }: Pair) => ({ app: to.app, model: to.name.toLowerCase() })
