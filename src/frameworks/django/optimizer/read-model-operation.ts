import { isSequence, stringOf, truth, type Value } from '../../../python/value.ts'
import type { CreateModel, Together, TogetherOption } from '../autodetector/operation.ts'
import { togetherOptions } from '../autodetector/operation.ts'
import { normalReaders } from '../fields/normal-readers.ts'
import { basesOf } from '../state/bases.ts'
import type { FieldState } from '../state/field-state.ts'
import type { ManagerState, NamedState } from '../state/model-state.ts'
import { normalizeTogether } from '../state/together.ts'
import { madeBy } from './made-by.ts'
import type { MigrationOperation } from './migration-operation.ts'
import { fieldOf } from './read-field-operation.ts'
import { isGiven, itemsOf, UnreadableOperation, type GivenOperation } from './read-operation.ts'

/** Reads the operations of django/db/migrations/operations/models.py that are about models and their options. */
export function readModelOperation(given: GivenOperation): MigrationOperation | undefined {
  const { app, name, text, value } = given
  const of = () => madeBy(given, text('name'))
  switch (name) {
    case 'CreateModel':
      return createModel(given)
    case 'DeleteModel':
      return { ...of(), operation: name }
    case 'RenameModel':
      return { operation: name, app, model: text('old_name'), newName: text('new_name') }
    case 'AlterModelTable':
      return { ...of(), operation: name, value: value('table') }
    case 'AlterModelTableComment':
      return { ...of(), operation: name, value: value('table_comment') }
    case 'AlterUniqueTogether':
    case 'AlterIndexTogether':
      return { ...of(), operation: name, value: togetherGiven(given, togetherOptions[name]) }
    case 'AlterOrderWithRespectTo': {
      const isSet = isGiven(value('order_with_respect_to'))
      return { ...of(), operation: name, field: isSet ? text('order_with_respect_to') : undefined }
    }
    case 'AlterModelOptions':
      return { ...of(), operation: name, options: entriesOf(given, 'options') }
    case 'AlterModelManagers':
      return { ...of(), operation: name, managers: managersOf(given) }
    default:
      return undefined
  }
}

function createModel(given: GivenOperation): CreateModel {
  const { origin, context, text, value } = given
  const model = text('name')
  const { bases, doubts } = basesOf(value('bases'), origin, context)
  if (doubts[0]) throw new UnreadableOperation(doubts[0])
  const fields = new Map<string, FieldState>()
  for (const [name, field] of pairsOf(given, 'fields')) fields.set(name, fieldOf(given, field, name, model))
  const options = new Map<string, Value | readonly NamedState[]>()
  for (const [name, option] of entriesOf(given, 'options'))
    options.set(name, name === 'indexes' || name === 'constraints' ? listed(given, name, option) : option)
  for (const option of Object.values(togetherOptions)) {
    const together = options.get(option)
    if (together && 'kind' in together) namesOf(together, given, option)
  }
  const managers = managersOf(given)
  return { ...madeBy(given, model), operation: 'CreateModel', fields, options, bases, managers }
}

function listed(given: GivenOperation, option: 'indexes' | 'constraints', value: Value): NamedState[] {
  const { app, text, context, origin } = given
  const read = option === 'indexes' ? normalReaders.index : normalReaders.constraint
  if (!isSequence(value)) throw new UnreadableOperation({ cause: `\`${option}\` is not known`, origin })
  return value.items.map((item) => {
    const state = read(item, { app, name: text('name') }, context)
    if (state.name === undefined)
      throw new UnreadableOperation({ cause: `one of the \`${option}\` is not known`, origin })
    return state
  })
}

function managersOf(given: GivenOperation): readonly ManagerState[] {
  const { context, origin } = given
  const managers = [...pairsOf(given, 'managers')].map(([name, value]) => {
    const state = normalReaders.manager(value, name, context)
    if (!state.manager)
      throw new UnreadableOperation({ cause: `the manager \`${name}\` is not known`, origin })
    return state
  })
  // `CreateModel.deconstruct` leaves out the manager that every model has.
  const [first] = managers
  const isDefault =
    given.name === 'CreateModel' &&
    managers.length === 1 &&
    first?.name === 'objects' &&
    first.manager?.path === 'django.db.models.Manager'
  return isDefault ? [] : managers
}

/** Undefined for None. */
function togetherGiven(given: GivenOperation, option: TogetherOption): Together | undefined {
  const value = given.value(option)
  if (!isGiven(value)) return undefined
  return truth(value) === false ? [] : namesOf(normalizeTogether(value), given, option)
}

function namesOf(value: Value, { origin }: GivenOperation, option: TogetherOption): Together {
  if (truth(value) === false) return []
  const lists = isSequence(value)
    ? value.items.map((item) => (isSequence(item) ? item.items.map(stringOf) : [undefined]))
    : [[undefined]]
  if (lists.some((names) => names.includes(undefined)))
    throw new UnreadableOperation({ cause: `\`${option}\` is not known`, origin })
  return lists.map((names) => names.map((name) => name ?? ''))
}

function* pairsOf(given: GivenOperation, argument: string): Generator<readonly [string, Value]> {
  for (const item of itemsOf(given, argument)) {
    const [first, second] = isSequence(item) ? item.items : []
    const name = stringOf(first)
    if (name === undefined || !second)
      throw new UnreadableOperation({
        cause: `the \`${argument}\` of \`${given.name}\` are not known`,
        origin: given.origin,
      })
    yield [name, second]
  }
}

function entriesOf({ value, origin }: GivenOperation, argument: string): ReadonlyMap<string, Value> {
  const found = value(argument)
  if (!found || truth(found) === false) return new Map()
  const entries = found.kind === 'dict' ? found.entries : undefined
  const named = entries?.map(({ key, value: each }) => [stringOf(key), each] as const)
  if (!named || named.some(([name]) => name === undefined))
    throw new UnreadableOperation({ cause: `the \`${argument}\` are not known`, origin })
  return new Map(named.map(([name, each]) => [name ?? '', each]))
}
