import type { FileContents, GitRepository } from '../../support/git-repository.ts'
import { Random } from '../python/random.ts'
import { branched, grow, sharedHistory } from './history.ts'
import { filesOf, labelsOf } from './source.ts'

/** How git came to have both branches' migrations. */
export const situations = [
  'merged',
  'merging',
  'rebased',
  'merging into main',
  'not committed',
  'two branches',
] as const
export type Situation = (typeof situations)[number]

/** A made-up conflict: what both branches have, and what each makes of it. */
export interface Invented {
  readonly seed: number
  readonly situation: Situation
  readonly shared: FileContents
  readonly own: FileContents
  readonly target: FileContents
}

export function invent(seed: number): Invented {
  const random = new Random(seed)
  const labels = labelsOf(1 + random.int(4))
  const withMax = labels.filter(() => random.chance(0.3))
  const shared = sharedHistory(random, labels)
  const conflicting = labels.filter((_, at) => at === 0 || random.chance(0.5))
  const [own, target] = [branched(shared), branched(shared)]
  // A branch works on one app and then another, and comes back.
  const chains = conflicting.flatMap((app) => Array.from({ length: 1 + random.int(5) }, () => app))
  for (const app of shuffled(random, chains)) grow(random, own, app, 1, 'o')
  for (const app of conflicting) grow(random, target, app, 1 + random.int(5), 't')
  for (const app of labels)
    if (!conflicting.includes(app)) grow(random, random.chance(0.5) ? own : target, app, random.int(3), 'o')
  return {
    seed,
    situation: random.pick(situations),
    shared: filesOf(shared, labels, withMax),
    own: filesOf(own, labels, withMax),
    target: filesOf(target, labels, withMax),
  }
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** Makes a real repository of it, with git in the middle of the situation. */
export function enact({ situation, shared, own, target }: Invented, repository: GitRepository): void {
  repository.commit('Share', shared)
  repository.git('switch --quiet --create feature')
  if (situation !== 'not committed') repository.commit('Own', own)
  const [name, other] = situation === 'two branches' ? ['other', 'other'] : ['main', 'main']
  repository.git(situation === 'two branches' ? 'switch --quiet --create other main' : 'switch --quiet main')
  repository.commit('Target', target)
  repository.git('switch --quiet feature')
  if (situation === 'merged' || situation === 'two branches') {
    if (repository.try(['merge', '--quiet', '-m', `Merge ${name}`, other]).status !== 0)
      repository.commit('Merge by hand')
  } else if (situation === 'merging') repository.try('merge --quiet --no-commit main')
  else if (situation === 'rebased') {
    if (repository.try('rebase --quiet main').status !== 0) {
      repository.git('checkout --theirs .')
      repository.git('add -A')
      repository.git(['-c', 'core.editor=true', 'rebase', '--continue'])
    }
  } else if (situation === 'merging into main') {
    repository.git('switch --quiet main')
    repository.try('merge --quiet --no-commit feature')
  } else {
    repository.git('merge --quiet --ff-only main')
    // The branch's own files, without what it knows of the shared ones.
    repository.write(Object.fromEntries(Object.entries(own).filter(([path]) => !(path in shared))))
  }
}
