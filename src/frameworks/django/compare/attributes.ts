import type { ClassValue, Value } from '../../../python/value.ts'
import { originOf, type EditContext } from './context.ts'
import { changed } from './display.ts'
import { compareDependencies, compareReplaces, compareRunBefore } from './relations.ts'

/** Compares what a migration says of itself: dependencies, `run_before`, `replaces`, `initial`, `atomic`. */
export function compareAttributes(context: EditContext): void {
  const { before, after } = context
  compareDependencies(context)
  compareRunBefore(context)
  compareReplaces(context)
  compareOwnAttributes(context)
  for (const name of ['initial', 'atomic'] as const) {
    const [old, now] = [before.migration[name], after.migration[name]]
    if (!context.same(old, now))
      context.differ('state', changed(`\`${name}\``, old, now), originOf(now), originOf(old))
  }
}

/** What the loader and the executor read of a migration; it is compared elsewhere. */
const known = new Set(['dependencies', 'run_before', 'replaces', 'initial', 'atomic', 'operations'])

/**
 * What else a Migration class holds: a method decides what runs; other attributes are for the project's own tools, and
 * Django does not look at them.
 */
function compareOwnAttributes(context: EditContext): void {
  const [old, now] = [context.before.migration.class, context.after.migration.class]
  if (!old || !now) return
  for (const name of new Set([...old.attributes.keys(), ...now.attributes.keys()])) {
    if (known.has(name) || !isTold(now.attributes.get(name) ?? old.attributes.get(name))) continue
    const [was, is] = [old.attributes.get(name), now.attributes.get(name)]
    if (context.same(was, is)) continue
    const isCode = was?.kind === 'function' || is?.kind === 'function'
    const message = isCode
      ? `what the method \`${name}\` of the migration does`
      : changed(`\`${name}\` of the migration`, was, is)
    context.differ(isCode ? 'code' : 'text', message, originOf(is), originOf(was))
  }
  const bases = (value: ClassValue): Value => ({
    kind: 'tuple',
    items: [...value.bases],
    origin: value.origin,
  })
  if (context.same(bases(old), bases(now))) return
  const place = ({
    origin,
    code: {
      bases: [first],
    },
  }: ClassValue) => first && { ...origin, start: first.start, end: first.end }
  context.differ(
    'state',
    changed('the base of the migration', bases(old), bases(now)),
    place(now),
    place(old),
  )
}

/** Lists and dictionaries are parts that operations were put together from: those are compared themselves. */
function isTold(value: Value | undefined): boolean {
  return value?.kind === 'function' || value?.kind === 'const' || value?.kind === 'call'
}
