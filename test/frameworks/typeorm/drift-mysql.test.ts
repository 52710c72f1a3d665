import { expect, test } from 'vitest'
import type { Drift } from '../../../src/model/drift.ts'
import { migration, projectOf } from './project.ts'

const first = [
  'CREATE TABLE `user` (`id` int UNSIGNED NOT NULL AUTO_INCREMENT, `name` varchar(20) NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB',
  'CREATE TABLE `post` (`id` varchar(36) NOT NULL, `title` varchar(255) NULL, `authorId` int UNSIGNED NULL, INDEX `IDX_e28aa0c4114146bfb1567bfa9a` (`title`), PRIMARY KEY (`id`)) ENGINE=InnoDB',
  'ALTER TABLE `post` ADD CONSTRAINT `FK_c6fb082a3114f35d0cc27c518e0` FOREIGN KEY (`authorId`) REFERENCES `user`(`id`) ON DELETE CASCADE ON UPDATE NO ACTION',
]
const user = `@Entity()
export class User {
  @PrimaryGeneratedColumn({ unsigned: true }) id: number
  @Column({ length: 20 }) name: string
}`
const relation = "@ManyToOne(() => User, { onDelete: 'CASCADE' }) author: User"
const post = (columns: string, id = "@PrimaryGeneratedColumn('uuid') id: string") => `${user}
@Entity()
export class Post {
  ${id}
  ${columns}
}`
const title = '@Index() @Column({ nullable: true }) title: string'

async function driftOf(entities: string, up: readonly string[] = [], type = 'mysql'): Promise<Drift> {
  const statements = [...first, ...up].map((text) => `await queryRunner.query(${JSON.stringify(text)})`)
  const { drift } = await projectOf({
    'data-source.ts': `import { DataSource } from 'typeorm'
import * as entities from './entities'
export default new DataSource({ type: '${type}', entities: Object.values(entities), migrations: ['migrations/*.ts'] })`,
    'entities.ts': `import { Check, Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryGeneratedColumn, Unique, UpdateDateColumn } from 'typeorm'\n${entities}`,
    'migrations/a.ts': migration('First1700000001000', statements.join('\n')),
  })
  return drift!
}

const found = ({ differences }: Drift) => differences.map(({ message, source }) => [message, source])
const columnsOnly = (type: string, decorator: string, on = 'mysql') =>
  driftOf(
    post(`${title}\n${relation}\n${decorator} extra: string`),
    [`ALTER TABLE \`post\` ADD \`extra\` ${type}`],
    on,
  )

test.each(['mysql', 'mariadb'])('entities that the migrations of %s add up to', async (type) => {
  const id = "@PrimaryGeneratedColumn('uuid') id: string"
  const { differences, undecided, models, fields } = await driftOf(
    post(`${title}\n${relation}`, id),
    [],
    type,
  )
  expect(differences).toEqual([])
  // An older MariaDB has no type `uuid`.
  expect(undecided.map(({ what }) => what)).toEqual(type === 'mysql' ? [] : ['Post.id'])
  expect([models.decided, fields.decided]).toEqual([2, type === 'mysql' ? 5 : 4])
})

test('a table that no migration makes, in MySQL’s words', async () => {
  const drift = await driftOf(
    `${post(`${title}\n${relation}`)}
@Entity() @Unique(['kind']) @Check('x > 1') export class Tag { @PrimaryGeneratedColumn() id: number; @Column({ type: 'enum', enum: ['a', 'b'], nullable: true }) kind: string; @UpdateDateColumn() at: Date }`,
  )
  expect(found(drift)).toEqual([
    [
      'No migration makes the table `tag` of `Tag`',
      "CREATE TABLE `tag` (`id` int AUTO_INCREMENT NOT NULL, `kind` enum('a', 'b') NULL, `at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), PRIMARY KEY (`id`));\nCREATE UNIQUE INDEX `IDX_75fcfe5f619185aa725e0e736c` ON `tag` (`kind`);",
    ],
  ])
})

test.each([
  ['int(11) NOT NULL', "@Column('int')"],
  ['int NOT NULL', "@Column('integer')"],
  ['tinyint(1) NOT NULL DEFAULT 1', "@Column('boolean', { default: true })"],
  ['bool NOT NULL DEFAULT true', "@Column('boolean', { default: true })"],
  ['datetime(6) NOT NULL', "@Column('datetime')"],
  ['decimal(10,2) NOT NULL DEFAULT 1', "@Column('decimal', { precision: 10, scale: 2, default: 1 })"],
  ['char NOT NULL', "@Column('char', { length: 1 })"],
  ["enum('b','a') NOT NULL", "@Column('enum', { enum: ['a', 'b'] })"],
  ['longtext NOT NULL', "@Column('json')"],
  ['datetime(6) NOT NULL DEFAULT NOW(6)', '@CreateDateColumn()'],
  ['timestamp NOT NULL', "@Column('timestamp', { default: () => 'now()' })"],
  ['varchar(255) CHARACTER SET latin1 NOT NULL', "@Column({ charset: 'utf8mb4' })"],
  ['varchar(255) NOT NULL DEFAULT (uuid())', "@Column({ default: () => 'rand()' })"],
])('%s is what %s asks for, or may be', async (type, decorator) => {
  expect(found(await columnsOnly(type, decorator))).toEqual([])
})

test.each([
  ['int NOT NULL', "@Column('int', { unsigned: true })", '`int unsigned` in the entity and `int`'],
  ['varchar(36) NOT NULL', '@Column()', '`varchar(255)` in the entity and `varchar(36)`'],
  [
    'datetime NOT NULL',
    "@Column('datetime', { precision: 6 })",
    '`datetime(6)` in the entity and `datetime`',
  ],
  ["enum('a') NOT NULL", "@Column('enum', { enum: ['a', 'b'] })", 'has the values `a, b`'],
  ["varchar(255) NOT NULL DEFAULT '1'", "@Column({ default: '01' })", "the default `'01'`"],
  ['datetime(6) NOT NULL DEFAULT NOW(6)', '@UpdateDateColumn()', 'has ON UPDATE `CURRENT_TIMESTAMP(6)`'],
])('%s is not what %s asks for', async (type, decorator, words) => {
  const [[message, source] = []] = found(await columnsOnly(type, decorator))
  expect(message).toContain(words)
  expect(source).toMatch(/^ALTER TABLE `post` MODIFY `extra` [^\n]*;$/)
})

test('unique indexes, foreign keys, and the index that a foreign key leaves', async () => {
  const drift = await driftOf(post('@Column({ nullable: true, unique: true }) title: string'), [
    'ALTER TABLE `post` DROP FOREIGN KEY `FK_c6fb082a3114f35d0cc27c518e0`',
    'ALTER TABLE `post` DROP INDEX `IDX_e28aa0c4114146bfb1567bfa9a`',
    'ALTER TABLE `post` ADD `other` int NULL',
    'ALTER TABLE `post` ADD CONSTRAINT `FK_other` FOREIGN KEY (`other`) REFERENCES `user`(`id`)',
  ])
  expect(found(drift)).toEqual([
    [
      'In `Post`, the column `authorId` is left by the migrations, and not in the entity',
      'ALTER TABLE `post` DROP COLUMN `authorId`;',
    ],
    [
      'In `Post`, the column `other` is left by the migrations, and not in the entity',
      'ALTER TABLE `post` DROP COLUMN `other`;',
    ],
    [
      'In `Post`, the index `IDX_e28aa0c4114146bfb1567bfa9a` is in the entity, and in no migration',
      'CREATE UNIQUE INDEX `IDX_e28aa0c4114146bfb1567bfa9a` ON `post` (`title`);',
    ],
  ])
  const kept = await driftOf(
    post(`${title}\n@ManyToOne(() => User, { createForeignKeyConstraints: false }) author: User`),
    ['ALTER TABLE `post` DROP FOREIGN KEY `FK_c6fb082a3114f35d0cc27c518e0`'],
  )
  expect(found(kept)).toEqual([
    [
      'In `Post`, the index `FK_c6fb082a3114f35d0cc27c518e0` is left by the migrations, and not in the entity',
      'DROP INDEX `FK_c6fb082a3114f35d0cc27c518e0` ON `post`;',
    ],
  ])
})

test('`user` is a name without quotes too', async () => {
  const drift = await driftOf(post(`${title}\n${relation}`), [
    'ALTER TABLE user MODIFY name varchar(30) NOT NULL',
  ])
  expect(drift.undecided).toEqual([])
  expect(found(drift).map(([, source]) => source)).toEqual([
    'ALTER TABLE `user` MODIFY `name` varchar(20) NOT NULL;',
  ])
})

test('a foreign key that is another one', async () => {
  const drift = await driftOf(post(`${title}\n@ManyToOne(() => User) author: User`))
  expect(found(drift)).toEqual([
    [
      'In `Post`, the foreign key `FK_c6fb082a3114f35d0cc27c518e0` is another one in the migrations',
      'ALTER TABLE `post` DROP FOREIGN KEY `FK_c6fb082a3114f35d0cc27c518e0`;\n' +
        'ALTER TABLE `post` ADD CONSTRAINT `FK_c6fb082a3114f35d0cc27c518e0` FOREIGN KEY (`authorId`) REFERENCES `user` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;',
    ],
  ])
})

test('columns that methods of the query runner make', async () => {
  const { drift } = await projectOf({
    'data-source.ts': `import { DataSource } from 'typeorm'
import { Tag } from './entities'
export default new DataSource({ type: 'mysql', entities: [Tag], migrations: ['migrations/*.ts'] })`,
    'entities.ts': `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class Tag {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true }) id: string
  @Column() name: string
  @Column({ type: 'enum', enum: ['a', 'b'] }) kind: string
  @Column('int') size: number
}`,
    'migrations/a.ts': migration(
      'First1700000001000',
      `await queryRunner.createTable(new Table({ name: 'tag', columns: [
  { name: 'id', type: 'bigint', unsigned: true, isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
  { name: 'name', type: 'varchar' },
  { name: 'kind', type: 'enum', enum: ['a', 'b'] },
] }))
await queryRunner.addColumn('tag', new TableColumn({ name: 'size', type: 'int', unsigned: true }))`,
    ),
  })
  expect(drift?.undecided).toEqual([])
  expect(found(drift!)).toEqual([
    [
      'In `Tag`, the column `size` has the type `int` in the entity and `int unsigned` in the migrations',
      'ALTER TABLE `tag` MODIFY `size` int NOT NULL;',
    ],
  ])
})

test('what the version of the server decides is undecided', async () => {
  const open = async (type: string, decorator: string) =>
    (await columnsOnly(type, decorator, 'mariadb')).undecided
      .filter(({ what }) => what === 'Post.extra')
      .map(({ cause }) => cause)
  expect(await open('json NOT NULL', "@Column('longtext')")).toEqual([
    'whether `json` is `longtext` depends on the server',
  ])
  expect(await open('varchar(255) NOT NULL', "@Column('uuid')")).toEqual([
    'whether the server has the type `uuid` depends on its version',
  ])
  expect(await open('uuid NOT NULL', "@Column('uuid')")).toEqual([])
})

test('an index over more columns than the one that is dropped is not known any more', async () => {
  const drop = (columns: string) => [
    `ALTER TABLE \`post\` ADD \`extra\` int NULL, ADD INDEX \`own\` (${columns})`,
    'ALTER TABLE `post` DROP COLUMN `extra`',
  ]
  const entities = post(`${title}\n${relation}`)
  expect((await driftOf(entities, drop('`extra`'))).models.decided).toBe(2)
  // MySQL keeps `own`, over `title` alone.
  const { differences, models } = await driftOf(entities, drop('`title`, `extra`'))
  expect([differences, models.decided]).toEqual([[], 1])
})
