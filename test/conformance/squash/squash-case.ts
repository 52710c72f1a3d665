import { createDjango } from '../../../src/frameworks/django/index.ts'
import { migrationId } from '../../../src/model/migration.ts'
import type { SquashOutcome } from '../../../src/model/squash.ts'
import { loadParser } from '../../../src/python/parse.ts'
import { textTree } from '../../support/text-tree.ts'

/** How Django's states after a squash and after what it replaces compare; `unseen` is what no operation alters. */
type Truth = 'same' | 'differs' | 'unseen'

/** A squash that `squashmigrations` wrote, and what became of it with one operation dropped or changed. */
export interface SquashCase {
  readonly seed: number
  /** The project without the squash. */
  readonly files: Readonly<Record<string, string>>
  readonly app: string
  readonly name: string
  readonly path: string
  readonly text: string
  readonly truth: Truth
  readonly spoilt: readonly { readonly what: string; readonly text: string; readonly truth: Truth }[]
}

const parse = await loadParser()

/** What is said of the squash of a case where its text is this. */
export async function squashCaseOutcome(
  { files, app, name, path }: SquashCase,
  text: string,
): Promise<SquashOutcome> {
  const django = createDjango(parse)
  const tree = textTree(new Map([...Object.entries(files), [path, text]]))
  const [root] = django.discover(tree, {})
  await django.prepare?.(tree, {}, () => true)
  return django.load(tree, root!, {}).squashOutcome!(migrationId(app, name))
}

export function stateSays({ differences }: SquashOutcome): string[] {
  return differences.map(({ message }) => message)
}

/** What is no matter of states: what the database alone has otherwise, and data steps that are lost. */
export function databaseSays({ schemaDifferences, lostSteps }: SquashOutcome): string[] {
  return [
    ...schemaDifferences.map(({ kind, what, values }) => `${kind}: ${what} ${values?.join(' / ') ?? ''}`),
    ...lostSteps.map(({ name }) => `lost ${name}`),
  ]
}
