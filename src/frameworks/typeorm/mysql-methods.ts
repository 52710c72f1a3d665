import type { Effect } from '../../model/schema/effect.ts'
import type { Column } from '../../model/schema/table.ts'
import { textOf, type ObjectValue, type Value } from '../../typescript/value.ts'
import type { RunnerCall } from './query-runner.ts'

/**
 * What methods of the query runner do on MySQL, as far as it is not what they do on PostgreSQL: types go by MySQL's names
 * (typeorm 0.3 and 1.1, src/driver/mysql/MysqlQueryRunner.ts, `buildCreateColumnSql()`), and the index of a foreign key stays
 * when the key goes.
 */
export function onMysql(effects: readonly Effect[], { args }: RunnerCall): readonly Effect[] {
  const options = new Map(args.flatMap(columnOptions))
  const column = (given: Column): Column => mysqlColumn(given, options.get(given.name ?? given.field))
  return effects.map((effect): Effect => {
    if (effect.kind === 'create table') return { ...effect, columns: effect.columns.map(column) }
    if (effect.kind === 'add column') return { ...effect, column: column(effect.column) }
    return effect.kind === 'drop constraint' ? { ...effect, keepsIndex: true } : effect
  })
}

/** The options of all columns among an argument, by their names. */
function columnOptions(value: Value): readonly (readonly [string, ObjectValue])[] {
  if (value.kind === 'array') return value.items.flatMap(columnOptions)
  if (value.kind === 'call') return value.args.flatMap(columnOptions)
  if (value.kind !== 'object') return []
  const name = textOf(value.entries.get('name'))
  const columns = value.entries.get('columns')
  if (columns) return columnOptions(columns)
  return name === undefined ? [] : [[name, value]]
}

function mysqlColumn(column: Column, options: ObjectValue | undefined): Column {
  if (!options) return { ...column, typeSource: '' }
  const own = { ...column, typeSource: typeOf(options) ?? '', onUpdate: constant(options, 'onUpdate') }
  const counts =
    constant(options, 'isGenerated') === 'true' && constant(options, 'generationStrategy') !== 'uuid'
  return counts ? { ...own, default: { kind: 'database', source: 'nextval(…)', isConstant: false } } : own
}

function typeOf(options: ObjectValue): string | undefined {
  const name = constant(options, 'type')?.toLowerCase()
  if (name === undefined) return undefined
  const size = [constant(options, 'length') || constant(options, 'precision'), constant(options, 'scale')]
  const given =
    listOf(options.entries.get('enum')) ?? size.filter((part) => part !== undefined && part !== '')
  const args = given.length > 0 && !name.includes('(') ? `(${given.join(',')})` : ''
  const isUnsigned = constant(options, 'unsigned') === 'true' && !name.includes('unsigned')
  return `${name.replace(/^simple-enum/, 'enum')}${args}${isUnsigned ? ' unsigned' : ''}`
}

function listOf(value: Value | undefined): readonly string[] | undefined {
  if (value?.kind !== 'array') return undefined
  return value.items.map((item) => `'${(textOf(item) ?? '').replaceAll("'", "''")}'`)
}

function constant({ entries }: ObjectValue, name: string): string | undefined {
  const value = entries.get(name)
  return value?.kind === 'const' && value.value !== null && value.value !== undefined
    ? String(value.value)
    : undefined
}
