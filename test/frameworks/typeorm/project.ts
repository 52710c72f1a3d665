import { createTypeOrm } from '../../../src/frameworks/typeorm/index.ts'
import type { Project } from '../../../src/model/project.ts'
import { textTree } from '../../support/text-tree.ts'

export type Files = Readonly<Record<string, string>>

export const manifest = { 'package.json': '{ "dependencies": { "typeorm": "^0.3.20" } }' }

/** A migration whose `up` and `down` are these statements. */
export function migration(name: string, up: string, down = 'await queryRunner.query("SELECT 1")'): string {
  return `import { MigrationInterface, QueryRunner, Table, TableColumn } from 'typeorm'

export class ${name} implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    ${up}
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    ${down}
  }
}
`
}

/** The projects of some files, of which one asks for TypeORM. */
export async function projectsOf(files: Files): Promise<readonly Project[]> {
  const typeorm = createTypeOrm()
  const tree = textTree(new Map(Object.entries({ ...manifest, ...files })))
  await typeorm.ready?.([tree])
  await typeorm.prepare?.(tree, {}, () => true)
  return typeorm.discover(tree, {}).map((root) => typeorm.load(tree, root, {}))
}

export async function projectOf(files: Files): Promise<Project> {
  const [only, ...others] = await projectsOf(files)
  if (!only || others.length > 0) throw new Error(`there are ${others.length + (only ? 1 : 0)} projects`)
  return only
}
