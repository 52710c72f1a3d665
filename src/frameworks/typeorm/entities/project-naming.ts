import { classChain, classMember, memberNode } from '../../../typescript/classes.ts'
import type { Hooks, Interpreter } from '../../../typescript/interpreter.ts'
import {
  constant,
  textOf,
  undefinedValue,
  type CallValue,
  type InstanceValue,
  type Origin,
  type Value,
} from '../../../typescript/value.ts'
import { defaultNaming, packageNaming, type Name, type NamingMethod, type NamingStrategy } from './naming.ts'
import { sha1 } from './sha1.ts'
import { textFunction } from './text-functions.ts'

/** What naming strategies of projects have from packages: the strategies that they extend, and functions for texts. */
export const namingHooks: Pick<Hooks, 'inherited' | 'outside'> = {
  inherited({ from, name }, member, { class: made }, interpreter) {
    const above = packageNaming(from, name)
    if (!above || !(Object.hasOwn(above, member) || Object.hasOwn(helpers, member))) return undefined
    // How TypeORM takes the table of a key, and makes a hash, is for a project to change.
    const changesKeys = classChain(interpreter, made).some((owner) =>
      ['getTableName', 'hash'].some((own) => memberNode(interpreter, owner, own)),
    )
    if (changesKeys && /^(?:unique|relation|check)ConstraintName$|^(?:index|foreignKey)Name$/.test(member))
      return undefined
    return { kind: 'outside', from, name: `${name}.prototype.${member}` }
  },
  outside: (call) => inheritedName(call.callee, call.args) ?? textFunction(call),
}

/** `super.tableName(…)` of a strategy that extends one of a package. */
function inheritedName(callee: CallValue['callee'], args: readonly Value[]): Value | undefined {
  const [owner, method] = callee.kind === 'outside' ? callee.name.split('.prototype.') : []
  if (callee.kind !== 'outside' || owner === undefined || method === undefined) return undefined
  const above = packageNaming(callee.from, owner)
  const given = args.map(plainOf)
  const [text, ...others] = given
  if (above && Object.hasOwn(helpers, method))
    return typeof text === 'string' && others.length === 0 ? constant(helpers[method]!(text)) : undefined
  // That one asks another method, of which the class may have its own.
  if (!above || method === 'joinTableInverseColumnName' || given.includes(notKnown)) return undefined
  return constant((above[method as NamingMethod] as (...given: unknown[]) => string)(...given))
}

/** What TypeORM's own strategy has for its methods, and those that extend it. */
const helpers: Readonly<Record<string, (text: string) => string>> = {
  getTableName: (table) => table.split('.').at(-1)!,
  hash: sha1,
}

const notKnown = Symbol('not known')

function plainOf(value: Value): unknown {
  if (value.kind === 'const') return value.value
  const texts = value.kind === 'array' ? value.items.map(textOf) : [undefined]
  return texts.includes(undefined) ? notKnown : texts
}

/**
 * A naming strategy that a project has itself: its methods are followed for each name that is asked for. What cannot be
 * followed leaves the names that it gives unknown.
 */
export function projectNaming(interpreter: Interpreter, instance: InstanceValue): NamingStrategy {
  const { origin } = instance
  const name = (method: NamingMethod, args: readonly unknown[]): Name => {
    if (method === 'materializedPathColumnName' || method === 'nestedSetColumnName')
      return property(method, args)
    const found = classMember(interpreter, instance, method)
    const given = args.map((arg) => valueOf(arg, origin))
    if (found?.kind === 'function') return named(method, interpreter.call(found, given), found.origin)
    if (found?.kind !== 'outside') return named(method, found, origin)
    if (method === 'joinTableInverseColumnName') return name('joinTableColumnName', args)
    return named(method, inheritedName(found, given), origin)
  }
  const property = (
    method: 'materializedPathColumnName' | 'nestedSetColumnName',
    [side]: readonly unknown[],
  ): Name => {
    const isPath = method === 'materializedPathColumnName'
    const own = classMember(interpreter, instance, isPath ? method : 'nestedSetColumnNames')
    if (!own) return isPath ? defaultNaming[method]() : defaultNaming[method](side as 'left' | 'right')
    return named(
      method,
      isPath ? own : own.kind === 'object' ? own.entries.get(String(side)) : undefined,
      origin,
    )
  }
  const methods = Object.keys(defaultNaming) as NamingMethod[]
  return Object.fromEntries(
    methods.map((method) => [method, (...args: readonly unknown[]) => name(method, args)]),
  ) as unknown as NamingStrategy
}

function named(method: NamingMethod, value: Value | undefined, origin: Origin): Name {
  const text = textOf(value)
  if (text !== undefined) return text
  const isUnresolved = value?.kind === 'unresolved'
  const reason = isUnresolved ? `: ${value.reason}` : ''
  return {
    cause: `what \`${method}()\` of the naming strategy gives is not known${reason}`,
    origin: isUnresolved ? value.origin : origin,
  }
}

/** A text, a number, nothing, or a list of texts. */
function valueOf(given: unknown, origin: Origin): Value {
  if (Array.isArray(given))
    return { kind: 'array', items: given.map((each) => constant(each as string)), origin }
  return given === undefined ? undefinedValue : constant(given as string | number)
}
