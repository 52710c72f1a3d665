import { attribute } from './attributes.ts'
import type { Arguments, Site } from './calls.ts'
import { findIn, orderOf } from './class-chain.ts'
import { dictOf } from './dicts.ts'
import { equal } from './equality.ts'
import type { Interpreter } from './interpreter.ts'
import { constant, intOf, type ClassValue, type MemberValue, type Value } from './value.ts'

/** The members of an enumeration in order, without aliases; undefined where they are not all known. */
export function memberList({ enumeration }: ClassValue): readonly MemberValue[] | undefined {
  if (!enumeration?.isComplete) return undefined
  const members = [...new Set(enumeration.members.values())]
  // Whether zero and combinations are members depends on Python's version (3.11).
  const isFlag = enumeration.kind.values === 'flag'
  return isFlag && !members.every(({ value }) => isSingleBit(intOf(value))) ? undefined : members
}

const isSingleBit = (value: number | undefined) =>
  value !== undefined && value > 0 && Number.isInteger(Math.log2(value))

/** What the class of an enumeration has beside its members and what its bodies set. */
export function ofEnumeration(interpreter: Interpreter, owner: ClassValue, name: string): Value | undefined {
  const { enumeration, origin } = owner
  const members = memberList(owner)
  if (!enumeration || !members) return undefined
  if (name === '__members__')
    return dictOf(
      [...enumeration.members].map(([key, value]) => ({ key: constant(key), value })),
      origin,
    )
  if (!enumeration.kind.labels) return undefined
  const empty = findIn(orderOf(owner), '__empty__')
  const first = empty.kind === 'own' ? [empty.value] : []
  const list = (items: readonly Value[]): Value => ({ kind: 'list', items: [...items], origin })
  const site = { expr: undefined, scope: owner.scope }
  const labels = () => members.map((member) => attribute(interpreter, member, 'label', undefined, site.scope))
  switch (name) {
    case 'names':
      return list([...first.map(() => constant('__empty__')), ...members.map((each) => constant(each.name))])
    case 'values':
      return list([...first.map(() => constant(null)), ...members.map(({ value }) => value)])
    case 'labels':
      return list([...first, ...labels()])
    case 'choices': {
      const pair = (value: Value, label: Value): Value => ({ kind: 'tuple', items: [value, label], origin })
      const pairs = labels().map((label, index) => pair(members[index]!.value, label))
      return list([...first.map((label) => pair(constant(null), label)), ...pairs])
    }
    default:
      return undefined
  }
}

/** What every member has, and what it has by its type. */
export function ofMember(
  interpreter: Interpreter,
  member: MemberValue,
  name: string,
  { expr, scope }: Site,
): Value | undefined {
  switch (name) {
    case 'name':
    case '_name_':
      return constant(member.name)
    case 'value':
    case '_value_':
      return member.value
    case 'label':
      return member.label
    case '__class__':
      return member.class
    default:
  }
  const { mixin } = member.class.enumeration?.kind ?? {}
  if (mixin !== 'str' || member.value.kind !== 'const') return undefined
  return { kind: 'method', object: member.value, name, origin: interpreter.origin(expr, scope) }
}

/** `Status('d')`: the member with a value; undefined where it is not known which, or there is none. */
export function memberCall(
  owner: ClassValue,
  { args: [wanted, ...others], keywords }: Arguments,
): Value | undefined {
  if (!wanted || others.length + keywords.size > 0) return undefined
  if (wanted.kind === 'member' && wanted.class === owner) return wanted
  for (const member of memberList(owner) ?? []) {
    const same = equal(member.value, wanted)
    if (same !== false) return same ? member : undefined
  }
  return undefined
}

/** What counts for a member of a type such as `str` that has its own ways: its value; anything else as it is. */
export function plainOf(value: Value): Value {
  if (value.kind !== 'member' || !value.class.enumeration?.kind.mixin) return value
  return findIn(orderOf(value), '__eq__').kind === 'own' ? value : value.value
}

/** Whether members are told apart by what they are: no class of the repository says otherwise. */
export function hasPlainIdentity(member: MemberValue): boolean {
  return ['__eq__', '__hash__'].every((name) => findIn(orderOf(member), name).kind !== 'own')
}
