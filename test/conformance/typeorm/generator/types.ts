/** A type with options that go with it, defaults, and what its property is in TypeScript. */
export type MadeType = readonly [
  type: string,
  options: readonly string[],
  defaults: readonly string[],
  property: string,
]

/** What columns of made-up entities may be of in a database. */
export interface MadeTypes {
  readonly columns: readonly MadeType[]
  /** The type of the time when a row was made or changed, beside the usual one. */
  readonly time: string
  /** Types that no key can be over. */
  readonly keyless: ReadonlySet<string>
  /** Whether unique constraints are indexes: two over the same columns, of one name, come and go for ever. */
  readonly hasOnlyIndexes: boolean
}

const postgres: readonly MadeType[] = [
  ["'varchar'", ['length: 10', 'length: 200'], [`'a'`, `'it'`, `''`], 'string'],
  ["'character varying'", ['length: 30'], [`'a'`], 'string'],
  ["'char'", ['length: 2', 'length: 1'], [], 'string'],
  ["'text'", [], [`'x y'`, `() => "'z'"`], 'string'],
  // Not `() => '7'`: TypeORM takes that for another default than the 7 that the database then has, for ever.
  ["'int'", [], ['0', '5', '-1'], 'number'],
  ["'smallint'", [], ['3'], 'number'],
  ["'bigint'", [], ['9'], 'string'],
  ["'numeric'", ['precision: 10, scale: 2', 'precision: 5'], ['1'], 'string'],
  ["'decimal'", ['precision: 12, scale: 4'], [], 'string'],
  ["'real'", [], [], 'number'],
  ["'float'", [], [], 'number'],
  ["'double precision'", [], [], 'number'],
  ["'boolean'", [], ['true', 'false'], 'boolean'],
  [
    "'timestamp'",
    ['precision: 3', 'precision: 6', 'precision: 0'],
    [`() => 'now()'`, `() => 'CURRENT_TIMESTAMP'`],
    'Date',
  ],
  ["'timestamptz'", ['precision: 3'], [`() => 'now()'`], 'Date'],
  ["'date'", [], [], 'string'],
  ["'time'", ['precision: 2'], [], 'string'],
  ["'uuid'", [], [], 'string'],
  ["'json'", [], [`{ a: 1 }`], 'object'],
  ["'jsonb'", [], [`{}`, `[]`, `{ a: [1, 'b'], c: null }`], 'object'],
  ["'simple-array'", [], [], 'string[]'],
  ["'simple-json'", [], [], 'object'],
  ["'bytea'", [], [], 'Buffer'],
  ["'inet'", [], [], 'string'],
  ["'int'", ['array: true'], [`[1, 2]`], 'number[]'],
  ["'text'", ['array: true'], [], 'string[]'],
  [
    "'enum'",
    ['enum: Kind', "enum: ['x', 'y']", "enum: ['x', 'y', 'z']", "enum: Kind, enumName: 'the_kind'"],
    [],
    'string',
  ],
]

const mysql: readonly MadeType[] = [
  ["'varchar'", ['length: 10', 'length: 200'], [`'a'`, `'it'`, `''`], 'string'],
  ["'char'", ['length: 2', 'length: 1'], [`'q'`], 'string'],
  ["'text'", [], [], 'string'],
  ["'longtext'", [], [], 'string'],
  ["'mediumtext'", [], [], 'string'],
  ["'int'", ['unsigned: true'], ['0', '5', '-1'], 'number'],
  ["'integer'", [], ['3'], 'number'],
  ["'tinyint'", ['unsigned: true'], ['1'], 'number'],
  ["'smallint'", [], ['3'], 'number'],
  ["'mediumint'", [], [], 'number'],
  ["'bigint'", ['unsigned: true'], ['9', `'9'`], 'string'],
  ["'decimal'", ['precision: 10, scale: 2', 'precision: 5', 'precision: 12, scale: 4'], [], 'string'],
  ["'numeric'", ['precision: 10, scale: 2'], ['1', '2.5'], 'string'],
  ["'float'", ['precision: 7, scale: 3'], [], 'number'],
  ["'double'", ['precision: 9, scale: 1'], [], 'number'],
  ["'double precision'", [], [], 'number'],
  ["'real'", [], [], 'number'],
  ["'boolean'", [], ['true', 'false'], 'boolean'],
  ["'bool'", [], ['true'], 'boolean'],
  // The digits of the time are those of the column: TypeORM takes others for another default than MariaDB then has, for ever.
  [
    "'datetime'",
    [
      'precision: 0',
      'precision: 3',
      'precision: 6',
      `default: () => 'now()'`,
      `default: () => 'CURRENT_TIMESTAMP'`,
      `default: () => 'CURRENT_TIMESTAMP', onUpdate: 'CURRENT_TIMESTAMP'`,
      `precision: 3, default: () => 'now(3)'`,
      `precision: 6, default: () => 'CURRENT_TIMESTAMP(6)'`,
      `precision: 6, default: () => 'CURRENT_TIMESTAMP(6)', onUpdate: 'CURRENT_TIMESTAMP(6)'`,
    ],
    [],
    'Date',
  ],
  ["'date'", [], [`'2020-01-02'`], 'string'],
  ["'time'", ['precision: 2'], [], 'string'],
  ["'year'", [], [], 'number'],
  ["'uuid'", [], [], 'string'],
  ["'json'", [], [], 'object'],
  ["'simple-array'", [], [], 'string[]'],
  ["'simple-json'", [], [], 'object'],
  ["'blob'", [], [], 'Buffer'],
  ["'varbinary'", ['length: 20'], [], 'Buffer'],
  ["'binary'", ['length: 16'], [], 'Buffer'],
  ["'varchar'", [`charset: 'latin1'`, `collation: 'utf8mb4_bin'`], [], 'string'],
  ["'enum'", ['enum: Kind', "enum: ['x', 'y']", "enum: ['x', 'y', 'z']"], [], 'string'],
  ["'simple-enum'", ['enum: Kind'], ['Kind.A', `'b'`], 'string'],
  ["'set'", ["enum: ['x', 'y']", "enum: ['y', 'x']", "enum: ['x', 'z']"], [], 'string[]'],
]

export const typesOf = {
  postgresql: { columns: postgres, time: "'timestamptz'", keyless: new Set(), hasOnlyIndexes: false },
  mariadb: {
    columns: mysql,
    time: "'timestamp'",
    keyless: new Set([
      "'text'",
      "'longtext'",
      "'mediumtext'",
      "'json'",
      "'blob'",
      "'simple-array'",
      "'simple-json'",
    ]),
    hasOnlyIndexes: true,
  },
} as const satisfies Readonly<Record<string, MadeTypes>>
