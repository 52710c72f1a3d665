import { linearize } from '../../../python/mro.ts'
import { truth, type CallValue, type ClassValue, type Value } from '../../../python/value.ts'
import type { DjangoContext } from '../context.ts'
import type { ManagerState } from '../state/model-state.ts'
import { canonicalName } from '../values/names.ts'
import { normal } from '../values/normal.ts'
import { pathOf } from './field-class.ts'

/** Managers of Django and their `use_in_migrations` (django/contrib/{auth,sites,contenttypes,sessions}). */
const inMigrations: Readonly<Record<string, boolean>> = {
  'django.db.models.manager.Manager': false,
  'django.db.models.manager.BaseManager': false,
  'django.contrib.auth.models.BaseUserManager': false,
  'django.contrib.auth.base_user.BaseUserManager': false,
  'django.contrib.auth.models.UserManager': true,
  'django.contrib.auth.models.GroupManager': true,
  'django.contrib.auth.models.PermissionManager': true,
  'django.contrib.contenttypes.models.ContentTypeManager': true,
  'django.contrib.sites.models.SiteManager': true,
  'django.contrib.sites.managers.CurrentSiteManager': true,
  'django.contrib.sessions.base_session.BaseSessionManager': true,
  'django.contrib.sessions.models.SessionManager': true,
}

/**
 * A manager of a model as `BaseManager.deconstruct()` gives it (django/db/models/manager.py); undefined for one that
 * migrations do not use, `unknown` where that cannot be told.
 */
export function managerState(
  name: string,
  value: Value,
  context: DjangoContext,
): ManagerState | undefined | 'unknown' {
  const call = value.kind === 'object' ? value.call : value
  if (call.kind !== 'call') return 'unknown'
  const queryset = querysetOf(call)
  // `as_manager()` makes a plain manager of which the class says nothing.
  if (queryset) return usesInMigrations(queryset, context) === false ? undefined : 'unknown'
  const uses = usesInMigrations(call.callee, context)
  if (uses === undefined) return 'unknown'
  return uses ? (deconstructedManager(name, call, context) ?? 'unknown') : undefined
}

/** A manager as it is called for; undefined where its class cannot be told. */
export function deconstructedManager(
  name: string,
  call: CallValue,
  context: DjangoContext,
): ManagerState | undefined {
  const path = managerPath(call.callee, context)
  if (path === undefined) return undefined
  const keywords = new Map(
    [...call.keywords].map(([key, item]) => [key, normal(item, context.version)] as const),
  )
  const args = call.args.map((arg) => normal(arg, context.version))
  return { name, manager: { path, args, keywords }, origin: call.origin }
}

/** The class of a query set of which `as_manager()` makes a manager. */
function querysetOf({ callee }: CallValue): Value | undefined {
  if (callee.kind === 'method' && callee.name === 'as_manager') return callee.object
  if (callee.kind === 'reference' && callee.path.endsWith('.as_manager'))
    return { kind: 'reference', path: callee.path.slice(0, -'.as_manager'.length) }
  return undefined
}

/** Whether migrations use a manager of a class; undefined where a base that may say so cannot be read. */
function usesInMigrations(callee: Value, context: DjangoContext): boolean | undefined {
  if (callee.kind === 'reference') return usedOutside(callee.path, context)
  // What `from_queryset()` makes has what its own class has.
  const source = fromQueryset(callee, context)
  if (source) return usesInMigrations(source, context)
  if (callee.kind !== 'class') return undefined
  for (const each of linearize(callee) ?? [callee]) {
    const own = each.kind === 'class' ? each.attributes.get('use_in_migrations') : undefined
    if (own) return truth(own)
    if (each.kind === 'class') continue
    const uses = usesInMigrations(each, context)
    if (uses !== false || isKnownManager(each, context)) return uses
  }
  return false
}

/** Whether a class outside of the repository is a manager: nothing that comes after it in Python's order says more. */
function isKnownManager(value: Value, { library }: DjangoContext): boolean {
  if (value.kind !== 'reference') return false
  return isDjangoManager(value.path) || (library.classAt(value.path)?.bases.some(isDjangoManager) ?? false)
}

const isDjangoManager = (path: string) => Object.hasOwn(inMigrations, canonicalName(path))

function usedOutside(path: string, { library }: DjangoContext): boolean | undefined {
  const known = canonicalName(path)
  if (Object.hasOwn(inMigrations, known)) return inMigrations[known]
  const described = library.classAt(path)
  for (const each of described ? [path, ...described.bases] : []) {
    const uses = library.classAt(each)?.useInMigrations ?? inMigrations[canonicalName(each)]
    if (uses !== undefined) return uses
  }
  if (known.endsWith('QuerySet')) return false
  return /^(?:builtins|typing|abc|collections)\./.test(known) ? false : undefined
}

/** The manager that `Manager.from_queryset(…)` starts from. */
function fromQueryset(value: Value, { interpreter }: DjangoContext): Value | undefined {
  if (value.kind !== 'call') return undefined
  const { callee } = value
  if (callee.kind === 'method' && callee.name === 'from_queryset') return callee.object
  if (callee.kind === 'reference' && callee.path.endsWith('.from_queryset'))
    return { kind: 'reference', path: callee.path.slice(0, -'.from_queryset'.length) }
  // A method that no class of the repository has: the class that it is taken from is.
  if (callee.kind !== 'unresolved' || callee.expr?.type !== 'Attribute') return undefined
  const scope = callee.expr.attr === 'from_queryset' ? interpreter.module(callee.origin.path) : undefined
  if (scope) return interpreter.evaluate(callee.expr.value, scope)
  return undefined
}

/** The path of a manager's class; undefined for one that is made on the fly, which Django refuses. */
function managerPath(callee: Value, context: DjangoContext): string | undefined {
  if (callee.kind === 'reference') return canonicalName(callee.path)
  return callee.kind === 'class' ? pathOf(callee satisfies ClassValue, context) : undefined
}
