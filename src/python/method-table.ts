import type { Arguments } from './calls.ts'
import type { Origin, Value } from './value.ts'

/** A method in a table: undefined where an argument is not known, or Python would raise. Then it changed nothing. */
export type Method<Subject> = (subject: Subject, given: Arguments, origin: Origin) => Value | undefined

export type Methods<Subject> = Readonly<Record<string, Method<Subject>>>

/** A method that takes from `least` to `most` arguments, none of them by name. */
export function method<Subject>(
  least: number,
  most: number,
  run: (subject: Subject, args: readonly Value[], origin: Origin) => Value | undefined,
): Method<Subject> {
  return (subject, { args, keywords }, origin) =>
    keywords.size === 0 && args.length >= least && args.length <= most
      ? run(subject, args, origin)
      : undefined
}
