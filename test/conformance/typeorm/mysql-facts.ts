import type { Difference } from '../../../src/model/drift.ts'
import type { SchemaChanges } from './schema-builder.ts'

/** What statements of MySQL are about: `table post`, `column post.title`, `key FK_1`, `unique post.title`. */
const forms: readonly (readonly [RegExp, (match: readonly string[]) => readonly string[]])[] = [
  [/^CREATE TABLE (\S+)/, ([, table]) => [`table ${table}`]],
  [
    /^CREATE UNIQUE INDEX (\S+) ON (\S+) \((\S+)\)$/,
    ([, key, table, column]) => [`key ${key}`, `unique ${table}.${column}`],
  ],
  [/^CREATE (?:UNIQUE )?INDEX (\S+) ON/, ([, key]) => [`key ${key}`]],
  [/^DROP INDEX (\S+) ON/, ([, key]) => [`key ${key}`]],
  // Of its own for a column that is unique, whatever name the index is to have.
  [
    /^ALTER TABLE (\S+) ADD UNIQUE INDEX \S+ \((\S+)\)$/,
    ([, table, column]) => [`unique ${table}.${column}`],
  ],
  [/^ALTER TABLE \S+ DROP INDEX (\S+)$/, ([, key]) => [`key ${key}`]],
  [/^ALTER TABLE \S+ (?:ADD|DROP) PRIMARY KEY/, () => ['primary key']],
  [
    /^ALTER TABLE \S+ DROP (?:FOREIGN KEY|INDEX) (\S+), ADD (?:CONSTRAINT|(?:UNIQUE )?INDEX) (\S+)/,
    ([, one, other]) => [`key ${one}`, `key ${other}`],
  ],
  [/^ALTER TABLE \S+ (?:ADD CONSTRAINT|DROP FOREIGN KEY) (\S+)/, ([, key]) => [`key ${key}`]],
  [
    /^ALTER TABLE (\S+) CHANGE (\S+) (\S+)/,
    ([, table, one, other]) => [`column ${table}.${one}`, `column ${table}.${other}`],
  ],
  [
    /^ALTER TABLE (\S+) (?:ADD|DROP COLUMN|MODIFY) (\S+)/,
    ([, table, column]) => [`column ${table}.${column}`],
  ],
]

function factsOf(statement: string): readonly string[] {
  const text = statement.replaceAll(/[`;]|made\d+\./g, '')
  for (const [form, facts] of forms) {
    const match = form.exec(text)
    if (match) return facts(match)
  }
  return [`statement ${text}`]
}

/** Compares what TypeORM would write for MariaDB with the SQL of our differences, by what both are about. */
export function comparedStatements(
  { steps, statements }: SchemaChanges,
  differences: readonly Difference[],
): {
  readonly theirs: readonly string[]
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
} {
  const made = new Set(statements.flatMap(factsOf).filter((fact) => fact.startsWith('table ')))
  // What a new table has is said of no part of it, though some is put right in a statement of its own.
  const isOfNew = (fact: string): boolean =>
    made.has(`table ${/^(?:column|unique) (.+)\.[^.]+$/.exec(fact)?.[1]}`)
  const theirs = [...new Set(statements.flatMap(factsOf))].filter((fact) => !isOfNew(fact))
  const ours = differences.flatMap(({ operation, source, changes }) => {
    // No SQL is shown for a column that comes into the primary key.
    const facts = source === '' ? ['primary key'] : source.split('\n').flatMap(factsOf)
    if (operation === 'createTable') return [facts.slice(0, 1)]
    const other = changes.find(({ attribute }) => attribute === 'name')?.migrations
    return [facts, ...(other === undefined ? [] : [[`key ${other}`]])]
  })
  const told = new Set(ours.flat())
  const isSide = sideEffects(steps, theirs)
  return {
    theirs,
    wrong: ours
      .filter((facts) => !facts.some((fact) => theirs.includes(fact)))
      .map((facts) => facts.join(', ')),
    missed: theirs.filter((fact) => !told.has(fact) && !isSide(fact)),
  }
}

/**
 * Keys go and come again with a column or a table that changes. A column of `json`, which is `longtext` to MariaDB, is taken
 * for another one of that name, and renamed to what it is called already.
 */
function sideEffects(steps: readonly string[], theirs: readonly string[]): (fact: string) => boolean {
  const changes = theirs.some((fact) => /^(column|table) /.test(fact))
  const renamed = steps.flatMap((step) => {
    const match = /^renaming column "(.+)" in "(.+)" to "\1"$/.exec(step)
    return match ? [`column ${match[2]}.${match[1]}`] : []
  })
  const changed = steps.flatMap((step) => {
    const match = /^columns changed in "(.+)"\. updating: (.+)$/.exec(step)
    return match ? match[2]!.split(', ').map((column) => `column ${match[1]}.${column}`) : []
  })
  // A column that is to be unique is written anew where its default is in other quotes.
  const uniques = theirs
    .filter((fact) => fact.startsWith('unique '))
    .map((fact) => fact.replace('unique', 'column'))
  return (fact) =>
    fact === 'primary key' ||
    uniques.includes(fact) ||
    (changes && /^(key|unique) /.test(fact)) ||
    (renamed.includes(fact) && !changed.includes(fact))
}
