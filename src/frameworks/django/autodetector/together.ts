import { relatedModels } from './dependencies.ts'
import { doubtOf, valueDoubt, type Comparison, type Pair } from './comparison.ts'
import { holds, isSameTogether, togetherOption } from './option-values.ts'
import {
  togetherOptions,
  type Report,
  type Together,
  type TogetherOperation,
  type TogetherOption,
} from './operation.ts'
import { isAtLeast } from '../values/conditions.ts'
import { valueChange } from './changed-value.ts'

/** What both sides have of an option of lists of fields; undefined where they are alike, or it is not known. */
export interface AlteredTogether {
  readonly old: Together
  readonly now: Together
}

/** `_get_altered_foo_together_operations`, for one model. */
export function alteredTogether(
  comparison: Comparison,
  { from, to }: Pair,
  option: TogetherOption,
): AlteredTogether | undefined {
  const [old, now] = [togetherOption(from, option), togetherOption(to, option)]
  if (old && now && isSameTogether(old, now)) return undefined
  const doubt =
    doubtOf(from, 'options', option, from.options.has(option)) ??
    doubtOf(to, 'options', option, to.options.has(option)) ??
    (old && now
      ? undefined
      : valueDoubt('options', option, `\`${option}\` is not known`, (old ? to : from).origin))
  if (!doubt && old && now) return { old, now }
  comparison.doubt(to, option, doubt!)
  return undefined
}

/**
 * `generate_removed_altered_unique_together` and the like: what is taken away goes before the fields change (since
 * Django 4.0), what is new comes after. `isHandled`: lists that an index of another name takes over.
 */
export function removedTogether(
  comparison: Comparison,
  pair: Pair,
  operation: TogetherOperation['operation'],
  isHandled: (fields: readonly string[]) => boolean = () => false,
): void {
  if (!isAtLeast(comparison.context.version, [4, 0])) return
  const altered = alteredTogether(comparison, pair, togetherOptions[operation])
  if (!altered) return
  const old = altered.old.filter((fields) => !isHandled(fields))
  const kept = altered.now.filter((fields) => holds(old, fields))
  if (kept.length > 0 || old.length > 0) add(comparison, pair, operation, kept)
}

/** `generate_altered_unique_together` and the like. */
export function addedTogether(
  comparison: Comparison,
  pair: Pair,
  operation: TogetherOperation['operation'],
): void {
  const altered = alteredTogether(comparison, pair, togetherOptions[operation])
  if (!altered) return
  const isMore = altered.now.some((fields) => !holds(altered.old, fields))
  // Before Django 4.0 this is the only step.
  if (isMore || !isAtLeast(comparison.context.version, [4, 0])) add(comparison, pair, operation, altered.now)
}

function add(
  comparison: Comparison,
  pair: Pair,
  operation: TogetherOperation['operation'],
  value: Together,
): void {
  const { from, to } = pair
  const option = togetherOptions[operation]
  const related = value.flat().flatMap((name) => {
    const field = to.fields.get(name)
    return field ? relatedModels(field) : []
  })
  const report: Report = {
    declared: to.name,
    from: from.optionOrigins?.get(option) ?? from.origin,
    to: to.origin,
    changes: [valueChange(option, from.options.get(option), to.options.get(option))],
  }
  comparison.add({
    operation,
    app: to.app,
    model: to.name.toLowerCase(),
    value,
    dependencies: related,
    report,
  })
}
