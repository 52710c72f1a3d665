import type { Framework } from '../../../src/frameworks/framework.ts'
import type { Drift } from '../../../src/model/drift.ts'
import type { Project } from '../../../src/model/project.ts'
import { textTree } from '../../support/text-tree.ts'
import type { Files, Verdict } from './steps.ts'

/** How our answer for one tree compares with Django's. */
export interface Comparison {
  /**
   * `undecided`: nothing wrong is said, but something is not known. Made-up projects hold nothing that cannot be
   * known, so that counts as a failure too. `crashed`: nothing is said at all.
   */
  readonly verdict: 'clean' | 'drift' | 'undecided' | 'different' | 'crashed'
  /** Operations of Django's that are not ours, and the other way round. */
  readonly missing: readonly string[]
  readonly extra: readonly string[]
  readonly undecided: readonly string[]
  /** Whether the operations come in Django's order, and read as Django writes them; where they are the same. */
  readonly inOrder: boolean
  readonly sameText: boolean
  readonly differentText: readonly string[]
}

/** The project that a tree holds. */
export function loadFiles(django: Framework, files: Files): Project {
  const tree = textTree(files)
  const [root, ...others] = django.discover(tree, {})
  if (!root || others.length > 0) throw new Error(`${others.length + (root ? 1 : 0)} projects were found`)
  return django.load(tree, root, {})
}

/** Compares what we say of a tree with what Django said. */
export function compare(
  django: Framework,
  files: Files,
  said: Verdict,
  load = () => loadFiles(django, files),
): Comparison {
  let drift: Drift | undefined
  try {
    drift = load().drift
    if (!drift) throw new Error('nothing was compared')
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const where = text.split('\n').slice(0, 3).join(' ')
    return { verdict: 'crashed', missing: [], extra: [where], undecided: [], ...exact }
  }
  const ours = drift.differences
  const undecided = drift.undecided.map(({ what, cause }) => `${what}: ${cause}`)
  const { operations } = said
  const missing = without(operations.map(nameOf), ours.map(nameOf))
  const extra = without(ours.map(nameOf), operations.map(nameOf))
  if (missing.length + extra.length > 0) {
    const onlyUnknown = extra.length === 0 && undecided.length > 0
    return { verdict: onlyUnknown ? 'undecided' : 'different', missing, extra, undecided, ...exact }
  }
  const sources = new Map(ours.map((each) => [nameOf(each), each.source]))
  const differentText = operations.flatMap((each) => {
    const our = sources.get(nameOf(each))!
    return each.source === undefined ? [] : changedLines(each.source, our)
  })
  return {
    verdict: undecided.length > 0 ? 'undecided' : ours.length > 0 ? 'drift' : 'clean',
    missing,
    extra,
    undecided,
    inOrder: byApp(operations).join('\n') === byApp(ours).join('\n'),
    sameText: differentText.length === 0,
    differentText,
  }
}

/** What is wrong with an answer, a line each; empty where there is nothing. */
export function summaryOf({ verdict, missing, extra, undecided }: Comparison): string[] {
  const isRight = verdict === 'clean' || verdict === 'drift'
  return [
    ...(isRight ? [] : [verdict]),
    ...missing.map((each) => `- ${each}`),
    ...extra.map((each) => `+ ${each}`),
    ...undecided.map((each) => `? ${each}`),
  ]
}

const exact = { inOrder: true, sameText: true, differentText: [] }

/** One operation, as far as it has to be the same: `AlterField shop.Order.price [max_digits, null]`. */
export function nameOf({ operation, app, model, name, attributes = [] }: Named): string {
  const what = [app, model, ...(name === undefined ? [] : [name])].join('.')
  // Others are about one thing, which the operation's own name says.
  if (operation !== 'AlterField' && operation !== 'AlterModelOptions') return `${operation} ${what}`
  return `${operation} ${what}${attributes.length > 0 ? ` [${[...attributes].sort().join(', ')}]` : ''}`
}

interface Named {
  readonly operation: string
  readonly app: string
  readonly model: string
  readonly name?: string | undefined
  readonly attributes?: readonly string[]
}

/** Operations in their order within each app: the order of apps means nothing. */
function byApp(operations: readonly Named[]): string[] {
  return operations
    .map((each, at) => [each.app, at, nameOf(each)] as const)
    .sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1))
    .map(([, , name]) => name)
}

function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...some]
  return all.filter((each) => {
    const at = left.indexOf(each)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/**
 * The lines that only one of two texts has. A default for rows that are there already is what somebody answers, so
 * nothing is said of it.
 */
function changedLines(theirs: string, ours: string): string[] {
  const linesOf = (text: string) =>
    text.split('\n').filter((line) => line.trim() !== 'preserve_default=False,')
  const [django, we] = [linesOf(theirs), linesOf(ours)]
  return [
    ...without(django, we).map((line) => `- ${line}`),
    ...without(we, django).map((line) => `+ ${line}`),
  ]
}
