import { rules } from '../../../rules/index.ts'
import { resolveSettings } from '../../../src/config/resolve-settings.ts'
import { suppressionRules } from '../../../src/engine/suppression-rules.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { lintTrees } from '../../../src/lint.ts'
import { textTree } from '../../support/text-tree.ts'
import { models, type UndoCase } from './made-up.ts'

export interface Comparison {
  readonly counts: Readonly<Record<'same' | 'other' | 'refused' | 'found' | 'missed' | 'wrong', number>>
  /** What was found where nothing is otherwise, and the other way round: the operations, and what was said. */
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
}

/** Holds what the rule says against what a server answered: `same`, `other`, or an error. */
export async function compareAnswers(
  cases: readonly UndoCase[],
  answers: Readonly<Record<string, string>>,
): Promise<Comparison> {
  const [wrong, missed]: [string[], string[]] = [[], []]
  const counts = { same: 0, other: 0, refused: 0, found: 0, missed: 0, wrong: 0 }
  for (const one of cases) {
    const answer = answers[one.name]!
    if (answer !== 'same' && answer !== 'other') {
      counts.refused++
      continue
    }
    counts[answer]++
    const found = await findingsOf(one)
    if (found.length > 0 && answer === 'other') counts.found++
    if (found.length > 0 && answer === 'same') wrong.push(`${one.name} ${one.operations}: ${found.join(' ')}`)
    if (found.length === 0 && answer === 'other') missed.push(`${one.name} ${one.operations}`)
  }
  return { counts: { ...counts, missed: missed.length, wrong: wrong.length }, wrong, missed }
}

const frameworks = await loadFrameworks()
const metas = [...rules.map(({ meta }) => meta), ...suppressionRules]
const settings = resolveSettings({ database: 'postgresql@15' }, '', metas)

async function findingsOf({ operations }: UndoCase): Promise<readonly string[]> {
  const first = [
    ['shop/__init__.py', ''],
    ['shop/migrations/__init__.py', ''],
    ['shop/migrations/0001_initial.py', migration('', models)],
  ] as const
  const base = textTree(new Map(first))
  const head = textTree(
    new Map([...first, ['shop/migrations/0002_next.py', migration('("shop", "0001_initial")', operations)]]),
  )
  for (const framework of frameworks) await framework.prepare?.(head, {}, () => true)
  const { findings } = lintTrees(
    { bases: [base], head, target: undefined, comparison: undefined, notes: [] },
    settings,
    { frameworks, rules: rules.filter(({ meta }) => meta.id === 'safety/irreversible') },
    () => 0,
  )
  return findings.map(({ message }) => message)
}

function migration(dependency: string, operations: string): string {
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [${dependency}]

    operations = ${operations}
`
}
