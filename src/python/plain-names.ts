import { constant, type Value } from './value.ts'

/** Names of the standard library of which the value is plain: type checkers alone see the other one. */
export const plain: Readonly<Record<string, Value>> = {
  'typing.TYPE_CHECKING': constant(false),
  'typing_extensions.TYPE_CHECKING': constant(false),
}
