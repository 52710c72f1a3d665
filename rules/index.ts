import type { Rule } from '../src/engine/rule.ts'

/** Every rule, in the order in which they are listed to a reader. */
export const rules: readonly Rule[] = []
