import type { ClassDef, ConstantValue, Expr, FunctionDef, Param, Stmt } from './ast.ts'
import type { Frame, Scope } from './scope.ts'

/** Where in which file a value was written. Offsets, so that making one is free; see `placeOf`. */
export interface Origin {
  readonly path: string
  readonly start: number
  readonly end: number
}

/** Of a value that stands in no source. */
export const nowhere: Origin = { path: '', start: 0, end: 0 }

export interface ConstValue {
  readonly kind: 'const'
  readonly value: ConstantValue
}

/** `items` may change while a module runs (`operations.append(...)`), as Python's lists do. */
export interface SequenceValue {
  readonly kind: 'list' | 'tuple' | 'set'
  /** True for a `frozenset`. */
  readonly isFrozen?: boolean
  readonly items: Value[]
  readonly origin: Origin
}

/** Made and changed by the functions of dicts.ts, which keep every key once. */
export interface DictValue {
  readonly kind: 'dict'
  readonly entries: Entry[]
  readonly origin: Origin
}

export interface Entry {
  readonly key: Value
  value: Value
}

/** What gives values one after another: a range, the views of a dict, `zip`, a generator. */
export interface IteratorValue {
  readonly kind: 'iterator'
  /** Python's name of its type. */
  readonly name: string
  /** Everything that it gives, in order; undefined where that is not known. */
  readonly give: () => readonly Value[] | undefined
  /** What it runs over, a step at a time: what it gives depends on what these hold at each step. */
  readonly over: readonly Value[]
  /** What is left in one that gives only once; undefined for what can be run over again and again. */
  left: 'everything' | 'nothing' | 'unknown' | undefined
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
  /** Becomes unresolved when the object that the call made is changed afterwards. */
  callee: Value
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
  /** The call itself, for the places of its arguments; an operator for a call such as `Q() | Q()`. */
  readonly expr: Expr
  readonly origin: Origin
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly name: string
  /** Python's `__qualname__`: `Outer.inner`. */
  readonly qualname: string
  readonly params: readonly Param[]
  /** The defaults of parameters, which Python works out once, where the function is defined. */
  readonly defaults: ReadonlyMap<string, Value>
  /** A function's definition, or the expression of a lambda. */
  readonly code: FunctionDef | Expr
  readonly scope: Scope
  /** What it is decorated with, the outermost first; empty where the definition was not run. */
  readonly decorators: readonly Value[]
  /** Of a property that can be set. */
  readonly setter?: FunctionValue
  /** Of a class method: the class that it was taken from. */
  readonly receiver?: ClassValue
  /** Worked out at the first call. */
  frame?: Frame
  readonly origin: Origin
}

export interface ClassValue {
  readonly kind: 'class'
  readonly name: string
  /** Python's `__qualname__`: `Outer.Inner`. */
  readonly qualname: string
  readonly bases: readonly Value[]
  /** What stands behind the bases: `metaclass=…`. */
  readonly keywords: ReadonlyMap<string, Value>
  /** What it is decorated with, the outermost first; empty where the definition was not run. */
  readonly decorators: readonly Value[]
  /** The class body's names, its own ones only, in the order of the body; more may be set afterwards. */
  readonly attributes: Map<string, Value>
  /** The attributes among those that a call gave it once it was made, where that matters to a framework. */
  addedLater?: Set<string>
  /** Of a class that a call made: what it was made with, whatever is set on it afterwards. */
  readonly declared?: Map<string, Value>
  /** Whether its metaclass was carried out: `attributes` are what that left. */
  isMade?: boolean
  /** Why code that is not followed may have changed it since, once that is so. */
  lost?: UnresolvedValue
  /** Of a class whose attributes are its members. */
  enumeration?: Enumeration
  readonly code: ClassDef
  readonly scope: Scope
  readonly origin: Origin
}

/** What the members of an enumeration are, by the classes that it is made from. */
export interface EnumerationKind {
  /** The type that members are of as well: they are equal to their values. */
  readonly mixin?: 'str' | 'int'
  /** Whether a value may be written as `(value, label)`, and the class has `choices`, `labels`, `values` and `names`. */
  readonly labels: boolean
  /** What `auto()` gives, where it does not count. */
  readonly values?: 'name' | 'lower-name' | 'flag'
  /** What `str()` gives of a member, where it is the value in every version of Python. */
  readonly text?: 'value'
}

export interface Enumeration {
  readonly kind: EnumerationKind
  /** By name, in order; aliases stand for the member of which they are another name. */
  readonly members: ReadonlyMap<string, MemberValue>
  /** Whether these are surely all the members. */
  readonly isComplete: boolean
}

/** An instance of which `__init__` was run, by `instantiate`. */
export interface ObjectValue {
  readonly kind: 'object'
  readonly class: ClassValue
  /** Its own attributes, as `self.x = …` sets them. */
  readonly attributes: Map<string, Value>
  /** Why more attributes may be set than those, once that is so. */
  lost?: UnresolvedValue
  /** The call that made it. */
  readonly call: CallValue
  readonly origin: Origin
}

/** A member of an enumeration. */
export interface MemberValue {
  readonly kind: 'member'
  readonly class: ClassValue
  readonly name: string
  readonly value: Value
  /** Where members have labels. */
  readonly label?: Value
  /** What `__init__` set on it. */
  readonly attributes: Map<string, Value>
  readonly origin: Origin
}

/** `super()`: the attributes that an object, or a class, has from the classes after one of its own. */
export interface SuperValue {
  readonly kind: 'super'
  readonly object: ObjectValue | MemberValue | ClassValue
  readonly after: ClassValue
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
  /** Where the method of an object or a class was found: a function of the repository, or a class outside of it. */
  readonly found?: FunctionValue | ReferenceValue
  readonly origin: Origin
}

/** What cannot be known without running code. `expr` is kept so that two of them can be compared. */
export interface UnresolvedValue {
  readonly kind: 'unresolved'
  /** Among the items of something, it stands for any number of them. */
  readonly rest?: true
  readonly reason: string
  readonly expr: Expr | undefined
  /** Objects that it may stand for: what changes it may change them. */
  readonly maybe?: readonly Value[]
  /** The statement that decides, where it is more than the expression. */
  readonly stmt?: Stmt
  readonly origin: Origin
}

export type Value =
  | ConstValue
  | SequenceValue
  | DictValue
  | IteratorValue
  | ReferenceValue
  | CallValue
  | FunctionValue
  | ClassValue
  | ObjectValue
  | MemberValue
  | SuperValue
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

/** The integer that a value is, if it is one and small enough to count with. */
export function intOf(value: Value | undefined): number | undefined {
  return value?.kind === 'const' && typeof value.value === 'number' ? value.value : undefined
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
      return value.items.length > 0 && value.items.every(isRest) ? undefined : value.items.length > 0
    case 'dict':
      return value.entries.length > 0 && value.entries.every(({ key }) => isRest(key))
        ? undefined
        : value.entries.length > 0
    case 'iterator': {
      const items = value.left === undefined ? value.give() : undefined
      return value.left === undefined ? items && items.length > 0 : true
    }
    case 'function':
    case 'module':
      return true
    case 'class':
      return isPlainlyTrue(value) ? true : undefined
    case 'member':
      return memberTruth(value)
    default:
      return undefined
  }
}

/** Classes are true, unless a metaclass says otherwise. */
function isPlainlyTrue({ keywords, bases }: ClassValue): boolean {
  const metaclass = keywords.get('metaclass')
  const hasTruth =
    metaclass?.kind === 'class' && ['__bool__', '__len__'].some((name) => metaclass.attributes.has(name))
  return !hasTruth && bases.every((base) => base.kind !== 'class' || isPlainlyTrue(base))
}

/** Members are true, but for those of a type that has a truth of its own. */
function memberTruth({ class: owner, value }: MemberValue): boolean | undefined {
  const { mixin, values } = owner.enumeration?.kind ?? {}
  if (owner.attributes.has('__bool__') || owner.bases.some((base) => base.kind === 'class')) return undefined
  return mixin !== undefined || values === 'flag' ? truth(value) : true
}

/** Whether a value stands for any number of items of what holds it. */
export function isRest(value: Value): boolean {
  return value.kind === 'unresolved' && value.rest === true
}

/** Whether a value is a list, a tuple or a set. */
export function isSequence(value: Value | undefined): value is SequenceValue {
  return value?.kind === 'list' || value?.kind === 'tuple' || value?.kind === 'set'
}
