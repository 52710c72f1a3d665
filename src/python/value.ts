import type { ClassDef, ConstantValue, Expr, FunctionDef, Param } from './ast.ts'
import type { Scope } from './scope.ts'

/** Where in which file a value was written. Offsets, so that making one is free; see `placeOf`. */
export interface Origin {
  readonly path: string
  readonly start: number
  readonly end: number
}

export interface ConstValue {
  readonly kind: 'const'
  readonly value: ConstantValue
}

/** `items` may grow while a module runs (`operations.append(...)`), as Python's lists do. */
export interface SequenceValue {
  readonly kind: 'list' | 'tuple' | 'set'
  readonly items: Value[]
  readonly origin: Origin
}

export interface DictValue {
  readonly kind: 'dict'
  readonly entries: { key: Value; value: Value }[]
  readonly origin: Origin
}

/** Something outside of the repository, by its dotted path: `django.db.models.CharField`. */
export interface ReferenceValue {
  readonly kind: 'reference'
  readonly path: string
}

/** A call that is not carried out: what is called, with what. */
export interface CallValue {
  readonly kind: 'call'
  readonly callee: Value
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
  /** The call itself, for the places of its arguments; an operator for a call such as `Q() | Q()`. */
  readonly expr: Expr
  readonly origin: Origin
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly name: string
  readonly params: readonly Param[]
  /** A function's definition, or the expression of a lambda. */
  readonly code: FunctionDef | Expr
  readonly scope: Scope
  readonly origin: Origin
}

export interface ClassValue {
  readonly kind: 'class'
  readonly name: string
  readonly bases: readonly Value[]
  /** The class body's names, its own ones only. */
  readonly attributes: ReadonlyMap<string, Value>
  readonly code: ClassDef
  readonly scope: Scope
  readonly origin: Origin
}

/** A module of the repository. */
export interface ModuleValue {
  readonly kind: 'module'
  readonly path: string
  readonly dotted: string
}

/** `object.name`, ready to be called: a method of a value that is known. */
export interface MethodValue {
  readonly kind: 'method'
  readonly object: Value
  readonly name: string
  readonly origin: Origin
}

/** What cannot be known without running code. `expr` is kept so that two of them can be compared. */
export interface UnresolvedValue {
  readonly kind: 'unresolved'
  readonly reason: string
  readonly expr: Expr | undefined
  readonly origin: Origin
}

export type Value =
  | ConstValue
  | SequenceValue
  | DictValue
  | ReferenceValue
  | CallValue
  | FunctionValue
  | ClassValue
  | ModuleValue
  | MethodValue
  | UnresolvedValue

export function constant(value: ConstantValue): ConstValue {
  return { kind: 'const', value }
}

/** The string that a value is, if it is one. */
export function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'const' && typeof value.value === 'string' ? value.value : undefined
}

/** Python's truth of a value; undefined where it is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'const': {
      const known = value.value
      if (known !== null && typeof known === 'object') {
        if (known.kind === 'float') return known.value !== 0
        return known.kind === 'bytes' ? known.text !== '' : true
      }
      return Boolean(known)
    }
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.every((item) => item.kind === 'unresolved') && value.items.length > 0
        ? undefined
        : value.items.length > 0
    case 'dict':
      return value.entries.length > 0
    case 'function':
    case 'class':
    case 'module':
      return true
    default:
      return undefined
  }
}

/** Whether a value is a list, a tuple or a set. */
export function isSequence(value: Value | undefined): value is SequenceValue {
  return value?.kind === 'list' || value?.kind === 'tuple' || value?.kind === 'set'
}
