/** What a statement is about, by its form: those that the schema builder writes, and those of our differences. */
const forms: readonly (readonly [RegExp, (name: string, part: string) => readonly string[]])[] = [
  // SQLite makes a table anew, whatever of it changes.
  [/^CREATE TABLE "?(?:temporary_)?(\S+) /, (table) => [`table ${table}`]],
  // A column that comes into the key, or a key that is made anew since one of its columns is.
  [
    /^ALTER TABLE (\S+) ADD CONSTRAINT \S+ PRIMARY KEY \((\S+)\)/,
    (table, column) => [`column ${table}.${column}`],
  ],
  [/^ALTER TABLE (\S+) DROP CONSTRAINT "?PK_/, () => []],
  [/^ALTER TABLE (\S+) (?:ADD|DROP) CONSTRAINT (\S+)/, (_, key) => [keyFact(key)]],
  [/^ALTER TABLE (\S+) RENAME CONSTRAINT (\S+) TO/, (_, key) => [keyFact(key)]],
  [
    /^ALTER TABLE (\S+) (?:ADD|(?:DROP|ALTER|RENAME) COLUMN) (\S+)/,
    (table, column) => [`column ${table}.${column}`],
  ],
  [/^CREATE (?:UNIQUE |FULLTEXT |SPATIAL )?INDEX (\S+) ON/, (index) => [keyFact(index)]],
  [/^DROP INDEX (\S+)/, (index) => [keyFact(index)]],
]

/** A key by its name. Of a unique constraint over one column, TypeORM writes the hash in a longer or a shorter form. */
export function keyFact(name: string): string {
  return `key ${name.replace(/^(?:UQ|REL)_([0-9a-f]{26})[0-9a-f]?$/, 'unique $1')}`
}

/** What statements change: `table post`, `column post.title`, `key FK_1`. */
export interface Facts {
  readonly all: ReadonlySet<string>
  /** Of these, the keys that go only to come back under the same name: with a column that is made anew, or another key. */
  readonly again: ReadonlySet<string>
}

export function factsOfStatements(statements: readonly string[]): Facts {
  const [gone, made] = [new Set<string>(), new Set<string>()]
  for (const statement of statements) {
    const text = statement.replaceAll(/"public"\./g, '')
    for (const [form, factsOf] of forms) {
      const match = form.exec(text)
      if (!match) continue
      const [name, part] = match.slice(1).map((each) => each.replaceAll(/[";]/g, ''))
      for (const fact of factsOf(name!, part ?? ''))
        (/^(?:ALTER TABLE \S+ )?DROP /.test(text) ? gone : made).add(fact)
      break
    }
  }
  const again = new Set([...gone].filter((fact) => fact.startsWith('key ') && made.has(fact)))
  return { all: new Set([...gone, ...made]), again }
}
