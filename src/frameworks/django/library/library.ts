/**
 * What is known of a class outside of the repository, by data: what it is made of, and what it brings to a model.
 * Values are in JSON: a constant stands for itself; `{ "call": [path, args, keywords] }`, `{ "tuple": [...] }`,
 * `{ "set": [...] }`, `{ "name": path }` (a function, class or constant of a module), `{ "unknown": reason }`.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A class of a library. */
export interface LibraryClass {
  /** The dotted path of the class where it is defined, and as `deconstruct()` gives it where that is shorter. */
  readonly path: string
  /** The dotted paths of all its bases in Python's method resolution order, without itself and `object`. */
  readonly bases: readonly string[]
  /** What the class itself brings to a model that has it as a base. Undefined for what is no model and no mixin with fields. */
  readonly model?: LibraryModel
  /** What the class itself does to a field's arguments. Undefined for what is no field. */
  readonly field?: LibraryField
}

export interface LibraryModel {
  readonly abstract: boolean
  /** Of a model that is not abstract. */
  readonly app?: string
  /** Its own fields in order, as calls: `[name, path, args, keywords]`. */
  readonly fields: readonly (readonly [string, string, readonly Json[], { readonly [key: string]: Json }])[]
  /** What its own Meta says. */
  readonly options: { readonly [key: string]: Json }
  /** Its managers that `use_in_migrations`, as calls. */
  readonly managers: readonly (readonly [string, string, readonly Json[], { readonly [key: string]: Json }])[]
}

export interface LibraryField {
  /** Names of the parameters before those of the first base, in order, that may be given by position. */
  readonly parameters?: readonly string[]
  /** Keywords that it gives its base where nothing else is given. */
  readonly defaults?: { readonly [key: string]: Json }
  /** Keywords that it sets whatever is given. */
  readonly forced?: { readonly [key: string]: Json }
  /** Keywords of its own that `deconstruct()` gives, unless they have this value (`{ "always": true }`: always). */
  readonly own?: { readonly [key: string]: Json }
  /** Keywords that `deconstruct()` leaves out. */
  readonly removed?: readonly string[]
  /** The dotted path that `deconstruct()` gives instead of the class's own. */
  readonly deconstructsAs?: string
}

export interface Library {
  /** The class at a dotted path, also by a path that re-exports it; undefined where nothing is known of it. */
  classAt(path: string): LibraryClass | undefined
}
