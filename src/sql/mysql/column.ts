import { Doubt, parts, quotedName, quotedTable, written, type Cursor } from './cursor.ts'

/** A column's definition, in parts that PostgreSQL's parser reads. */
export interface ColumnDefinition {
  /** The type as MySQL writes it. */
  readonly typeSource: string
  /** A type of PostgreSQL that means as much to what a change costs, or a name that means nothing. */
  readonly type: string
  readonly isNullable: boolean
  readonly counts: boolean
  /** Undefined where there is none. */
  readonly default: string | undefined
  /** The time that it is set to whenever its row changes. */
  readonly onUpdate: string | undefined
  /** Of a column that is worked out. */
  readonly generated: 'STORED' | 'VIRTUAL' | undefined
  readonly isUnique: boolean
  readonly isPrimary: boolean
  /** `REFERENCES …` and `CHECK …`. */
  readonly rest: string
}

/**
 * Types that are to PostgreSQL what they are to MySQL ("Data Types" of MySQL's manual), or come close: what they hold beyond
 * that is not told apart, which hides a change of a type and makes none up.
 */
const sameTypes: Readonly<Record<string, string>> = {
  tinyint: 'int2',
  bool: 'int2',
  boolean: 'int2',
  smallint: 'int2',
  mediumint: 'int4',
  int: 'int4',
  integer: 'int4',
  bigint: 'int8',
  float: 'float8',
  double: 'float8',
  real: 'float8',
  mediumtext: 'text',
  longtext: 'text',
  json: 'jsonb',
  binary: 'bytea',
  varbinary: 'bytea',
  blob: 'bytea',
  mediumblob: 'bytea',
  longblob: 'bytea',
  varchar: 'varchar',
  char: 'char',
  decimal: 'numeric',
  numeric: 'numeric',
  date: 'date',
  text: 'text',
  uuid: 'uuid',
}

/** Whether what stands in brackets behind a type is a part of what it holds, not of how it is shown. */
const withLength = new Set(['varchar', 'char', 'decimal', 'numeric'])

const actions = ['CASCADE', 'RESTRICT', 'SET NULL', 'NO ACTION', 'SET DEFAULT'] as const

/** Reads what stands behind a column's name (MySQL's manual, "CREATE TABLE Statement", `column_definition`). */
export function columnDefinition(cursor: Cursor): ColumnDefinition {
  const type = typeOf(cursor)
  const found = {
    ...type,
    isNullable: true,
    counts: false,
    default: undefined as string | undefined,
    onUpdate: undefined as string | undefined,
    generated: undefined as ColumnDefinition['generated'],
    isUnique: false,
    isPrimary: false,
    rest: '',
  }
  while (!cursor.isAtEnd) {
    if (cursor.take('NOT', 'NULL')) found.isNullable = false
    else if (cursor.take('NULL')) found.isNullable = true
    else if (cursor.take('DEFAULT')) found.default = value(cursor)
    else if (cursor.take('ON', 'UPDATE')) found.onUpdate = value(cursor)
    else if (cursor.take('AUTO_INCREMENT')) found.counts = true
    else if (cursor.take('UNIQUE')) {
      cursor.take('KEY')
      found.isUnique = true
    } else if (cursor.take('PRIMARY', 'KEY')) found.isPrimary = true
    else if (cursor.take('COMMENT') || cursor.take('COLLATE')) cursor.next()
    else if (cursor.take('CHARACTER', 'SET') || cursor.take('CHARSET')) cursor.next()
    else if (cursor.take('FIRST')) continue
    else if (cursor.take('AFTER')) cursor.name()
    else if (cursor.take('GENERATED', 'ALWAYS', 'AS') || cursor.take('AS')) {
      cursor.brackets()
      found.generated = cursor.takeOneOf(['STORED', 'PERSISTENT']) ? 'STORED' : 'VIRTUAL'
      cursor.take('VIRTUAL')
    } else if (cursor.take('CHECK')) found.rest += ` CHECK (${written(cursor.brackets())})`
    else throw new Doubt('an attribute of a column')
  }
  if (found.default?.toUpperCase() === 'NULL') found.default = undefined
  if (found.counts || found.isPrimary) found.isNullable = false
  return found
}

function typeOf(cursor: Cursor): Pick<ColumnDefinition, 'type' | 'typeSource'> {
  const { kind, value: word } = cursor.next()
  if (kind !== 'word') throw new Doubt('a type')
  let name = word.toLowerCase()
  if (name === 'double' && cursor.take('PRECISION')) name = 'double'
  let inBrackets = ''
  const next = cursor.peek()
  if (next?.kind === 'sign' && next.value === '(')
    inBrackets = `(${parts(cursor.brackets()).map(written).join(',')})`
  if (name === 'varchar' && inBrackets === '') throw new Doubt('a length')
  const signs = ['UNSIGNED', 'SIGNED', 'ZEROFILL'].flatMap((sign) => (cursor.take(sign) ? [sign] : []))
  const isSame = Object.hasOwn(sameTypes, name)
  const length = withLength.has(name) ? inBrackets : ''
  return {
    typeSource: [`${name}${inBrackets}`, ...signs.map((sign) => sign.toLowerCase())].join(' '),
    type: isSame ? `${sameTypes[name]}${length}` : quotedName(`mysql ${name}`),
  }
}

/** A default: a constant, the time, or an expression in brackets. */
function value(cursor: Cursor): string {
  const next = cursor.peek()
  if (next?.kind === 'sign' && next.value === '(') return `(${written(cursor.brackets())})`
  if (cursor.takeOneOf(['CURRENT_TIMESTAMP', 'NOW', 'LOCALTIME', 'LOCALTIMESTAMP'])) {
    const after = cursor.peek()
    const digits = after?.kind === 'sign' && after.value === '(' ? written(cursor.brackets()) : ''
    return digits === '' ? 'CURRENT_TIMESTAMP' : `CURRENT_TIMESTAMP(${digits})`
  }
  const sign = cursor.take('-') ? '-' : ''
  const token = cursor.next()
  const isConstant =
    token.kind === 'number' ||
    token.kind === 'text' ||
    (token.kind === 'word' && /^(NULL|TRUE|FALSE)$/i.test(token.value))
  if (!isConstant || cursor.take('(')) throw new Doubt('a default')
  return `${sign}${written([token])}`
}

/** A column as `CREATE TABLE` and `ADD COLUMN` of PostgreSQL define it. */
export function writtenColumn(name: string, given: ColumnDefinition): string {
  return [
    quotedName(name),
    given.type,
    ...(given.isNullable ? [] : ['NOT NULL']),
    ...(given.default === undefined ? [] : [`DEFAULT ${given.default}`]),
    // Which expression it is means nothing to PostgreSQL.
    ...(given.generated ? [`GENERATED ALWAYS AS ('…') ${given.generated}`] : []),
    // MySQL calls them so, and drops them by these names.
    ...(given.isPrimary ? ['CONSTRAINT "PRIMARY" PRIMARY KEY'] : []),
    ...(given.isUnique ? [`CONSTRAINT ${quotedName(name)} UNIQUE`] : []),
    given.rest,
  ].join(' ')
}

/** `FOREIGN KEY …`, behind these two words. */
export function foreignKey(cursor: Cursor): string {
  if (cursor.isAtName) cursor.name()
  const columns = columnList(cursor)
  cursor.expect('REFERENCES')
  let key = `FOREIGN KEY ${columns} REFERENCES ${quotedTable(cursor.table())} ${columnList(cursor)}`
  while (cursor.take('ON')) {
    const event = cursor.takeOneOf(['DELETE', 'UPDATE'])
    const action = actions.find((each) => cursor.take(...each.split(' ')))
    if (event === undefined || action === undefined) throw new Doubt('an action')
    key += ` ON ${event} ${action}`
  }
  return key
}

/** Columns of a key, without how much of each is in it, or in which order. */
export function columnList(cursor: Cursor): string {
  const columns = parts(cursor.brackets()).map((part) => {
    const [first] = part
    return first?.kind === 'sign' ? `(${written(part)})` : first ? quotedName(first.value) : ''
  })
  return `(${columns.join(', ')})`
}
