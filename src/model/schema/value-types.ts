import type { ValueTypeChange } from './effect.ts'

type ValueTypes = ReadonlyMap<string, readonly string[]>

/** Types that are lists of values, after one of them was changed; a change of a type that is not known changes nothing. */
export function changedValueTypes(types: ValueTypes, change: ValueTypeChange): ValueTypes {
  const after = new Map(types)
  if (change.kind === 'create') return after.set(change.name, change.values)
  const values = types.get(change.name)
  if (!values) return types
  switch (change.kind) {
    case 'drop':
      after.delete(change.name)
      return after
    case 'rename':
      after.delete(change.name)
      return after.set(change.to, values)
    case 'rename value':
      return after.set(
        change.name,
        values.map((value) => (value === change.value ? change.to : value)),
      )
    case 'add value': {
      if (values.includes(change.value)) return types
      const near = change.next ? values.indexOf(change.next.to) : -1
      const index = near < 0 ? values.length : change.next!.isAfter ? near + 1 : near
      return after.set(change.name, values.toSpliced(index, 0, change.value))
    }
  }
}
