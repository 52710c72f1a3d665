import { describe, expect, test } from 'vitest'
import type { Drift } from '../../../src/model/drift.ts'
import { migration, projectOf, type Files } from './project.ts'

const entities = `import { Column, Entity, ForeignKey, Index, JoinColumn, ManyToMany, JoinTable, ManyToOne, OneToOne, PrimaryGeneratedColumn } from 'typeorm'
class Address { @Column() zipCode: string }
@Entity() export class UserGroup { @PrimaryGeneratedColumn() id: number }
@Entity() export class BlogPost {
  @PrimaryGeneratedColumn() id: number
  @Index() @Column() firstTitle: string
  @Column(() => Address) home: Address
  @ManyToOne(() => UserGroup) ownGroup: UserGroup
}`

/** What there is no migration for, and what is not known. */
async function namesOf(
  { naming = '', options = '', source = entities }: { naming?: string; options?: string; source?: string },
  files: Files = {},
): Promise<Drift> {
  const { drift } = await projectOf({
    'data-source.ts': `import { DataSource } from 'typeorm'
import * as entities from './entities'
import * as naming from './naming'
export default new DataSource({ type: 'postgres', entities: Object.values(entities), migrations: ['migrations/*.ts'], ${options} })`,
    'entities.ts': source,
    'naming.ts': naming,
    'migrations/a.ts': migration('First1700000001000', 'await queryRunner.query("SELECT 1")'),
    ...files,
  })
  return drift!
}

const created = ({ differences }: Drift): readonly string[] => differences.map(({ source }) => source)
const open = ({ undecided }: Drift): readonly string[] =>
  undecided.map(({ what, cause, place }) => `${what}: ${cause} (${place.path}:${place.line})`)

const own = { options: 'namingStrategy: new naming.Own()' }
const strategy = (body: string, above = 'DefaultNamingStrategy'): string =>
  `import { DefaultNamingStrategy, NamingStrategyInterface } from 'typeorm'
import { snakeCase } from 'typeorm/util/StringUtils'
import { SnakeNamingStrategy } from 'typeorm-naming-strategies'
import { random } from 'somewhere'
export class Own extends ${above} implements NamingStrategyInterface {
${body}
}`

describe('a naming strategy of the project', () => {
  test('names tables, columns and keys', async () => {
    const naming =
      strategy(`  tableName(name: string, given?: string) { return given ?? snakeCase(name) + 's' }
  columnName(property: string, given: string, prefixes: string[]) { return snakeCase(prefixes.concat(given || property).join('_')) }
  joinColumnName(relation: string, referenced: string) { return \`\${relation}_\${referenced}\` }
  indexName(table: string, columns: string[]) { return \`ix_\${table}_\${columns}\` }
  foreignKeyName(table: string, columns: string[], to: string) { return super.foreignKeyName(table, columns).slice(0, 5) + to }`)
    const drift = await namesOf({ naming, ...own })
    expect(open(drift)).toEqual([])
    expect(created(drift).join('\n')).toBe(
      `CREATE TABLE "user_groups" ("id" SERIAL NOT NULL, PRIMARY KEY ("id"));
CREATE TABLE "blog_posts" ("id" SERIAL NOT NULL, "first_title" character varying NOT NULL, "home_zip_code" character varying NOT NULL, "own_group_id" integer, PRIMARY KEY ("id"), CONSTRAINT "FK_a9user_groups" FOREIGN KEY ("own_group_id") REFERENCES "user_groups" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION);
CREATE INDEX "ix_blog_posts_first_title" ON "blog_posts" ("first_title");`,
    )
  })

  test('that extends one of a package', async () => {
    const naming = strategy(
      "  tableName(name: string) { return 't_' + super.tableName(name, undefined) }",
      'SnakeNamingStrategy',
    )
    const sources = created(await namesOf({ naming, ...own })).join('\n')
    expect(sources).toContain('CREATE TABLE "t_blog_post"')
    expect(sources).toContain('"first_title"')
  })

  test('whose names cannot be told leaves open what they are for', async () => {
    const naming = strategy(`  columnName(property: string, given: string, prefixes: string[]) {
    return prefixes.length > 0 ? random(property) : super.columnName(property, given, prefixes)
  }
  indexName(table: string) { return table + Math.random() }`)
    const drift = await namesOf({ naming, ...own })
    expect(open(drift)).toEqual([
      'BlogPost: what `columnName()` of the naming strategy gives is not known (naming.ts:6)',
      'BlogPost: what `indexName()` of the naming strategy gives is not known: `+` of what is not known (naming.ts:9)',
    ])
    expect(drift.models).toEqual({ decided: 1, total: 2 })
  })

  test('whose names of tables cannot be told leaves all open', async () => {
    const drift = await namesOf({
      naming: strategy('  tableName(name: string) { return random(name) }'),
      ...own,
    })
    expect(open(drift)).toEqual([
      'UserGroup: what `tableName()` of the naming strategy gives is not known (naming.ts:6)',
      'BlogPost: what `tableName()` of the naming strategy gives is not known (naming.ts:6)',
    ])
    expect(drift).toMatchObject({ differences: [], models: { decided: 0, total: 2 } })
  })

  test('that changes how keys are hashed leaves them open', async () => {
    const drift = await namesOf({
      naming: strategy('  protected hash(text: string) { return text }'),
      ...own,
    })
    expect(open(drift).map((line) => line.split(' (')[0])).toEqual([
      'BlogPost: what `foreignKeyName()` of the naming strategy gives is not known',
      'BlogPost: what `indexName()` of the naming strategy gives is not known',
    ])
  })

  test('lodash tells words apart', async () => {
    const naming = `import { DefaultNamingStrategy } from 'typeorm'
import _ from 'lodash'
import camelCase from 'lodash/camelCase'
export class Own extends DefaultNamingStrategy {
  tableName(name: string) { return _.snakeCase(name + 'HTML2Item 3rd') }
  columnName(property: string) { return camelCase('the' + property) }
}`
    const [first] = created(await namesOf({ naming, ...own }))
    expect(first).toContain('CREATE TABLE "user_group_html_2_item_3rd" ("theid"')
  })
})

test('a prefix before the names of tables', async () => {
  const source = `import { Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class Post { @PrimaryGeneratedColumn() id: number; @ManyToMany(() => Post) @JoinTable() others: Post[] }`
  const drift = await namesOf({ source, options: "entityPrefix: 'app_'" })
  expect(open(drift)).toEqual([])
  expect(created(drift).map((text) => /TABLE (\S+ \("\w+")/.exec(text)?.[1])).toEqual([
    '"app_post" ("id"',
    '"app_post_others_post" ("postId_1"',
  ])
})

test('foreign keys that are no relations', async () => {
  const source = `import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class City { @PrimaryGeneratedColumn() id: number; @Column({ unique: true }) code: string }
@ForeignKey(() => City, ['code'], ['code'], { name: 'by_code' })
@Entity() export class Street {
  @PrimaryGeneratedColumn() id: number
  @Column() code: string
  @ForeignKey(() => City, { onDelete: 'CASCADE' }) @Column() city: number
}`
  const sources = created(await namesOf({ source })).join('\n')
  expect(sources).toContain('CONSTRAINT "by_code" FOREIGN KEY ("code") REFERENCES "city" ("code")')
  expect(sources).toMatch(
    /CONSTRAINT "FK_\w+" FOREIGN KEY \("city"\) REFERENCES "city" \("id"\) ON DELETE CASCADE/,
  )
})

test('an index over the column of a relation, by the key that it leads to', async () => {
  const source = `import { Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class City { @PrimaryGeneratedColumn() id: number }
@Entity() @Index('by_city', ['city.id']) export class Street {
  @PrimaryGeneratedColumn() id: number
  @ManyToOne(() => City) city: City
}`
  const drift = await namesOf({ source })
  expect(open(drift)).toEqual([])
  expect(created(drift).join('\n')).toContain('CREATE INDEX "by_city" ON "street" ("cityId");')
})

test('a glob that matches nothing among the sources', async () => {
  const options = { options: "entities: ['src/models/*.entity.ts', 'src/models/*.view.ts']" }
  const entity = `import { Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class City { @PrimaryGeneratedColumn() id: number }`
  expect(open(await namesOf(options, { 'src/models/city.entity.ts': entity }))).toEqual([])
  const elsewhere = { options: "entities: ['src/models/*.entity.ts', 'generated/*.ts']" }
  expect(open(await namesOf(elsewhere, { 'src/models/city.entity.ts': entity }))).not.toEqual([])
})
