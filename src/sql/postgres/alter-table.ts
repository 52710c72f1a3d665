import type { AlterTableCmd, AlterTableStmt, ColumnDef } from 'libpg-query'
import type { Effect } from '../../model/schema/effect.ts'
import type { Column, ColumnDefault } from '../../model/schema/table.ts'
import type { WorkingTables, WrittenName } from '../working-tables.ts'
import { databaseDefault, readColumn } from './column.ts'
import { namedConstraint, readConstraint } from './constraint.ts'
import { columnOf } from './expression.ts'
import { as } from './node.ts'
import { readType } from './type.ts'

/** Where a command of `ALTER TABLE` stands. */
interface Command {
  readonly relation: WrittenName
  readonly command: AlterTableCmd
  readonly tables: WorkingTables
}

/** What the commands of an `ALTER TABLE` do, each by itself and in order. */
export function alterTable(
  { relation = {}, cmds = [] }: AlterTableStmt,
  tables: WorkingTables,
): readonly Effect[] {
  return cmds.flatMap((node) => {
    const command = as(node, 'AlterTableCmd')
    if (!command) return []
    const read = command.subtype && readers[command.subtype]
    return read?.({ relation, command, tables }) ?? [other(command)]
  })
}

const readers: Readonly<
  Partial<Record<NonNullable<AlterTableCmd['subtype']>, (command: Command) => readonly Effect[]>>
> = {
  AT_AddColumn: addColumn,
  AT_DropColumn: dropColumn,
  AT_AlterColumnType: alterType,
  AT_SetNotNull: (command) => alterColumn(command, () => ({ isNullable: false })),
  AT_DropNotNull: (command) => alterColumn(command, () => ({ isNullable: true })),
  AT_ColumnDefault: (command) =>
    alterColumn(command, ({ default: before }) => ({
      default: command.command.def ? databaseDefault(command.command.def) : withoutDatabase(before),
    })),
  AT_AddConstraint: addConstraint,
  AT_ValidateConstraint: ({ relation, command, tables }) => {
    const { table } = tables.get(relation)
    return [
      { kind: 'validate constraint', table, constraint: namedConstraint(command.name ?? '', table, tables) },
    ]
  },
  AT_DropConstraint: ({ relation, command, tables }) => {
    const { table } = tables.get(relation)
    return [
      {
        kind: 'drop constraint',
        table,
        constraint: namedConstraint(command.name ?? '', table, tables),
        ...(takesOthers(command) && { isUnsure: true }),
      },
    ]
  },
}

/** What code fills in, it does whether or not the database would. */
function withoutDatabase(before: ColumnDefault): ColumnDefault {
  return before.kind === 'database' ? { kind: 'none' } : before
}

function addColumn({ relation, command, tables }: Command): readonly Effect[] {
  const def = as(command.def, 'ColumnDef')
  if (!def) return []
  const { table } = tables.get(relation)
  const name = def.colname ?? ''
  if (command.missing_ok && tables.has(relation, name)) return [{ kind: 'other', what: wordsOf(command) }]
  const { column, constraints } = readColumn(def, tables.fieldOfNew(relation, name), tables)
  tables.put(relation, name, column)
  const added = constraints.flatMap((node): readonly Effect[] => {
    const constraint = readConstraint(node, relation, tables, column.field)
    // NOT NULL is in the column already.
    if (!constraint || constraint.kind === 'not null') return []
    tables.putConstraint(table, constraint)
    const isOnNulls = column.default.kind === 'none'
    return [{ kind: 'add constraint', table, constraint, isValidated: true, isOnNewColumn: true, isOnNulls }]
  })
  return [{ kind: 'add column', table, column, oneOff: undefined }, ...added]
}

function dropColumn({ relation, command, tables }: Command): readonly Effect[] {
  const { table } = tables.get(relation)
  const name = command.name ?? ''
  const column = tables.column(relation, name)
  const isForgotten = tables.has(relation) && !tables.has(relation, name)
  tables.put(relation, name, undefined)
  return [
    {
      kind: 'drop column',
      table,
      column,
      ...(isForgotten && { isForgotten }),
      ...(takesOthers(command) && { isUnsure: true }),
    },
  ]
}

function alterColumn(
  { relation, command, tables }: Command,
  change: (before: Column) => Partial<Column>,
): readonly Effect[] {
  const { table } = tables.get(relation)
  const name = command.name ?? ''
  const before = tables.column(relation, name)
  const after = { ...before, ...change(before) }
  tables.put(relation, name, after)
  return [{ kind: 'alter column', table, before, after, oneOff: undefined, keepsNulls: true }]
}

function alterType(given: Command): readonly Effect[] {
  const def = as(given.command.def, 'ColumnDef')
  const { source, type } = readType(def?.typeName)
  const effects = alterColumn(given, () => ({ type, typeSource: source }))
  return isPlainCast(def, given.command.name)
    ? effects
    : effects.map((effect) => (effect.kind === 'alter column' ? { ...effect, isConverted: true } : effect))
}

/** `USING price::integer` is what happens without it. */
function isPlainCast(def: ColumnDef | undefined, column: string | undefined): boolean {
  const using = def?.raw_default
  if (!using) return true
  const cast = as(using, 'TypeCast')
  const sameType = cast === undefined || readType(cast.typeName).source === readType(def.typeName).source
  return sameType && columnOf(cast?.arg ?? using)?.name === column
}

function addConstraint({ relation, command, tables }: Command): readonly Effect[] {
  const node = as(command.def, 'Constraint')
  const constraint = node && readConstraint(node, relation, tables)
  if (!constraint) return [other(command)]
  const { table } = tables.get(relation)
  const usesIndex = node.indexname !== undefined
  const ofIndex = usesIndex ? { columns: tables.index(node.indexname!).index.columns } : {}
  const own = { ...constraint, ...ofIndex, ...(usesIndex && { name: constraint.name ?? node.indexname }) }
  tables.putConstraint(table, own)
  return [
    {
      kind: 'add constraint',
      table,
      constraint: own,
      isValidated: node.skip_validation !== true,
      ...(usesIndex && { usesIndex }),
    },
  ]
}

/** Whether whatever hangs on it goes with it. */
function takesOthers({ behavior }: AlterTableCmd): boolean {
  return behavior === 'DROP_CASCADE'
}

/** Commands that leave columns, indexes and constraints as they are. */
const harmless =
  /RowSecurity$|^AT_(Set|Reset)(Options|Storage|Statistics|Compression|RelOptions|UnLogged|Logged|TableSpace|AccessMethod)$|^AT_(Enable|Disable)|Cluster|^AT_ChangeOwner$|^AT_ReplicaIdentity$|^AT_AlterConstraint$/

function other(command: AlterTableCmd): Effect {
  const isHarmless = harmless.test(command.subtype ?? '')
  return { kind: 'other', what: wordsOf(command), ...(!isHarmless && { isUnsure: true }) }
}

/** `AT_EnableRowSecurity` -> `ALTER TABLE … ENABLE ROW SECURITY`. */
function wordsOf({ subtype }: AlterTableCmd): string {
  const words = (subtype ?? '').slice('AT_'.length).replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
  return `ALTER TABLE … ${words.toUpperCase()}`
}
