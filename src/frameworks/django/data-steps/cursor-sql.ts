import type { Span } from '../../../python/ast.ts'
import { dataNullness, data, type Known } from './known.ts'
import { itemsOf } from './iterate.ts'
import { textOf } from './names-in.ts'
import { inBoth, noneSurely, reachOf, rowsOf } from './reach.ts'
import { readSqlAt } from './sql-text.ts'
import type { Walk } from './walk.ts'

/** Runs SQL through a cursor: what it does to rows is what the function does, where it is surely come to. */
export function runSqlText(
  walk: Walk,
  sql: Known | undefined,
  parameters: Known | undefined,
  span: Span,
): Known {
  const { recorder, site, scope } = walk
  recorder.touchesRows = true
  const text = textOf(sql)
  const origin = { path: scope.file.path, start: span.start, end: span.end }
  const own = { ...site, migration: { ...site.migration, file: scope.file } }
  const source = text === undefined ? undefined : { text, origin, parameters: nulls(walk, parameters) }
  const statements = source && readSqlAt([source], own)
  if (!statements) {
    walk.unfollowed(text === undefined ? 'which SQL is run is not known' : 'SQL is not read here', span)
    return data('maybe')
  }
  for (const statement of statements) {
    for (const write of statement.writes) {
      const given = typeof write.rows === 'object' ? new Set(write.rows.nullsOf) : write.rows
      const reach = given === 'some' ? noneSurely : given
      recorder.write({ ...write, rows: rowsOf(inBoth(reach, reachOf(walk.path))) })
    }
    for (const { cause, place } of statement.unfollowed) recorder.unfollowed(cause, place)
    const isSure = walk.path.isSure && walk.path.narrowed.size === 0 && walk.partsDepth === 0
    for (const effect of statement.effects)
      if (isSure) recorder.effects.push(effect)
      else recorder.unfollowed(`whether \`${statement.name}\` is run is not known`, statement.place)
  }
  return data('maybe')
}

/** Of each parameter, whether it is NULL; undefined where there are none. */
function nulls(walk: Walk, parameters: Known | undefined): readonly (boolean | undefined)[] | undefined {
  if (!parameters || dataNullness(parameters) === 'always') return undefined
  return (itemsOf(walk, parameters) ?? []).map((item) => {
    const nullness = dataNullness(item)
    return nullness === undefined || nullness === 'maybe' ? undefined : nullness === 'always'
  })
}
