import type { Scope } from './scope.ts'
import type { ClassNode, FunctionNode, Node } from './syntax.ts'

/** Where in which file a value was written. */
export interface Origin {
  readonly path: string
  readonly start: number
  readonly end: number
}

/** A value that stands for itself. */
export interface ConstValue {
  readonly kind: 'const'
  readonly value: string | number | bigint | boolean | null | undefined
}

/** A regular expression of which it is sure that it cannot be made to hang. */
export interface RegexValue {
  readonly kind: 'regex'
  readonly source: string
  readonly flags: string
}

/** A hash of Node's `crypto` while it is made. It stands for one moment: what comes of it is another one. */
export interface HashValue {
  readonly kind: 'hash'
  readonly algorithm: string
  readonly text: string
  /** Whether something was done with it already, so that it is no longer what it was. */
  isSpent: boolean
}

export interface ArrayValue {
  readonly kind: 'array'
  /** Grows while code runs (`push`). One that is unresolved with `rest` stands for any number of items. */
  readonly items: Value[]
  readonly origin: Origin
}

export interface ObjectValue {
  readonly kind: 'object'
  /** In the order of the source; set while code runs. */
  readonly entries: Map<string, Value>
  /** Why there may be more entries than those, once that is so. */
  lost?: UnresolvedValue
  readonly origin: Origin
}

/** Something of a package, or of the language: `typeorm`'s `DataSource`, the global `Promise`. */
export interface OutsideValue {
  readonly kind: 'outside'
  /** Undefined for what the language has. */
  readonly from: string | undefined
  /** Names from the outside in, dotted: `Table`, `default.types`. */
  readonly name: string
}

export interface ClassValue {
  readonly kind: 'class'
  readonly name: string
  readonly code: ClassNode
  readonly scope: Scope
  readonly origin: Origin
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly name: string
  readonly code: FunctionNode
  readonly scope: Scope
  /** What `this` is in it, for a method. */
  readonly receiver?: Value
  /** The class that a method is of, to find what `super` is. */
  readonly owner?: ClassValue
  readonly origin: Origin
}

/** `new callee(...)` or `callee(...)` of something outside: what is made of it is for a framework to say. */
export interface CallValue {
  readonly kind: 'call'
  readonly callee: Value
  readonly isNew: boolean
  readonly args: readonly Value[]
  readonly origin: Origin
}

/** An instance of a class of the repository, with the properties that its initialisers set. */
export interface InstanceValue {
  readonly kind: 'instance'
  readonly class: ClassValue
  readonly properties: Map<string, Value>
  readonly origin: Origin
}

/** `import * as x`, or a whole file. */
export interface ModuleValue {
  readonly kind: 'module'
  readonly path: string
}

/** What a framework puts in the place of a parameter, such as the query runner of a migration. */
export interface HostValue {
  readonly kind: 'host'
  readonly name: string
}

/** What cannot be known without running code. */
export interface UnresolvedValue {
  readonly kind: 'unresolved'
  /** As a clause. */
  readonly reason: string
  /** Among items, it stands for any number of them. */
  readonly rest?: true
  /** Of a text with holes: the pieces between what is not known. */
  readonly pieces?: readonly string[]
  /** One of these it is, where it is not known which. */
  readonly alternatives?: readonly Value[]
  readonly node?: Node
  readonly origin: Origin
}

export type Value =
  | ConstValue
  | RegexValue
  | HashValue
  | ArrayValue
  | ObjectValue
  | OutsideValue
  | ClassValue
  | FunctionValue
  | CallValue
  | InstanceValue
  | ModuleValue
  | HostValue
  | UnresolvedValue

export function constant(value: ConstValue['value']): ConstValue {
  return { kind: 'const', value }
}

export const undefinedValue = constant(undefined)

/** The text that a value is, if it is one. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'const' && typeof value.value === 'string' ? value.value : undefined
}

/** What `String(value)` gives: that of a list has commas; undefined where it is not known, or an object. */
export function asText(value: Value): string | undefined {
  if (value.kind === 'const') return String(value.value)
  if (value.kind !== 'array') return undefined
  const texts = value.items.map((item) => (isNothing(item) ? '' : asText(item)))
  return texts.includes(undefined) ? undefined : texts.join(',')
}

/** Whether a value is `null` or `undefined`. */
export function isNothing(value: Value): boolean {
  return value.kind === 'const' && (value.value === null || value.value === undefined)
}

/** JavaScript's truth of a value; undefined where it is not known. */
export function truth(value: Value): boolean | undefined {
  if (value.kind === 'const') return Boolean(value.value)
  // What a package has, or a call of it gives, may be anything; everything else is an object.
  return ['unresolved', 'outside', 'call', 'host'].includes(value.kind) ? undefined : true
}
