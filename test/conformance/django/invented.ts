import type { Declared, DjangoApp, Key } from './oracle.ts'
import type { Sketch } from './synthetic.ts'

/**
 * A random small project, the same for the same seed: chains with branches and merges, edges between apps,
 * `__first__` and `__latest__`, swappable dependencies, `run_before`, squashes (also of squashes, and of files
 * that are gone), nodes that do not exist, cycles, apps without migrations, files without a Migration class.
 */
export function inventProject(seed: number): Sketch {
  const random = generator(seed)
  const chance = (probability: number): boolean => random() < probability
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!

  const labels = ['alpha', 'beta', 'gamma', 'delta'].slice(0, 1 + Math.floor(random() * 4))
  const apps: Record<string, DjangoApp> = {}
  const migrations = new Map<string, Declared>()
  const names = new Map<string, string[]>()
  for (const label of labels) {
    const migrated = !chance(0.1)
    apps[label] = { package: `${label}.migrations`, directory: `${label}/migrations`, migrated }
    const count = migrated ? Math.floor(random() * 8) : 0
    names.set(
      label,
      Array.from({ length: count }, (_, at) => `${String(at + 1).padStart(4, '0')}_step`),
    )
  }
  const someKey = (): Key | undefined => {
    const label = pick(labels)
    const there = names.get(label) ?? []
    return there.length > 0 ? [label, pick(there)] : undefined
  }
  const symbolic = (): Key => {
    if (chance(0.3)) return [labels[0]!, '__first__', `${labels[0]!}.User`]
    return [pick(labels), pick(['__first__', '__latest__'])]
  }

  for (const label of labels) {
    const chain = names.get(label) ?? []
    chain.forEach((name, at) => {
      const dependencies: Key[] = []
      if (at > 0) dependencies.push([label, chain[chance(0.85) ? at - 1 : Math.floor(random() * at)]!])
      if (at > 1 && chance(0.15)) dependencies.push([label, chain[at - 2]!])
      if (chance(0.25)) dependencies.push(symbolic())
      if (chance(0.03)) dependencies.push([label, '0099_gone'])
      // Backwards in the list of apps, so that a cycle is the exception.
      const earlier = labels.slice(0, labels.indexOf(label))
      if (earlier.length > 0 && chance(0.3)) {
        const there = names.get(pick(earlier)) ?? []
        const other = earlier.find((candidate) => names.get(candidate) === there)
        if (other && there.length > 0) dependencies.push([other, pick(there)])
      }
      const stray = chance(0.04) ? someKey() : undefined
      if (stray) dependencies.push(stray)
      const before = chance(0.06) ? someKey() : undefined
      migrations.set(`${label}.${name}`, {
        dependencies: unique(dependencies),
        run_before: before ? [before] : [],
        replaces: [],
        initial: at === 0 && chance(0.5) ? true : null,
        atomic: !chance(0.1),
        operations: '',
      })
    })
    if (chain.length >= 2 && chance(0.4)) {
      const from = Math.floor(random() * (chain.length - 1))
      const to = from + 1 + Math.floor(random() * (chain.length - from - 1))
      squash(label, chain.slice(from, to + 1), `${chain[from]!.slice(0, 4)}_squashed_${chain[to]!}`)
      if (chance(0.25) && to + 1 < chain.length) {
        const inner = `${chain[from]!.slice(0, 4)}_squashed_${chain[to]!}`
        squash(label, [inner, ...chain.slice(to + 1)], `${chain[from]!.slice(0, 4)}_squashed_again`)
      }
      if (chance(0.25)) for (const name of chain.slice(from, to + 1)) migrations.delete(`${label}.${name}`)
    }
  }

  function squash(label: string, replaced: readonly string[], name: string): void {
    const inside = new Set(replaced.map((each) => `${label}.${each}`))
    const dependencies = replaced
      .flatMap((each) => migrations.get(`${label}.${each}`)?.dependencies ?? [])
      .filter(([app, each]) => !inside.has(`${app}.${each}`))
    migrations.set(`${label}.${name}`, {
      dependencies: unique(dependencies),
      run_before: [],
      replaces: replaced.map((each): Key => [label, each]),
      initial: null,
      atomic: true,
      operations: '',
    })
  }

  const loadable = labels.find((label) => (names.get(label) ?? []).length > 0)
  const disk_errors =
    loadable !== undefined && chance(0.08)
      ? [{ app: loadable, migration: 'helper', type: 'BadMigrationError', message: '' }]
      : []
  return {
    auth_user_model: `${labels[0]!}.User`,
    apps,
    migrations: Object.fromEntries(migrations),
    disk_errors,
  }
}

function unique(keys: readonly Key[]): readonly Key[] {
  return [...new Map(keys.map((key) => [key.join('.'), key])).values()]
}

/** mulberry32: numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
