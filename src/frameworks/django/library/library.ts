/**
 * What is known of a class outside of the repository, by data: what it is made of, and what it brings to a model.
 * Values are in JSON: a constant stands for itself, a list for a list and an object for a dict with these keys;
 * `{ "call": [path, args, keywords] }`, `{ "tuple": [...] }`, `{ "set": [...] }`, `{ "name": path }` (a function,
 * class or constant of a module; `django.conf.settings.X` for a setting), `{ "unknown": reason }`.
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
  /** What the class itself does to a field's arguments. Undefined for what is no field, and where it is not known. */
  readonly field?: LibraryField
  /** Of a manager: whether it is written into migrations (`use_in_migrations`). */
  readonly useInMigrations?: boolean
  /** Of what makes models of its own where it stands in a model's body: what it makes, as a noun. */
  readonly makes?: string
  /** What those models are, where they are copies of the model that it stands in. */
  readonly history?: LibraryHistory
  /** Whether releases that may be in use as well are described otherwise. */
  readonly mayDiffer?: true
}

/** A field, or a manager: its name, and the call that makes it. */
export type LibraryCall = readonly [
  name: string,
  path: string,
  args: readonly Json[],
  keywords: { readonly [key: string]: Json },
]

/** A historical model, beside the copies of the fields of the model that it tracks. */
export interface LibraryHistory {
  /** The keywords that the class takes. What it does with those that it takes is told in models/history. */
  readonly takes: readonly string[]
  /** The fields of its own. */
  readonly fields: readonly LibraryCall[]
  /** By setting: the field that takes the place of the one of its name where the setting is not what it is where nothing sets it. */
  readonly settings: {
    readonly [setting: string]: { readonly absent: boolean; readonly otherwise: LibraryCall }
  }
  /** What its Meta says; `{verbose_name}` and `{verbose_name_plural}` stand for those of the model that it tracks. */
  readonly options: { readonly [option: string]: Json }
  /** Whether copies lose their collation, and have what Django asks of a field of text. */
  readonly losesCollation?: true
  /** Whether the table that is given is also that of what inherits the history. */
  readonly sharesTable?: true
}

export interface LibraryModel {
  readonly abstract: boolean
  /** Of a model that is not abstract. */
  readonly app?: string
  readonly proxy?: boolean
  /** Its own fields in order, as calls: `[name, path, args, keywords]`. */
  readonly fields: readonly LibraryCall[]
  /** What its own Meta says. */
  readonly options: { readonly [key: string]: Json }
  /** Its managers that `use_in_migrations`, as calls. */
  readonly managers: readonly LibraryCall[]
  /**
   * Fields that its metaclass or a hook adds to each model that is not abstract and lacks them, after the model's own.
   * `{class}` in a name or text stands for the model's name in lower case. `given` is the attribute of an inner
   * class that names the field instead: `["MPTTMeta", "left_attr"]`.
   */
  readonly adds?: readonly { readonly field: LibraryCall; readonly given?: readonly [string, string] }[]
  /**
   * Options that its metaclass changes where Meta has them, with how, as a clause. Where Meta has none, what is
   * changed in `_meta` alone never comes into migrations (`ModelState.from_model`, django/db/migrations/state.py).
   */
  readonly extends?: { readonly [option: string]: string }
  /** Why what it brings cannot all be told, as a clause: a metaclass or a hook that does more. */
  readonly unknown?: string
}

/** The base that is spoken of is the next field class in Python's order, unless `base` names another one. */
export interface LibraryField {
  readonly base?: string
  /**
   * Names of its own parameters that may be given by position, in order; those of the first base that are not among
   * them follow where `rest` says so. Without them, what is given by position goes to the base.
   */
  readonly parameters?: readonly string[]
  readonly rest?: true
  /** Keywords that it gives its base where nothing else is given. */
  readonly defaults?: { readonly [key: string]: Json }
  /** Keywords that it sets whatever is given. */
  readonly forced?: { readonly [key: string]: Json }
  /** Keywords of its own that `deconstruct()` gives, unless they have this value (`{ "always": true }`: always). */
  readonly own?: { readonly [key: string]: Json }
  /** Keywords of its own that `deconstruct()` never gives. */
  readonly taken?: readonly string[]
  /** Keywords that `deconstruct()` leaves out. */
  readonly removed?: readonly string[]
  /** Keywords whose effect is not known: where one of them is given, neither is the field's. */
  readonly undecided?: readonly string[]
  /** Keywords without which what it does is not known: it works them out. */
  readonly needs?: readonly string[]
  /** The dotted path that `deconstruct()` gives instead of the class's own. */
  readonly deconstructsAs?: string
  /** It is no column and no field of the state: it is left out of migrations altogether. */
  readonly isSilent?: true
  /**
   * Fields that it adds to its model, right after itself or before it; `{name}` stands for its own name, and a keyword
   * that is `{ "given": key }` for what it was given itself as this keyword.
   */
  readonly adds?: readonly { readonly field: LibraryCall; readonly place: 'before' | 'after' }[]
  /**
   * It is a relation through the model that a keyword gives, a class or `app.Model`: `deconstruct()` names that one,
   * and as `to`, unless it is given, the one that its field leads to.
   */
  readonly through?: { readonly keyword: string; readonly position: number; readonly field: string }
  /** Why what it does cannot all be told, as a clause. */
  readonly unknown?: string
}

export interface Library {
  /** The class at a dotted path, also by a path that re-exports it; undefined where nothing is known of it. */
  classAt(path: string): LibraryClass | undefined
}
