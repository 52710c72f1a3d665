import { isBuiltinObject } from './attributes.ts'
import { automatic, isAuto } from './automatic-values.ts'
import { carryOut } from './calls.ts'
import { findIn, orderOf } from './class-chain.ts'
import { isPlainClass } from './decorators.ts'
import { equal } from './equality.ts'
import { builtins } from './builtins.ts'
import type { Interpreter } from './interpreter.ts'
import { linearize } from './mro.ts'
import { titled } from './text.ts'
import {
  constant,
  isSequence,
  stringOf,
  type ClassValue,
  type EnumerationKind,
  type MemberValue,
  type UnresolvedValue,
  type Value,
} from './value.ts'

/** The enumerations of the standard library (Python's `enum`). */
const standard: Readonly<Record<string, EnumerationKind>> = {
  'enum.Enum': { labels: false },
  'enum.ReprEnum': { labels: false },
  'enum.IntEnum': { labels: false, mixin: 'int' },
  'enum.StrEnum': { labels: false, mixin: 'str', values: 'lower-name', text: 'value' },
  'enum.Flag': { labels: false, values: 'flag' },
  'enum.IntFlag': { labels: false, mixin: 'int', values: 'flag' },
}

/** Bases that bring nothing to the members. */
const harmless = new Set(['abc.ABC', 'typing.Generic', 'typing.Protocol'])

/** What a class below enumerations makes of its body; undefined for what is none, or may be something else. */
function kindOf(interpreter: Interpreter, owner: ClassValue): EnumerationKind | undefined {
  const order = linearize(owner)
  let kind: EnumerationKind | undefined
  let mixin: EnumerationKind['mixin']
  for (const base of order ?? []) {
    if (base.kind === 'class') {
      if (!isPlainClass(interpreter, base)) return undefined
      continue
    }
    if (base.kind !== 'reference') return undefined
    const known = Object.hasOwn(standard, base.path) ? standard[base.path] : undefined
    const found = known ?? interpreter.outside.enumeration?.(base.path)
    if (found) kind ??= found
    else if (base.path === 'builtins.str' || base.path === 'builtins.int')
      mixin ??= base.path === 'builtins.str' ? 'str' : 'int'
    else if (!isBuiltinObject(base) && !harmless.has(base.path)) return undefined
  }
  if (!kind) return undefined
  return mixin === undefined || kind.mixin !== undefined ? kind : { ...kind, mixin }
}

/** Makes the attributes of a class below enumerations members, as `EnumType` does (Python's enum.py). */
export function makeEnumeration(interpreter: Interpreter, owner: ClassValue): void {
  if (owner.bases.length === 0) return
  const kind = kindOf(interpreter, owner)
  if (!kind) return
  const order = orderOf(owner)
  const members = new Map<string, MemberValue>()
  const last: Value[] = []
  const isMadeAnew = findIn(order, '__new__').kind === 'own'
  let isComplete = !isMadeAnew
  const unresolved = (reason: string): UnresolvedValue => ({
    kind: 'unresolved',
    reason,
    expr: undefined,
    origin: owner.origin,
  })
  const unknown = (name: string, reason: string) => {
    isComplete = false
    owner.attributes.set(name, unresolved(reason))
  }
  owner.enumeration = {
    kind,
    members,
    get isComplete() {
      return isComplete
    },
  }
  const ignored = ignoredNames(owner)
  for (const [name, raw] of [...owner.attributes]) {
    const isOwn = raw.kind === 'call' && raw.callee.kind === 'reference' ? raw.callee.path : ''
    if (ignored.has(name)) owner.attributes.delete(name)
    else if (isOwn === 'enum.nonmember')
      owner.attributes.set(name, (raw.kind === 'call' && raw.args[0]) || raw)
    else if (isReserved(name) || isDescriptor(raw)) continue
    else if (raw.kind === 'unresolved') isComplete = false
    else if (raw.kind === 'reference') unknown(name, `\`${raw.path}\` may be a function, which is no member`)
    else if (isMadeAnew) unknown(name, 'members are made by a `__new__` of the repository')
    else {
      const given = isOwn === 'enum.member' && raw.kind === 'call' ? (raw.args[0] ?? raw) : raw
      const value = withAutomatic(interpreter, owner, kind, name, given, last)
      last.push(value)
      const { content, label } = kind.labels ? labelled(name, value) : { content: value, label: undefined }
      const converted = convert(kind, content)
      if (!converted) {
        unknown(name, 'its value is not known')
        continue
      }
      const member: MemberValue = {
        kind: 'member',
        class: owner,
        name,
        value: converted,
        ...(kind.labels && { label: label ?? unresolved('its label is not known') }),
        attributes: new Map(),
        origin: 'origin' in raw ? raw.origin : owner.origin,
      }
      const same = [...members.values()].map((other) => equal(other.value, converted))
      const alias = same.indexOf(true)
      if (alias >= 0 && isComplete && !same.slice(0, alias).includes(undefined)) {
        const first = [...members.values()][alias]!
        members.set(name, first)
        owner.attributes.set(name, first)
      } else if (!isComplete || same.includes(undefined))
        unknown(name, 'it may be another name of another member')
      else {
        members.set(name, member)
        owner.attributes.set(name, member)
        initialize(interpreter, member, content)
      }
    }
  }
}

/** Runs the `__init__` of a repository's enumeration on a new member. */
function initialize(interpreter: Interpreter, member: MemberValue, content: Value): void {
  const found = findIn(orderOf(member), '__init__')
  if (found.kind !== 'own' || found.value.kind !== 'function') return
  const args = content.kind === 'tuple' ? content.items : [content]
  const site = { expr: undefined, scope: member.class.scope }
  carryOut(interpreter, found.value, { args: [member, ...args], keywords: new Map() }, site)
}

function ignoredNames({ attributes }: ClassValue): ReadonlySet<string> {
  const value = attributes.get('_ignore_')
  const text = stringOf(value)
  const names =
    text === undefined ? (isSequence(value) ? value.items.map(stringOf) : []) : text.split(/[\s,]+/)
  return new Set(names.filter((name) => name !== undefined))
}

/** `_x_` and `__x__` are for the class itself; `__x` is private, and no member since Python 3.11. */
const isReserved = (name: string) => /^(__|_.*_$)/.test(name)

const descriptors = new Set(['builtins.property', 'builtins.classmethod', 'builtins.staticmethod'])

function isDescriptor(value: Value): boolean {
  if (value.kind === 'call') return value.callee.kind === 'reference' && descriptors.has(value.callee.path)
  return value.kind === 'function' || value.kind === 'class'
}

/** A value with what `auto()` stands for, by itself or in a tuple. */
function withAutomatic(
  interpreter: Interpreter,
  owner: ClassValue,
  kind: EnumerationKind,
  name: string,
  value: Value,
  last: readonly Value[],
): Value {
  const resolve = (each: Value) => (isAuto(each) ? automatic(interpreter, owner, kind, name, last) : each)
  return value.kind === 'tuple' ? { ...value, items: value.items.map(resolve) } : resolve(value)
}

/** A value and its label, as `ChoicesType` takes them apart; a name makes a label where there is none. */
function labelled(name: string, value: Value): { content: Value; label: Value | undefined } {
  const last = value.kind === 'tuple' || value.kind === 'list' ? value.items.at(-1) : undefined
  const isLabel = last && (stringOf(last) !== undefined || last.kind === 'call' || last.kind === 'unresolved')
  if ((value.kind === 'tuple' || value.kind === 'list') && value.items.length > 1 && isLabel) {
    const items = value.items.slice(0, -1)
    return { content: { kind: 'tuple', items, origin: value.origin }, label: last }
  }
  const text = titled(name.replaceAll('_', ' '))
  return { content: value, label: text === undefined ? undefined : constant(text) }
}

/** The value of a member: of its type, where it has one; undefined where that is not known. */
function convert({ mixin }: EnumerationKind, content: Value): Value | undefined {
  if (mixin === undefined) return content
  const [only, ...others] = content.kind === 'tuple' ? content.items : [content]
  if (!only || others.length > 0) return undefined
  const { origin } = content.kind === 'tuple' ? content : { origin: { path: '', start: 0, end: 0 } }
  const made = builtins[mixin]!({ args: [only], keywords: new Map() }, origin)
  if (made) return made
  // What is called here gives a value that is not known, and members all the same.
  return only.kind === 'unresolved' || only.kind === 'call' ? only : undefined
}
