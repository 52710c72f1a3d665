import type { PGlite } from '@electric-sql/pglite'

/** What PostgreSQL's catalogue says of the tables of the schema `public`. */
export interface Catalogue {
  readonly tables: readonly string[]
  readonly columns: readonly CatalogueColumn[]
  readonly constraints: readonly CatalogueConstraint[]
  readonly indexes: readonly CatalogueIndex[]
}

export interface CatalogueColumn {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isNullable: boolean
  readonly default: string | null
}

export interface CatalogueConstraint {
  readonly table: string
  readonly name: string
  readonly kind: string
  readonly columns: readonly string[]
  readonly references: string | null
  readonly referencedColumns: readonly string[] | null
  readonly onDelete: string
  readonly onUpdate: string
}

export interface CatalogueIndex {
  readonly table: string
  readonly name: string
  /** Null for an expression. */
  readonly columns: readonly (string | null)[]
  readonly isUnique: boolean
  readonly isPartial: boolean
}

const own = `t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')`

const columns = `SELECT t.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    NOT a.attnotnull AS "isNullable", CASE WHEN a.attidentity <> '' THEN 'nextval(identity)'
      ELSE pg_get_expr(d.adbin, d.adrelid) END AS "default"
  FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  WHERE ${own} ORDER BY t.relname, a.attnum`

const names = (relation: string, keys: string) =>
  `(SELECT json_agg(a.attname ORDER BY k.at) FROM unnest(${keys}) WITH ORDINALITY AS k(number, at)
     LEFT JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number AND k.number > 0)`

const action = (letter: string) =>
  `CASE ${letter} WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL'
     WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END`

const constraints = `SELECT t.relname AS "table", c.conname AS name,
    CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key'
      WHEN 'c' THEN 'check' ELSE 'exclusion' END AS kind,
    coalesce(${names('t.oid', 'c.conkey')}, '[]') AS columns, f.relname AS "references",
    ${names('f.oid', 'c.confkey')} AS "referencedColumns",
    ${action('c.confdeltype')} AS "onDelete", ${action('c.confupdtype')} AS "onUpdate"
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid LEFT JOIN pg_class f ON f.oid = c.confrelid
  WHERE ${own} AND c.contype IN ('p', 'u', 'f', 'c', 'x') ORDER BY t.relname, c.conname`

const indexes = `SELECT t.relname AS "table", n.relname AS name, i.indisunique AS "isUnique",
    i.indpred IS NOT NULL AS "isPartial", ${names('t.oid', 'i.indkey::int2[]')} AS columns
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
  WHERE ${own} AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
  ORDER BY t.relname, n.relname`

async function catalogueOf(database: PGlite): Promise<Catalogue> {
  const rows = async <Row>(query: string): Promise<readonly Row[]> => (await database.query<Row>(query)).rows
  const tables = await rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class t WHERE ${own} ORDER BY 1`,
  )
  return {
    tables: tables.map(({ name }) => name),
    columns: await rows<CatalogueColumn>(columns),
    constraints: await rows<CatalogueConstraint>(constraints),
    indexes: await rows<CatalogueIndex>(indexes),
  }
}

/** What PostgreSQL says of a database after migrations ran in it. */
export interface PostgresAnswers {
  readonly catalogue: Catalogue
  /** A type and a default in the words of the catalogue; undefined where PostgreSQL takes neither. */
  column(type: string, value: string | undefined): Promise<CataloguedType | undefined>
}

export type CataloguedType = Pick<CatalogueColumn, 'type' | 'default'>

/** Asks a database. */
export async function answersOf(database: PGlite): Promise<PostgresAnswers> {
  return {
    catalogue: await catalogueOf(database),
    column: (type, value) => asCatalogued(database, type, value),
  }
}

async function asCatalogued(
  database: PGlite,
  type: string,
  value: string | undefined,
): Promise<CataloguedType | undefined> {
  const bracket = type.search(/[([]/)
  const name = bracket < 0 ? type : type.slice(0, bracket)
  // A type of the migrations' own is written without its quotes.
  for (const written of [type, `"${name}"${type.slice(name.length)}`])
    try {
      const clause = value === undefined ? '' : ` DEFAULT ${value}`
      await database.exec(
        `DROP TABLE IF EXISTS pg_temp.probe; CREATE TEMP TABLE probe (c ${written}${clause})`,
      )
      const { rows } = await database.query<CatalogueColumn>(
        `SELECT format_type(a.atttypid, a.atttypmod) AS type, pg_get_expr(d.adbin, d.adrelid) AS "default"
         FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = 'pg_temp.probe'::regclass AND a.attnum = 1`,
      )
      return rows[0]
    } catch {
      continue
    }
  return undefined
}
