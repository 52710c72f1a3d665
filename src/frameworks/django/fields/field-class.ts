import { installedModule, isInstalled } from '../../../python/environment.ts'
import { linearize } from '../../../python/mro.ts'
import { moduleName } from '../../../python/modules.ts'
import type { ClassValue, Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { Json, LibraryClass, LibraryField } from '../library/library.ts'
import { canonicalName } from '../values/names.ts'
import { builtIn, leftOut } from './built-in.ts'
import type { Emitted, FieldRule } from './field-rule.ts'

/** One class that a field's class is made of. */
export interface FieldPart {
  readonly path: string
  /** What it does to arguments; undefined for a class that does nothing known to them. */
  readonly rule: FieldRule | undefined
  /** Of the repository, or of a library whose source is read. */
  readonly own: ClassValue | undefined
}

/** The class of a field, or of something else. */
export interface FieldClass {
  /** As `deconstruct()` gives it. */
  readonly path: string
  /** In Python's method resolution order, itself first. */
  readonly parts: readonly FieldPart[]
  /** Classes of which nothing is known. */
  readonly unknown: readonly string[]
  readonly isField: boolean | undefined
}

const fieldPath = 'django.db.models.Field'

/** Reads a class with all that it is made of; undefined for what is no class. */
export function fieldClass(callee: Value, context: DjangoContext): FieldClass | undefined {
  if (callee.kind !== 'class' && callee.kind !== 'reference') return undefined
  const order = callee.kind === 'class' ? linearize(callee) : [callee]
  if (!order) return undefined
  const parts: FieldPart[] = []
  const unknown: string[] = []
  const described = order.find((each) => isDescribed(each, context))
  // What is described of a library's class says what its bases do as well.
  const covered = new Set(described?.kind === 'class' ? linearize(described)?.slice(1) : [])
  for (const each of order) {
    if (covered.has(each)) continue
    if (each === described && each.kind === 'class')
      outside(`${installedModule(each.origin.path)}.${each.qualname}`, context, parts, unknown)
    else if (each.kind === 'class') parts.push({ path: pathOf(each, context), rule: undefined, own: each })
    else if (each.kind === 'reference') outside(each.path, context, parts, unknown)
    else unknown.push(each.kind === 'unresolved' ? each.reason : 'what is no class')
  }
  // A class that several bases share comes after the last of them.
  const last = new Map(parts.map(({ path }, index) => [path, index]))
  const line = parts.filter(({ path }, index) => last.get(path) === index)
  const isLeftOut = line.some(({ path, rule }) => leftOut.has(path) || rule?.isSilent)
  const isField =
    !isLeftOut && (line.some(({ path }) => path === fieldPath) || (unknown.length > 0 ? undefined : false))
  const shortened = line.find(({ rule }) => rule?.path !== undefined)?.rule?.path
  return { path: shortened ?? line[0]?.path ?? '', parts: line, unknown, isField }
}

/** Whether it is told what an installed class does to a field's arguments. */
function isDescribed(value: Value, { library }: DjangoContext): boolean {
  if (value.kind !== 'class' || !isInstalled(value.origin.path)) return false
  const known = library.classAt(`${installedModule(value.origin.path)}.${value.qualname}`)
  return known?.field !== undefined && known.field.unknown === undefined
}

/** The path of a class of the repository as Python tells it: `shop.fields.PriceField`. */
export function pathOf(value: ClassValue, context: DjangoContext): string {
  return `${moduleName(context.interpreter, value.origin.path)}.${value.qualname}`
}

function outside(path: string, context: DjangoContext, parts: FieldPart[], unknown: string[]): void {
  const name = canonicalName(path)
  if (Object.hasOwn(builtIn, name)) {
    for (let each: string | undefined = name; each !== undefined; each = builtIn[each]?.base)
      parts.push({ path: each, rule: builtIn[each], own: undefined })
    return
  }
  if (leftOut.has(name) || name === 'builtins.object') {
    parts.push({ path: name, rule: undefined, own: undefined })
    return
  }
  const known = context.library.classAt(path)
  if (known)
    for (const each of [known, ...known.bases.map((base) => context.library.classAt(base) ?? base)])
      library(each, parts)
  else if (plainClasses.test(name)) parts.push({ path: name, rule: undefined, own: undefined })
  else {
    parts.push({ path: name, rule: undefined, own: undefined })
    unknown.push(name)
  }
}

/** Classes of the standard library and of Django that are no fields. */
const plainClasses =
  /^(?:abc|builtins|collections|datetime|decimal|enum|functools|typing|uuid|django\.utils|django\.core|django\.forms|django\.contrib\.\w+\.(?:models|managers|forms|admin))\./

function library(known: LibraryClass | string, parts: FieldPart[]): void {
  if (typeof known === 'string') {
    const name = canonicalName(known)
    parts.push({ path: name, rule: builtIn[name], own: undefined })
  } else
    parts.push({ path: known.path, rule: known.field ? libraryRule(known.field) : undefined, own: undefined })
}

/** What a library's class does to arguments, in the terms of Django's own. */
function libraryRule({ parameters, own, deconstructsAs, ...field }: LibraryField): FieldRule {
  const { rest, defaults, forced, taken, removed, undecided, needs, unknown, isSilent } = field
  return {
    ...(parameters && { positional: parameters }),
    ...(rest && { rest }),
    ...(defaults && { defaults }),
    ...(forced && { forced }),
    ...(own && {
      own: Object.fromEntries(Object.entries(own).map(([name, json]) => [name, emitted(json)])),
    }),
    ...(taken && { taken }),
    ...(removed && { removed }),
    ...(undecided && { undecided }),
    ...(needs && { needs }),
    ...(unknown !== undefined && { unknown }),
    ...(isSilent && { isSilent }),
    ...(deconstructsAs !== undefined && { path: deconstructsAs }),
  }
}

function emitted(json: Json): Emitted {
  const isAlways = json !== null && typeof json === 'object' && !Array.isArray(json) && 'always' in json
  return isAlways ? { when: 'always' } : { unless: json }
}
