import type { ClassValue, Origin, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { LibraryClass } from '../library/library.ts'
import type { Doubt } from '../state/doubt.ts'
import { isAbstract } from './abstract.ts'
import { ancestor, ancestorsOf, isModel, type Ancestor } from './ancestors.ts'
import { doubtsOfBases, metaclassDoubts } from './base-doubts.ts'
import { inOrderOfCreation, inOrderOfDefinition } from './field-order.ts'
import { libraryFields } from './library-effects.ts'
import type { Records } from './history/records.ts'
import { callOf, lineOf } from './library-value.ts'
import { metaOf, withOptions, type Meta } from './meta.ts'
import { carryOutMetaclass } from './metaclass.ts'
import { OwnAttributes } from './own-attributes.ts'
import { executionOrder } from './reached-modules.ts'
import { headOf } from './unknown-class.ts'

/** A field or a manager as a class body declares it. */
export interface Declared {
  readonly value: Value
  readonly origin: Origin
  /** Of a field that a library declares, as its description tells: `origin` is that of the class that has it. */
  readonly isDescribed?: boolean
}

/** What `ModelBase.__new__` makes of a model class (django/db/models/base.py), before anything knows its app. */
export interface ModelClass {
  readonly name: string
  /** The class's own; undefined for a model of a library. */
  readonly value: ClassValue | undefined
  readonly library: LibraryClass | undefined
  readonly abstract: boolean
  /** Its own fields and those of its abstract bases, in order: what Django calls local. */
  readonly fields: ReadonlyMap<string, Declared>
  /** The managers that its own body declares. */
  readonly managers: ReadonlyMap<string, Declared>
  /** Everything that its `__dict__` holds. */
  readonly names: ReadonlySet<string>
  /** The models among its bases that are not abstract, also those of its abstract bases. */
  readonly parents: readonly ModelClass[]
  /** Its bases and theirs, itself first, in Python's order. */
  readonly ancestors: readonly Ancestor[]
  readonly meta: Meta
  readonly doubts: readonly Doubt[]
  /** Why there may be more models that are named after this one and declared nowhere. */
  readonly makes: string | undefined
  /** The attributes that may add fields named after them, each with why. */
  readonly mayAdd: ReadonlyMap<string, string>
  /** What keeps a history of it, or of what inherits from it. */
  readonly records: readonly Records[]
  readonly origin: Origin
}

/** Reads the model classes of a project, each once. */
export class ModelClasses {
  readonly #context: DjangoContext
  readonly #loaded: readonly string[]
  #executed: readonly string[] | undefined
  readonly #read = new Map<unknown, ModelClass>()

  /** @param loaded the modules that Django imports to load the models, in their order */
  constructor(context: DjangoContext, loaded: readonly string[] = []) {
    this.#context = context
    this.#loaded = loaded
  }

  /** What Django makes of a class that is a model, or may be one. */
  read(value: ClassValue): ModelClass {
    const known = this.#read.get(value)
    if (known) return known
    const made = this.#make(value)
    this.#read.set(value, made)
    return made
  }

  /** What was read of a class before, if anything was. */
  known(value: ClassValue): ModelClass | undefined {
    return this.#read.get(value)
  }

  /** The same as `read` for a class of a library. */
  readLibrary(value: LibraryClass, origin: Origin): ModelClass {
    const known = this.#read.get(value)
    if (known) return known
    const { library } = this.#context
    const line = lineOf(value, library)
    const fields = new Map<string, Declared>()
    const managers = new Map<string, Declared>()
    for (const one of inOrderOfDefinition(value, line)) {
      if (one !== value && !one.model?.abstract) continue
      for (const [name, ...call] of one.model?.fields ?? [])
        fields.set(name, { value: callOf(call, origin), origin, isDescribed: true })
    }
    for (const [name, ...call] of value.model?.managers ?? [])
      managers.set(name, { value: callOf(call, origin), origin })
    const made: ModelClass = {
      name: value.path.split('.').at(-1)!,
      value: undefined,
      library: value,
      abstract: value.model?.abstract ?? false,
      fields,
      managers,
      names: new Set([...fields.keys(), ...managers.keys()]),
      parents: [],
      ancestors: line.map((one) => ({ kind: 'library', value: one })),
      meta: { options: new Map(), unknown: undefined },
      doubts: [],
      mayAdd: new Map(),
      makes: undefined,
      records: [],
      origin,
    }
    this.#read.set(value, made)
    return made
  }

  #make(value: ClassValue): ModelClass {
    const { library } = this.#context
    const ancestors = ancestorsOf(value, library) ?? []
    const bases = value.bases.flatMap((base) => this.#modelBase(ancestor(base, library), value.origin))
    const made = carryOutMetaclass(value, ancestors, this.#context)
    const own = new OwnAttributes(value, made.declared, this.#context)
    const set = new Map([...own.options, ...made.options])
    const meta = withOptions(metaOf(value, library), set, headOf(value))
    const doubts = [...own.doubts, ...doubtsOfBases(value, ancestors, meta), ...metaclassDoubts(made, value)]
    const fields = new Map(own.fields)
    const names = new Set(made.declared.keys())
    const inherited = new Set<string>()
    const parents: ModelClass[] = []
    for (const one of ancestors) {
      const base = bases.find((candidate) => isSame(candidate, one))
      if (!base) {
        for (const name of namesOf(one)) inherited.add(name)
        continue
      }
      if (!base.abstract) {
        for (const name of base.fields.keys()) inherited.add(name)
        parents.push(base)
        continue
      }
      for (const [name, field] of base.fields) {
        if (names.has(name) || inherited.has(name)) continue
        fields.set(name, field)
        names.add(name)
      }
      parents.push(...base.parents)
      for (const doubt of base.doubts)
        if (doubt.name === undefined || !names.has(doubt.name)) doubts.push(doubt)
    }
    if (made.mayChange)
      for (const name of fields.keys())
        doubts.push({ aspect: 'fields', name, cause: made.unknown!, origin: headOf(value) })
    const abstract = isAbstract(value)
    const added = abstract ? new Map<string, Declared>() : libraryFields(value, ancestors, names)
    return {
      name: value.name,
      value,
      library: undefined,
      abstract,
      fields: new Map([...inOrderOfCreation(fields, bases, () => this.#order(value)), ...added]),
      managers: own.managers,
      names,
      parents: [...new Set(parents)],
      ancestors,
      meta,
      doubts,
      mayAdd: new Map([...bases.flatMap((base) => [...base.mayAdd]), ...own.mayAdd]),
      makes: own.makes ?? bases.find((base) => base.makes !== undefined)?.makes,
      records: own.records,
      origin: headOf(value),
    }
  }

  /** The files that Python has run when a class is made, in their order. */
  #order({ origin }: ClassValue): readonly string[] {
    const { interpreter } = this.#context
    this.#executed ??= executionOrder(interpreter, this.#loaded)
    return this.#executed.includes(origin.path)
      ? this.#executed
      : executionOrder(interpreter, [...this.#loaded, origin.path])
  }

  /** A direct base that is a model. */
  #modelBase(base: Ancestor, origin: Origin): ModelClass[] {
    if (base.kind === 'library') return base.value.model ? [this.readLibrary(base.value, origin)] : []
    // What may be a model and may be none is in doubt as a whole.
    if (base.kind !== 'class' || !isModel(base.value, this.#context.library)) return []
    return [this.read(base.value)]
  }
}

function namesOf(one: Ancestor): Iterable<string> {
  if (one.kind === 'class') return one.value.attributes.keys()
  return one.kind === 'library' ? (one.value.model?.fields ?? []).map(([name]) => name) : []
}

function isSame(model: ModelClass, one: Ancestor): boolean {
  return one.kind === 'class'
    ? model.value === one.value
    : one.kind === 'library' && model.library === one.value
}
