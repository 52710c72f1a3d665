import type { Constraint, Effect, Index } from '../model/schema/effect.ts'
import { columnLabel, type Column, type Table } from '../model/schema/table.ts'
import { codeListing, listing } from '../model/listing.ts'

/** What an effect does, as a clause that the operation is the subject of: ``adds the column `shop.Order.code` ``. */
export function effectWords(effect: Effect): string {
  switch (effect.kind) {
    case 'create table':
      return `creates the table ${named(effect.table)}`
    case 'drop table':
      return `drops the table ${named(effect.table)} with its rows`
    case 'rename table':
      return `renames the table \`${effect.before.name ?? effect.before.label}\` to \`${effect.after.name ?? effect.after.label}\``
    case 'add column': {
      const filled =
        effect.oneOff === undefined ? '' : `, and gives the rows that are there \`${effect.oneOff}\``
      return `adds the column \`${columnLabel(effect.table, effect.column)}\` (${columnWords(effect.column)})${filled}`
    }
    case 'drop column':
      return `drops the column \`${columnLabel(effect.table, effect.column)}\``
    case 'rename column':
      return `renames the column \`${columnLabel(effect.table, effect.before)}\` to \`${effect.after.name ?? effect.after.field}\``
    case 'alter column':
      return `makes the column \`${columnLabel(effect.table, effect.after)}\` ${changeWords(effect.before, effect.after)}`
    case 'create index':
      return `builds ${indexWords(effect.index)} of \`${effect.table.label}\`${effect.isConcurrent ? ' concurrently' : ''}`
    case 'drop index':
      return `drops ${indexWords(effect.index)} of \`${effect.table.label}\`${effect.isConcurrent ? ' concurrently' : ''}`
    case 'add constraint':
      return `adds ${constraintWords(effect.constraint, effect.table)}${effect.isValidated ? '' : ', without looking at the rows that are there'}`
    case 'validate constraint':
      return `looks whether the rows of \`${effect.table.label}\` satisfy ${constraintWords(effect.constraint)}`
    case 'drop constraint':
      return `drops ${constraintWords(effect.constraint, effect.table)}`
    case 'empty table':
      return `deletes all rows of the table ${named(effect.table)}`
    case 'maintain table':
      return `${maintenance[effect.how]} of \`${effect.table.label}\` (${effect.statement}${effect.isConcurrent ? ' CONCURRENTLY' : ''})`
    case 'data':
      return dataWords(effect.step)
    case 'other':
      return effect.what
    case 'unknown':
      return `does what cannot be told: ${effect.cause}`
  }
}

const maintenance = {
  rewrite: 'writes every row anew',
  reindex: 'builds the indexes anew',
  lock: 'takes a lock',
} as const

/** The table that an effect is about, as code calls it; undefined where it is about none. */
export function tableOfEffect(effect: Effect): Table | undefined {
  if (effect.kind === 'rename table') return effect.before
  return 'table' in effect ? effect.table : undefined
}

function named({ name, label }: Table): string {
  return name === undefined || name === label ? `\`${label}\`` : `\`${label}\` (\`${name}\`)`
}

function columnWords({ typeSource, isNullable, isUnique }: Column): string {
  const nullable = isNullable === undefined ? [] : [isNullable ? 'NULL' : 'NOT NULL']
  return [
    typeSource === '' ? 'of a type that is not known' : typeSource,
    ...nullable,
    ...(isUnique ? ['unique'] : []),
  ].join(', ')
}

function changeWords(before: Column, after: Column): string {
  const [was, is] = [inDatabase(before), inDatabase(after)]
  const changes = [
    ...(before.isNullable === after.isNullable ? [] : [after.isNullable ? 'NULL' : 'NOT NULL']),
    ...(before.typeSource === after.typeSource
      ? []
      : [`${after.typeSource} instead of ${before.typeSource}`]),
    ...(was === is
      ? []
      : [is === undefined ? 'one without a default of its own' : `one with the default \`${is}\``]),
  ]
  return changes.length === 0 ? 'another one, as what it depends on has changed' : listing(changes)
}

/** The default that the database itself fills in. */
function inDatabase({ default: value }: Column): string | undefined {
  return value.kind === 'database' || value.kind === 'generated' ? value.source : undefined
}

function indexWords({ name, columns, isUnique }: Index): string {
  const what = isUnique ? 'the unique index' : 'the index'
  if (name !== undefined) return `${what} \`${name}\``
  const known = columns.filter((column) => column !== undefined)
  return known.length === 0 ? what : `${what} on ${codeListing(known)}`
}

function constraintWords({ kind, name, columns, references }: Constraint, table?: Table): string {
  const what =
    kind === 'unknown'
      ? 'the constraint'
      : kind === 'foreign key' || kind === 'primary key'
        ? `the ${kind}`
        : `the ${kind} constraint`
  const known = columns.filter((column) => column !== undefined)
  const over = name === undefined ? (known.length === 0 ? '' : ` on ${codeListing(known)}`) : ` \`${name}\``
  const of = table ? ` of \`${table.label}\`` : ''
  return `${what}${over}${of}${references === undefined || references === '' ? '' : `, to \`${references}\``}`
}

type DataStep = Extract<Effect, { kind: 'data' }>['step']

const verbs = { insert: 'inserts into', update: 'updates', delete: 'deletes from' } as const

function dataWords({ name, language, writes, unfollowed }: DataStep): string {
  const known = writes.map(({ kind, table, columns }) => {
    const where = table === undefined ? 'a table' : `\`${table.replace(/ of .*$/, '')}\``
    const set =
      kind === 'update' && columns !== 'all' && columns.length > 0 ? ` (${codeListing(columns)})` : ''
    return `${verbs[kind]} ${where}${set}`
  })
  const what = language === 'SQL' ? 'runs SQL' : `runs \`${name}\``
  if (known.length === 0 && unfollowed.length > 0) return `${what}, of which it is not known what it writes`
  const more = unfollowed.length > 0 ? ['may write more'] : []
  const parts = [...new Set([...known, ...more])]
  return parts.length === 0 ? `${what}, which writes no rows` : `${what}, which ${listing(parts)}`
}
