import { truth } from '../../../python/value.ts'
import type { ModelKey } from '../state/model-state.ts'
import type { Comparison } from './comparison.ts'

const userClasses: ReadonlySet<string> = new Set(['AbstractUser', 'AbstractBaseUser'])

/**
 * Keys of new models, from the last to the first, as each is put before the others: models that others may be swapped
 * for come out last of all here (`swappable_first_key` of django/db/migrations/autodetector.py).
 */
export function swappableFirst({ to, context }: Comparison, keys: readonly ModelKey[]): readonly ModelKey[] {
  const rank = (key: ModelKey) => {
    const model = to.models.get(key)!
    const swappable = model.options.get('swappable')
    const isUser =
      (swappable !== undefined && truth(swappable) === true) ||
      model.bases.some((base) => userClasses.has(base.slice(base.lastIndexOf('.') + 1))) ||
      context.authUserModel?.toLowerCase() === key
    return isUser ? `___${model.app}.___${model.name.toLowerCase()}` : key
  }
  return [...keys].sort((a, b) => (rank(a) < rank(b) ? 1 : -1))
}
