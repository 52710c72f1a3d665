import type { DatabaseName } from '../../model/database.ts'

/** The names of TypeORM's drivers (`DataSourceOptions`) for the databases that rules know. */
const types: Readonly<Record<string, DatabaseName>> = {
  postgres: 'postgresql',
  'aurora-postgres': 'postgresql',
  mysql: 'mysql',
  'aurora-mysql': 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  'better-sqlite3': 'sqlite',
  sqljs: 'sqlite',
  capacitor: 'sqlite',
  cordova: 'sqlite',
  expo: 'sqlite',
  nativescript: 'sqlite',
  'react-native': 'sqlite',
  oracle: 'oracle',
}

/** The packages that TypeORM's drivers load, one for each database that they connect to; undefined for one that rules do not know. */
const packages: Readonly<Record<string, DatabaseName | undefined>> = {
  pg: 'postgresql',
  mysql: 'mysql',
  mysql2: 'mysql',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'sql.js': 'sqlite',
  oracledb: 'oracle',
  mssql: undefined,
  mongodb: undefined,
  'hdb-pool': undefined,
  '@sap/hana-client': undefined,
  '@google-cloud/spanner': undefined,
}

/** Names of folders that hold the migrations of one database each. */
const folders: Readonly<Record<string, DatabaseName>> = {
  ...types,
  postgresql: 'postgresql',
  postgresdb: 'postgresql',
  pg: 'postgresql',
  mysqldb: 'mysql',
  planetscale: 'mysql',
  sqlite3: 'sqlite',
}

/** Folders of databases that rules know nothing of: what lies in them is for none of the others. */
const otherFolder = /^(mssql|sqlserver|cockroach(db)?|mongo(db)?|spanner|sap|hana)$/

/** The database of the option `type`. */
export function databaseOfType(type: string): DatabaseName | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined
}

/** What the option `type` is for a database, where nothing says more. */
export function typeOfDatabase(database: DatabaseName): string {
  return Object.keys(types).find((type) => types[type] === database) ?? database
}

/** The database that the folders of a path name, the innermost first: `other` for one that rules do not know. */
export function databaseOfFolder(path: string): DatabaseName | 'other' | undefined {
  for (const name of path.toLowerCase().split('/').toReversed()) {
    if (Object.hasOwn(folders, name)) return folders[name]
    if (otherFolder.test(name)) return 'other'
  }
  return undefined
}

/** The database that a package can connect to, by its dependencies; undefined where there are several, or none. */
export function databaseOfPackages(dependencies: readonly string[]): DatabaseName | undefined {
  const loaded = dependencies.filter((name) => Object.hasOwn(packages, name))
  const known = new Set(loaded.map((name) => packages[name]))
  return known.size === 1 ? [...known][0] : undefined
}
