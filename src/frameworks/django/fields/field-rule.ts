import type { DjangoVersion } from '../context.ts'
import type { Json } from '../library/library.ts'

/** When `deconstruct()` gives a keyword: unless it is this object, where it is true, always. */
export type Emitted = { readonly unless: Json } | { readonly when: 'true' | 'always' }

/**
 * What one class of a field does to its arguments, in its `__init__()` and its `deconstruct()`. Everything else is left
 * to the base class.
 */
export interface FieldRule {
  /** The class that it extends, as its `deconstruct()` names it. */
  readonly base?: string
  /** Names of what may be given by position, in order. Without them, what is given by position goes to the base class. */
  readonly positional?: readonly string[]
  /** Whether more may be given by position than those, for the base class: what it takes beside them, in its order. */
  readonly rest?: true
  /** Keywords that the base class gets where nothing else is given. */
  readonly defaults?: { readonly [keyword: string]: Json }
  /** Keywords that the base class gets whatever is given. */
  readonly forced?: { readonly [keyword: string]: Json }
  /** Keywords of its own: none of them reaches the base class. */
  readonly own?: { readonly [keyword: string]: Emitted }
  /** Keywords of its own that `deconstruct()` never gives. */
  readonly taken?: readonly string[]
  /** Keywords whose effect is not known: where one of them is given, neither is what the field deconstructs to. */
  readonly undecided?: readonly string[]
  /** Keywords without which it is not known what the field deconstructs to. */
  readonly needs?: readonly string[]
  /** Why what it does cannot be told at all, as a clause. */
  readonly unknown?: string
  /** Migrations leave the field out. */
  readonly isSilent?: true
  /** The attributes that hold keywords of its own, where they are called otherwise. */
  readonly attributes?: { readonly [keyword: string]: string }
  /** Keywords that `deconstruct()` leaves out where they have this value. */
  readonly hidden?: { readonly [keyword: string]: Json }
  /** Keywords of which `deconstruct()` compared what the function gives, before a release of Django (ticket 34192). */
  readonly calledBefore?: { readonly [keyword: string]: DjangoVersion }
  /** Keywords of the base class with another default: `deconstruct()` gives them unless they have this value. */
  readonly replaced?: { readonly [keyword: string]: Json }
  /** Keywords that `deconstruct()` leaves out. */
  readonly removed?: readonly string[]
  /** Keywords that `deconstruct()` gives since a release of Django only. */
  readonly since?: { readonly [keyword: string]: DjangoVersion }
  /** Keywords of which `deconstruct()` leaves out `None` since a release of Django. */
  readonly noneOutSince?: { readonly [keyword: string]: DjangoVersion }
  /** Keywords that `deconstruct()` adds. */
  readonly added?: { readonly [keyword: string]: Json }
  /** The path that `deconstruct()` gives instead of the class's own. */
  readonly path?: string
  /** What has to be worked out from several arguments: see `special.ts`. */
  readonly special?: 'dates' | 'relation' | 'names'
}
