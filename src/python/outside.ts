import type { Arguments } from './calls.ts'
import type { ClassValue, EnumerationKind, ObjectValue, Origin, Value } from './value.ts'

/** What a decorator makes of what it decorates; `transparent`: nothing that matters here. Also said of metaclasses. */
export type DecoratorKind =
  'transparent' | 'staticmethod' | 'classmethod' | 'property' | 'cached property' | 'class property'

/** What a framework knows of code outside of the repository, by dotted paths; undefined where it knows nothing. */
export interface Outside {
  /** What a name stands for, such as a setting, or an attribute of a class by the class's path. */
  readonly name?: (path: string) => Value | undefined
  /** Whether nothing is surely there at a path, such as a setting that no module sets. */
  readonly lacks?: (path: string) => boolean
  /** What a call gives that is not carried out otherwise; undefined leaves it a call. */
  readonly call?: (path: string, given: Arguments, origin: Origin) => Value | undefined
  /**
   * Carries out a method of an object that a class outside of the repository has, by that class's path. It may set
   * attributes of the object. Undefined where it cannot tell: then nothing is known any more of the attributes.
   */
  readonly method?: (
    path: string,
    object: ObjectValue,
    name: string,
    given: Arguments,
    origin: Origin,
  ) => Value | undefined
  /**
   * Carries out a method of a class itself that a base outside of the repository has, by that base's path: it may set
   * attributes of the class. Undefined where it cannot tell.
   */
  readonly classMethod?: (
    path: string,
    owner: ClassValue,
    name: string,
    given: Arguments,
  ) => Value | undefined
  /** Whether an attribute may be set on what a call of a class gives, by that class's path, and change nothing that matters. */
  readonly isSideAttribute?: (path: string, name: string) => boolean
  /** What a class outside of the repository makes of the classes below it, where that is an enumeration. */
  readonly enumeration?: (path: string) => EnumerationKind | undefined
  /** The metaclass of a class outside of the repository, by that class's path, where it is not `type`. */
  readonly metaclass?: (path: string) => string | undefined
  /** Whether `Class[argument]` is that class itself, by its path: the argument matters to types alone. */
  readonly isGeneric?: (path: string) => boolean
  /** An attribute that a framework gives each of its classes anew, so that none is inherited. */
  readonly classAttribute?: (owner: ClassValue, name: string) => Value | undefined
  /** What a decorator does, or a metaclass, by its own path, called or not. */
  readonly decorator?: (path: string) => DecoratorKind | undefined
}
