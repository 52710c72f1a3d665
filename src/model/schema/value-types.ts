import type { ValueTypeChange } from './effect.ts'
import type { Column } from './table.ts'

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

/** The columns that go along with a type that is dropped, by the names by which their table has them. */
export function droppedWith(
  columns: ReadonlyMap<string, Column>,
  change: ValueTypeChange,
): readonly string[] {
  if (change.kind !== 'drop' || !change.cascades) return []
  return [...columns].flatMap(([name, { typeSource }]) =>
    elementOf(typeSource) === change.name ? [name] : [],
  )
}

/** The type of an array's items; the type itself where it is none. */
export function elementOf(typeSource: string): string {
  return typeSource.replace(/(\[\])+$/, '')
}
