import type { MigrationId, Reference } from './migration.ts'

/**
 * A node of the graph. `missing` stands for a migration that is named and does not exist, `external` for one
 * of an app that is not in the repository: it is taken on trust.
 */
interface Node {
  readonly app: string
  readonly kind: 'migration' | 'missing' | 'external'
  readonly parents: Set<MigrationId>
  readonly children: Set<MigrationId>
}

/** Who named a migration that does not exist. */
export interface MissingMigration {
  readonly id: MigrationId
  readonly from: MigrationId
  readonly reference: Reference
}

/**
 * The directed graph of a project's migrations, an edge for each dependency. The words are those of
 * `django/db/migrations/graph.py` (Django 5.2): an app's root and leaf nodes are those without a parent or
 * child *in their own app*.
 */
export class MigrationGraph {
  readonly #nodes = new Map<MigrationId, Node>()
  readonly #named = new Map<MigrationId, MissingMigration[]>()
  readonly #uncertain = new Set<string>()

  addNode(id: MigrationId, app: string, kind: 'migration' | 'external' = 'migration'): void {
    this.#nodes.set(id, { app, kind, parents: new Set(), children: new Set() })
  }

  /** Adds `parent` -> `child`. An end that is not there becomes a missing node, remembered with who named it. */
  addDependency(
    child: MigrationId,
    parent: MigrationId,
    named: { from: MigrationId; reference: Reference },
  ): void {
    for (const id of [child, parent]) {
      if (!this.#nodes.has(id)) {
        this.#nodes.set(id, {
          app: named.reference.app,
          kind: 'missing',
          parents: new Set(),
          children: new Set(),
        })
      }
      if (this.#nodes.get(id)?.kind === 'missing') {
        const list = this.#named.get(id) ?? []
        list.push({ id, ...named })
        this.#named.set(id, list)
      }
    }
    this.#link(child, parent)
  }

  /** Adds `before` -> `after`, both of which are there, where the runner's order says so and no file does. */
  addOrder(after: MigrationId, before: MigrationId): void {
    this.#link(after, before)
  }

  /**
   * Lets `replacement` stand in for the nodes in `replaced`: their edges become its own
   * (`remove_replaced_nodes`).
   */
  removeReplacedNodes(replacement: MigrationId, replaced: readonly MigrationId[]): void {
    const gone = new Set(replaced)
    gone.delete(replacement)
    for (const id of gone) {
      const node = this.#remove(id)
      if (!node) continue
      for (const child of node.children) if (!gone.has(child)) this.#link(child, replacement)
      for (const parent of node.parents) if (!gone.has(parent)) this.#link(replacement, parent)
    }
  }

  /**
   * The other way round, for a database that has applied only some of `replaced`: what depends on
   * `replacement` depends on the last of the replaced nodes (`remove_replacement_node`).
   */
  removeReplacementNode(replacement: MigrationId, replaced: readonly MigrationId[]): void {
    const node = this.#remove(replacement)
    if (!node) return
    const there = replaced.filter((id) => this.#nodes.has(id))
    const parents = new Set(there.flatMap((id) => [...this.parents(id)]))
    const last = there.filter((id) => !parents.has(id))
    for (const child of node.children) for (const id of last) this.#link(child, id)
  }

  /**
   * Says that an app holds a migration of which the dependencies could not all be read. Any migration of the
   * app may be a parent of that one, so which ones are leaf nodes is not known.
   */
  addUncertainty(app: string): void {
    this.#uncertain.add(app)
  }

  /** Whether every dependency inside an app is known: only then its root and leaf nodes are proven. */
  isCertain(app: string): boolean {
    return !this.#uncertain.has(app)
  }

  has(id: MigrationId): boolean {
    return this.#nodes.get(id)?.kind === 'migration'
  }

  /** Every migration that is there, sorted; missing and external ones are left out. */
  get ids(): readonly MigrationId[] {
    return [...this.#nodes]
      .filter(([, node]) => node.kind === 'migration')
      .map(([id]) => id)
      .sort()
  }

  parents(id: MigrationId): readonly MigrationId[] {
    return [...(this.#nodes.get(id)?.parents ?? [])].sort()
  }

  children(id: MigrationId): readonly MigrationId[] {
    return [...(this.#nodes.get(id)?.children ?? [])].sort()
  }

  /** Named migrations that do not exist, each with every place that names it. */
  get missing(): readonly MissingMigration[] {
    return [...this.#named.entries()].filter(([id]) => this.#nodes.has(id)).flatMap(([, named]) => named)
  }

  /** True also for a missing migration that something names. */
  isNamed(id: MigrationId): boolean {
    return this.#nodes.has(id)
  }

  /** Proven only where `isCertain` says so. Missing migrations that are named count where they are asked for. */
  leafNodes(
    app?: string,
    missing: 'without missing' | 'with missing' = 'without missing',
  ): readonly MigrationId[] {
    return this.#ends('children', app, missing === 'with missing')
  }

  rootNodes(
    app?: string,
    missing: 'without missing' | 'with missing' = 'without missing',
  ): readonly MigrationId[] {
    return this.#ends('parents', app, missing === 'with missing')
  }

  /** Everything that has to run before `id`, without `id`. */
  ancestors(id: MigrationId): ReadonlySet<MigrationId> {
    return this.#reach(id, 'parents')
  }

  /** Everything that has to run after `id`, without `id`. */
  descendants(id: MigrationId): ReadonlySet<MigrationId> {
    return this.#reach(id, 'children')
  }

  /** The order in which a new database runs the migrations; those in a cycle are left out. */
  plan(): readonly MigrationId[] {
    const done = new Set<MigrationId>()
    const plan: MigrationId[] = []
    const waiting = new Map<MigrationId, number>()
    for (const [id, node] of this.#nodes) waiting.set(id, node.parents.size)
    const ready = [...waiting]
      .filter(([, count]) => count === 0)
      .map(([id]) => id)
      .sort()
      .reverse()
    while (ready.length > 0) {
      const id = ready.pop()!
      if (done.has(id)) continue
      done.add(id)
      if (this.has(id)) plan.push(id)
      for (const child of this.children(id).toReversed()) {
        const left = waiting.get(child)! - 1
        waiting.set(child, left)
        if (left === 0) ready.push(child)
      }
    }
    return plan
  }

  /** A shortest cycle out of every strongly connected part, each from its smallest name. */
  cycles(): readonly (readonly MigrationId[])[] {
    return this.#strongComponents()
      .map((component) => this.#shortestCycle(component))
      .filter((cycle) => cycle !== undefined)
      .sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
  }

  #link(child: MigrationId, parent: MigrationId): void {
    this.#nodes.get(child)?.parents.add(parent)
    this.#nodes.get(parent)?.children.add(child)
  }

  #remove(id: MigrationId): Node | undefined {
    const node = this.#nodes.get(id)
    if (!node) return undefined
    for (const child of node.children) this.#nodes.get(child)?.parents.delete(id)
    for (const parent of node.parents) this.#nodes.get(parent)?.children.delete(id)
    this.#nodes.delete(id)
    return node
  }

  #ends(
    direction: 'parents' | 'children',
    app: string | undefined,
    withMissing: boolean,
  ): readonly MigrationId[] {
    const ends: MigrationId[] = []
    for (const [id, node] of this.#nodes) {
      if (node.kind === 'missing' ? !withMissing : node.kind !== 'migration') continue
      if (app !== undefined && node.app !== app) continue
      let end = true
      for (const other of node[direction]) if (this.#nodes.get(other)?.app === node.app) end = false
      if (end) ends.push(id)
    }
    return ends.sort()
  }

  #reach(start: MigrationId, direction: 'parents' | 'children'): ReadonlySet<MigrationId> {
    const seen = new Set<MigrationId>()
    const stack = [start]
    while (stack.length > 0) {
      for (const next of this.#nodes.get(stack.pop()!)?.[direction] ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        stack.push(next)
      }
    }
    seen.delete(start)
    return seen
  }

  /**
   * Peels off what is not on a cycle (nodes without parents or children left, again and again), then groups
   * the rest by mutual reach. Linear where there is no cycle, which is nearly always.
   */
  #strongComponents(): MigrationId[][] {
    const left = new Set(this.#nodes.keys())
    for (const direction of ['parents', 'children'] as const) {
      const opposite = direction === 'parents' ? 'children' : 'parents'
      const degree = new Map<MigrationId, number>()
      for (const id of left)
        degree.set(id, [...this.#nodes.get(id)![direction]].filter((other) => left.has(other)).length)
      const free = [...left].filter((id) => degree.get(id) === 0)
      while (free.length > 0) {
        const id = free.pop()!
        left.delete(id)
        for (const next of this.#nodes.get(id)![opposite]) {
          if (!left.has(next)) continue
          degree.set(next, degree.get(next)! - 1)
          if (degree.get(next) === 0) free.push(next)
        }
      }
    }
    const components: MigrationId[][] = []
    while (left.size > 0) {
      const start = left.values().next().value!
      const before = this.#reach(start, 'parents')
      const after = this.#reach(start, 'children')
      const component = [start, ...[...after].filter((id) => before.has(id))]
      const cyclic = component.length > 1 || this.#nodes.get(start)!.parents.has(start)
      if (cyclic) components.push(component)
      for (const id of component) left.delete(id)
    }
    return components
  }

  /** Breadth first from the smallest name back to itself, inside one strongly connected part. */
  #shortestCycle(component: readonly MigrationId[]): MigrationId[] | undefined {
    const inside = new Set(component)
    const start = [...component].sort()[0]
    if (start === undefined) return undefined
    const cameFrom = new Map<MigrationId, MigrationId>()
    let frontier = [start]
    while (frontier.length > 0) {
      const next: MigrationId[] = []
      for (const id of frontier) {
        for (const parent of this.parents(id)) {
          if (parent === start) {
            const cycle = [id]
            while (cycle[0] !== start) cycle.unshift(cameFrom.get(cycle[0]!)!)
            return cycle
          }
          if (!inside.has(parent) || cameFrom.has(parent)) continue
          cameFrom.set(parent, id)
          next.push(parent)
        }
      }
      frontier = next
    }
    return undefined
  }
}
