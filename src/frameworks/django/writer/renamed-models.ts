import { truth } from '../../../python/value.ts'
import type { DjangoVersion } from '../context.ts'
import { compareFields } from '../autodetector/compare-field.ts'
import type { Operation } from '../autodetector/operation.ts'
import type { FieldState } from '../state/field-state.ts'
import { modelKey, type ModelState, type ProjectState } from '../state/model-state.ts'
import type { Refuse } from './refusing.ts'

/**
 * Refuses new models of an app that are what a model that is gone was, by another name: Django asks whether it was renamed
 * (`generate_renamed_models` of django/db/migrations/autodetector.py).
 *
 * @param operations all that are written for the app
 */
export function refuseRenamedModels(
  operations: readonly Operation[],
  states: { readonly from: ProjectState; readonly to: ProjectState },
  version: DjangoVersion,
  refuse: Refuse,
): void {
  const models = (kind: Operation['operation'], { models }: ProjectState) =>
    operations
      .filter(({ operation }) => operation === kind)
      .flatMap(({ app, model }) => models.get(modelKey(app, model)) ?? [])
      .filter(hasTable)
  const gone = models('DeleteModel', states.from)
  for (const made of models('CreateModel', states.to)) {
    const old = gone.find((model) => isMaybeSame(model, made, version))
    if (!old) continue
    refuse(
      `\`${made.app}.${made.name}\` may be what \`${old.name}\` was, so Django asks whether it was renamed`,
      'answer it with `makemigrations`: without a rename what the table holds is lost',
      made.origin,
    )
  }
}

function hasTable({ options }: ModelState): boolean {
  const [proxy, managed] = [options.get('proxy'), options.get('managed')]
  return !(proxy && truth(proxy)) && !(managed && truth(managed) === false)
}

/** Whether two models have the same fields, by name in order, wherever relations lead; true as well where it is not known. */
function isMaybeSame(old: ModelState, now: ModelState, version: DjangoVersion): boolean {
  const [before, after] = [byName(old), byName(now)]
  return (
    before.length === after.length &&
    before.every((field, index) =>
      compareFields(field, after[index]!, version).changes.every(({ attribute }) => attribute === 'to'),
    )
  )
}

const byName = ({ fields }: ModelState): readonly FieldState[] =>
  [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, field]) => field)
