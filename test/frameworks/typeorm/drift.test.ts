import { expect, test } from 'vitest'
import { migration, projectOf } from './project.ts'

const dataSource = `import { DataSource } from 'typeorm'
import { Post, User } from './entities'
export default new DataSource({ type: 'postgres', entities: [Post, User], migrations: ['migrations/*.ts'] })`

const entities = `import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
@Entity()
export class User {
  @PrimaryGeneratedColumn() id: number
  @Column({ length: 20 }) name: string
}
@Entity()
export class Post {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column({ nullable: true }) title: string
  @ManyToOne(() => User, { onDelete: 'CASCADE' }) author: User
}`

const tables = `await queryRunner.query(\`CREATE TABLE "user" ("id" SERIAL NOT NULL, "name" character varying(20) NOT NULL, CONSTRAINT "PK_cace4a159ff9f2512dd42373760" PRIMARY KEY ("id"))\`)
await queryRunner.query(\`CREATE TABLE "post" ("id" uuid NOT NULL DEFAULT uuid_generate_v4(), "title" character varying, "authorId" integer, CONSTRAINT "PK_be5fda3aac270b134ff9c21cdee" PRIMARY KEY ("id"))\`)
await queryRunner.query(\`ALTER TABLE "post" ADD CONSTRAINT "FK_c6fb082a3114f35d0cc27c518e0" FOREIGN KEY ("authorId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE NO ACTION\`)`

test('entities that the migrations add up to', async () => {
  const { drift } = await projectOf({
    'data-source.ts': dataSource,
    'entities.ts': entities,
    'migrations/a.ts': migration('First1700000001000', tables),
  })
  expect(drift).toMatchObject({ differences: [], undecided: [], models: { decided: 2, total: 2 }, fields: { decided: 5, total: 5 } })
})
