import { loadFrameworks } from '../../../src/frameworks/index.ts'
import type { Difference } from '../../../src/model/drift.ts'
import { textTree } from '../../support/text-tree.ts'
import type { EntityStep } from './entity-steps.ts'
import { comparedStatements } from './mysql-facts.ts'

/** What TypeORM finds and what we find, in the same words: `column post.title`. */
export interface Comparison {
  readonly theirs: readonly string[]
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
  readonly undecided: readonly string[]
}

const typeorm = (await loadFrameworks()).find(({ name }) => name === 'typeorm')!

/** Compares what the schema builder says of entities with the drift of a project of them and the migrations so far. */
export async function compared({
  database,
  source,
  names,
  options = '',
  migrations,
  changes,
}: EntityStep): Promise<Comparison> {
  const files = new Map([
    ['package.json', '{ "dependencies": { "typeorm": "^1.1.1" } }'],
    [
      'data-source.ts',
      `import { DataSource } from 'typeorm'
import { ${[...names, ...(source.includes('class Naming ') ? ['Naming'] : [])].join(', ')} } from './entities'
export default new DataSource({ type: '${database === 'mariadb' ? 'mariadb' : 'postgres'}', entities: [${names.join(', ')}], migrations: ['migrations/*.ts'], ${options} })`,
    ],
    ['entities.ts', source],
    // A project without any migration is no project.
    ...[['SELECT 1'], ...migrations].map((statements, index): [string, string] => [
      `migrations/m${index}.ts`,
      migrationSource(index, statements),
    ]),
  ])
  const tree = textTree(files)
  await typeorm.ready?.([tree])
  await typeorm.prepare?.(tree, {}, () => true)
  const [root] = typeorm.discover(tree, {})
  const drift = root && typeorm.load(tree, root, {}).drift
  if (!drift) throw new Error('the made-up project has no entities')
  if (database === 'mariadb')
    return {
      ...comparedStatements(changes, drift.differences),
      undecided: drift.undecided.map(({ what, cause }) => `${what}: ${cause}`),
    }
  const theirs = [...new Set(changes.steps.flatMap(factsOfStep))]
  const ours = [...new Set(drift.differences.flatMap(factsOfDifference))]
  const undecided = drift.undecided.map(({ what, cause }) => `${what}: ${cause}`)
  const isSide = sideEffects(changes.steps)
  return {
    theirs,
    wrong: ours.filter((fact) => !theirs.includes(fact)),
    missed: theirs.filter((fact) => !ours.includes(fact) && !isSide(fact)),
    undecided,
  }
}

function migrationSource(index: number, statements: readonly string[]): string {
  const lines = statements.map((text) => `    await queryRunner.query(${JSON.stringify(text)})`)
  return `import { MigrationInterface, QueryRunner } from 'typeorm'
export class Made${1_700_000_000_000 + index} implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
${lines.join('\n')}
  }
  public async down(): Promise<void> {}
}
`
}

/** What a step of the schema builder is about. */
const steps: readonly (readonly [RegExp, (match: readonly string[]) => readonly string[]])[] = [
  [/^creating a new table: (\S+)$/, ([, name]) => [`table ${plain(name!)}`]],
  [/^new columns added: (.+)$/, ([, list]) => list!.split(', ').map((name) => `column ${name}`)],
  [/^columns dropped in \S+: (.+)$/, ([, list]) => list!.split(', ').map((name) => `column ${name}`)],
  [
    /^columns changed in ".+"\. updating: (.+)$/,
    ([, list]) => list!.split(', ').map((name) => `column ${name}`),
  ],
  [/^renaming column "(.+)" in ".+" to "(.+)"$/, ([, from, to]) => [`column ${from}`, `column ${to}`]],
  [/^dropping an index: "(.+)" from table/, ([, name]) => [`key ${name}`]],
  [
    /^dropping old (?:foreign keys of \S+|check constraint|unique constraint): (.+?)(?: from table.*)?$/,
    ([, list]) => keys(list!),
  ],
  [
    /^adding new (?:indices|unique constraints?|check constraints?|exclusion constraints?):? (.+?)(?: (?:in|to|from) .*)?$/,
    ([, list]) => keys(list!),
  ],
  [/^creating a? ?foreign keys?: (.+) on table .*$/, ([, list]) => keys(list!)],
]

function keys(list: string): readonly string[] {
  return list.split(', ').map((name) => `key ${name.replaceAll('"', '').trim()}`)
}

const plain = (name: string): string => name.replace(/^public\./, '')

function factsOfStep(step: string): readonly string[] {
  for (const [pattern, facts] of steps) {
    const match = pattern.exec(step)
    if (match) return facts(match)
  }
  // What goes with a column that changes, and comes again.
  if (step.startsWith('dropping related ')) return []
  return [`step ${step}`]
}

function factsOfDifference({ operation, name, changes, source }: Difference): readonly string[] {
  if (operation === 'createTable') return [`table ${/"(.+?)"/.exec(source)![1]}`]
  if (
    operation.endsWith('Column') ||
    (operation.includes('UniqueConstraint') && !/^(UQ|REL|uq)_|_unique$/.test(name ?? ''))
  )
    return [`column ${name}`]
  const other = changes.find(({ attribute }) => attribute === 'name')?.migrations
  return [`key ${name}`, ...(other === undefined ? [] : [`key ${other}`])]
}

/** Keys go and come again with a column or a table that changes: that is no finding of its own. */
function sideEffects(all: readonly string[]): (fact: string) => boolean {
  const changes = all.some((step) =>
    /^(creating a new table|new columns|columns (changed|dropped)|renaming)/.test(step),
  )
  return (fact) => changes && fact.startsWith('key ')
}
