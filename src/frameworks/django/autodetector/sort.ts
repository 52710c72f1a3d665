import type { DjangoVersion } from '../context.ts'
import { satisfies } from './dependencies.ts'
import type { Operation } from './operation.ts'
import { isAtLeast } from '../values/conditions.ts'

/** The operations of one app, each behind those of the app that it depends on (`_sort_migrations`). */
export function sortOperations(
  operations: readonly Operation[],
  version: DjangoVersion,
): readonly Operation[] {
  const before = new Map<Operation, readonly Operation[]>(
    operations.map((operation) => [
      operation,
      operation.dependencies
        .filter(({ app }) => app === operation.app)
        .flatMap((dependency) => operations.filter((other) => satisfies(other, dependency))),
    ]),
  )
  const sorted = isAtLeast(version, [5, 0])
    ? asTheyGetReady(operations, before)
    : inLayers(operations, before)
  // Going round in a circle, Django would give up.
  return sorted.length === operations.length ? sorted : operations
}

type Before = ReadonlyMap<Operation, readonly Operation[]>

/** `stable_topological_sort` of django/utils/topological_sort.py: all that are ready, in their order, then the next. */
function inLayers(operations: readonly Operation[], before: Before): readonly Operation[] {
  const sorted = new Set<Operation>()
  for (;;) {
    const ready = operations.filter(
      (each) => !sorted.has(each) && before.get(each)!.every((other) => sorted.has(other)),
    )
    if (ready.length === 0) return [...sorted]
    for (const operation of ready) sorted.add(operation)
  }
}

/** `graphlib.TopologicalSorter.static_order` of Python, which Django 5.0 turned to: in layers, each in the order in which they get ready. */
function asTheyGetReady(operations: readonly Operation[], before: Before): readonly Operation[] {
  const waiting = new Map<Operation, number>()
  const behind = new Map<Operation, Operation[]>()
  for (const operation of operations) {
    const others = before.get(operation)!
    waiting.set(operation, others.length)
    for (const other of others) {
      if (!waiting.has(other)) waiting.set(other, 0)
      behind.set(other, [...(behind.get(other) ?? []), operation])
    }
  }
  const sorted = [...waiting.keys()].filter((operation) => waiting.get(operation) === 0)
  for (const operation of sorted) {
    for (const next of behind.get(operation) ?? []) {
      const left = waiting.get(next)! - 1
      waiting.set(next, left)
      if (left === 0) sorted.push(next)
    }
  }
  return sorted
}
