import { textOf, type ObjectValue, type Value } from '../../typescript/value.ts'
import type { RunnerCall } from './query-runner.ts'

/**
 * The SQL that a method of the query runner runs, as PostgreSQL's reads
 * (typeorm 0.3 and 1.1, src/driver/postgres/PostgresQueryRunner.ts). Undefined where the method is another one, or what
 * it was given is not known.
 */
export function sqlOfCall({ method, args }: RunnerCall): readonly string[] | undefined {
  const write = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!write) return undefined
  const parts = write(args)
  return parts.includes(undefined) ? undefined : (parts as readonly string[])
}

type Sql = string | undefined

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')

const methods: Readonly<Record<string, (args: readonly Value[]) => readonly Sql[]>> = {
  createTable: ([table]) => createTable(optionsOf(table)),
  dropTable: ([table]) => [on(table, (name) => `DROP TABLE ${name}`)],
  renameTable: ([table, to]) => [
    both(nameOf(table), nameOf(to), (from, name) => `ALTER TABLE ${quoted(from)} RENAME TO ${quoted(name)}`),
  ],
  addColumn: ([table, column]) => [addColumn(table, column)],
  addColumns: ([table, columns]) => each(columns, (column) => addColumn(table, column)),
  dropColumn: ([table, column]) => [dropColumn(table, column)],
  dropColumns: ([table, columns]) => each(columns, (column) => dropColumn(table, column)),
  renameColumn: ([table, from, to]) => [renameColumn(table, from, nameOf(to))],
  createIndex: ([table, index]) => [createIndex(table, index)],
  createIndices: ([table, indices]) => each(indices, (index) => createIndex(table, index)),
  dropIndex: ([, index]) => [dropIndex(index)],
  dropIndices: ([, indices]) => each(indices, dropIndex),
  createPrimaryKey: ([table, columns]) => [
    both(
      nameOf(table),
      columnList(columns),
      (name, list) => `ALTER TABLE ${quoted(name)} ADD PRIMARY KEY (${list})`,
    ),
  ],
  createForeignKey: ([table, key]) => [addConstraint(table, key, foreignKey)],
  createForeignKeys: ([table, keys]) => each(keys, (key) => addConstraint(table, key, foreignKey)),
  createUniqueConstraint: ([table, unique]) => [addConstraint(table, unique, uniqueKey)],
  createUniqueConstraints: ([table, uniques]) =>
    each(uniques, (unique) => addConstraint(table, unique, uniqueKey)),
  createCheckConstraint: ([table, check]) => [addConstraint(table, check, checked)],
  createCheckConstraints: ([table, checks]) => each(checks, (check) => addConstraint(table, check, checked)),
  dropUniqueConstraint: ([table, constraint]) => [dropConstraint(table, constraint)],
  dropCheckConstraint: ([table, constraint]) => [dropConstraint(table, constraint)],
  dropForeignKey: ([table, constraint]) => [dropConstraint(table, constraint)],
  dropForeignKeys: ([table, constraints]) =>
    each(constraints, (constraint) => dropConstraint(table, constraint)),
  clearTable: ([table]) => [on(table, (name) => `TRUNCATE TABLE ${name}`)],
  createSchema: ([name]) => [on(name, (schema) => `CREATE SCHEMA ${schema}`)],
}

/** The options of `new Table({…})`, or of the object that is taken in its place. */
function optionsOf(value: Value | undefined): ObjectValue | undefined {
  if (value?.kind === 'object') return value.lost ? undefined : value
  if (value?.kind === 'call' && value.isNew && value.callee.kind === 'outside')
    return optionsOf(value.args[0])
  return undefined
}

function option(value: Value | undefined, name: string): Value | undefined {
  const given = optionsOf(value)?.entries.get(name)
  return given?.kind === 'const' && given.value === undefined ? undefined : given
}

/** A name, or that of the object that stands for it. */
function nameOf(value: Value | undefined): Sql {
  return textOf(value) ?? textOf(option(value, 'name'))
}

function on(table: Value | undefined, write: (name: string) => string): Sql {
  const name = nameOf(table)
  return name === undefined ? undefined : write(quoted(name))
}

function both(one: Sql, other: Sql, write: (one: string, other: string) => string): Sql {
  return one === undefined || other === undefined ? undefined : write(one, other)
}

function each(list: Value | undefined, write: (item: Value) => Sql): readonly Sql[] {
  return list?.kind === 'array' ? list.items.map(write) : [undefined]
}

function createTable(options: ObjectValue | undefined): readonly Sql[] {
  const columns = listOf(options, 'columns')
  if (!options || !columns) return [undefined]
  const isPrimary = (column: Value): boolean => isSet(column, 'isPrimary')
  const keys = columns.filter(isPrimary).map(nameOf)
  const inner = [
    ...columns.map((column) => definition(column)),
    ...(keys.length > 0
      ? [keys.includes(undefined) ? undefined : `PRIMARY KEY (${keys.map((key) => quoted(key!)).join(', ')})`]
      : []),
    ...(listOf(options, 'foreignKeys') ?? [undefined]).map((key) => foreignKey(key)),
    ...(listOf(options, 'uniques') ?? [undefined]).map((unique) => uniqueKey(unique)),
    ...(listOf(options, 'checks') ?? [undefined]).map((check) => checked(check)),
  ]
  const name = nameOf(options)
  if (name === undefined || inner.includes(undefined)) return [undefined]
  const indices = listOf(options, 'indices') ?? [undefined]
  return [
    `CREATE TABLE ${quoted(name)} (${inner.join(', ')})`,
    ...indices.map((index) => createIndex(options, index)),
  ]
}

/** The items of an option; none where it is left out, undefined where it is not known. */
function listOf(options: ObjectValue | undefined, name: string): readonly Value[] | undefined {
  const value = option(options, name)
  if (value === undefined) return []
  return value.kind === 'array' ? value.items : undefined
}

function isSet(value: Value, name: string): boolean {
  const given = option(value, name)
  return given?.kind === 'const' && given.value === true
}

/** A column as `CREATE TABLE` and `ADD COLUMN` define it; undefined where a part of it is not known. */
function definition(column: Value | undefined): Sql {
  const options = optionsOf(column)
  const name = nameOf(options)
  const type = textOf(option(options, 'type'))
  if (!options || name === undefined || type === undefined) return undefined
  const parts = [...options.entries.values()]
  if (parts.some((part) => part.kind === 'unresolved')) return undefined
  const text = (key: string): string | undefined => {
    const given = option(options, key)
    return given?.kind === 'const' && given.value !== null ? String(given.value) : undefined
  }
  const size = [text('length') ?? text('precision'), text('scale')].filter(
    (part) => part !== undefined && part !== '',
  )
  const strategy = text('generationStrategy')
  const counts = isSet(options, 'isGenerated') && strategy !== 'uuid'
  const written = `${counts && type === 'int' ? 'serial' : plainType(type)}${size.length > 0 && !/[()]/.test(type) ? `(${size.join(', ')})` : ''}`
  const value =
    text('default') ??
    (isSet(options, 'isGenerated') && strategy === 'uuid' ? 'uuid_generate_v4()' : undefined)
  return [
    quoted(name),
    `${written}${isSet(options, 'isArray') ? '[]' : ''}`,
    ...(isSet(options, 'isNullable') ? [] : ['NOT NULL']),
    ...(isSet(options, 'isUnique') ? ['UNIQUE'] : []),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
  ].join(' ')
}

/** Types that other databases have and PostgreSQL's parser does not read as a type. */
function plainType(type: string): string {
  return /^(enum|simple-enum)$/.test(type) ? 'text' : type
}

function addColumn(table: Value | undefined, column: Value | undefined): Sql {
  return both(
    nameOf(table),
    definition(column),
    (name, defined) => `ALTER TABLE ${quoted(name)} ADD ${defined}`,
  )
}

function dropColumn(table: Value | undefined, column: Value | undefined): Sql {
  return both(
    nameOf(table),
    nameOf(column),
    (name, gone) => `ALTER TABLE ${quoted(name)} DROP COLUMN ${quoted(gone)}`,
  )
}

function renameColumn(table: Value | undefined, from: Value | undefined, to: Sql): Sql {
  const names = both(nameOf(from), to, (old, now) => `RENAME COLUMN ${quoted(old)} TO ${quoted(now)}`)
  return both(nameOf(table), names, (name, rename) => `ALTER TABLE ${quoted(name)} ${rename}`)
}

function columnList(value: Value | undefined): Sql {
  if (value?.kind !== 'array') return undefined
  const names = value.items.map(nameOf)
  return names.includes(undefined) ? undefined : names.map((name) => quoted(name!)).join(', ')
}

function createIndex(table: Value | undefined, index: Value | undefined): Sql {
  const unique = index && isSet(index, 'isUnique') ? 'UNIQUE ' : ''
  const where = textOf(option(index, 'where'))
  const name = nameOf(index)
  const list = columnList(option(index, 'columnNames'))
  const target = both(nameOf(table), list, (tableName, columns) => `ON ${quoted(tableName)} (${columns})`)
  const named = name === undefined ? '' : `${quoted(name)} `
  return target && `CREATE ${unique}INDEX ${named}${target}${where === undefined ? '' : ` WHERE ${where}`}`
}

function dropIndex(index: Value | undefined): Sql {
  return on(index, (name) => `DROP INDEX ${name}`)
}

function addConstraint(
  table: Value | undefined,
  value: Value | undefined,
  write: (value: Value | undefined) => Sql,
): Sql {
  return both(
    nameOf(table),
    write(value),
    (name, constraint) => `ALTER TABLE ${quoted(name)} ADD ${constraint}`,
  )
}

function dropConstraint(table: Value | undefined, constraint: Value | undefined): Sql {
  return both(
    nameOf(table),
    nameOf(constraint),
    (name, gone) => `ALTER TABLE ${quoted(name)} DROP CONSTRAINT ${quoted(gone)}`,
  )
}

function named(value: Value | undefined): string {
  const name = nameOf(value)
  return name === undefined ? '' : `CONSTRAINT ${quoted(name)} `
}

function foreignKey(value: Value | undefined): Sql {
  const table = nameOf(option(value, 'referencedTableName'))
  const lists = both(
    columnList(option(value, 'columnNames')),
    columnList(option(value, 'referencedColumnNames')),
    (own, other) =>
      table === undefined ? '' : `${named(value)}FOREIGN KEY (${own}) REFERENCES ${quoted(table)} (${other})`,
  )
  return lists === '' ? undefined : lists
}

function uniqueKey(value: Value | undefined): Sql {
  const list = columnList(option(value, 'columnNames'))
  return list && `${named(value)}UNIQUE (${list})`
}

function checked(value: Value | undefined): Sql {
  const expression = textOf(option(value, 'expression'))
  return expression && `${named(value)}CHECK (${expression})`
}
