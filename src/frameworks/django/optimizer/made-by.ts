import type { GivenOperation } from './read-operation.ts'

/** What operations of one model have in common; who makes them, and why, is for the autodetector to say. */
export function madeBy({ app, origin }: GivenOperation, model: string) {
  return { app, model, dependencies: [], report: { declared: model, from: origin, to: origin } }
}
