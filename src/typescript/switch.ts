import type { TSESTree } from '@typescript-eslint/types'
import { changedNames } from './changed-names.ts'
import { evaluate } from './evaluate.ts'
import { block, doubtTheRest, end, leaves, type Ending } from './execute.ts'
import type { Interpreter } from './interpreter.ts'
import { binary } from './operators.ts'
import { Scope } from './scope.ts'
import { truth } from './value.ts'

/** Carries out a `switch`: from the case that matches on, or any of the cases where that is not known. */
export function executeSwitch(
  interpreter: Interpreter,
  node: TSESTree.SwitchStatement,
  scope: Scope,
): Ending {
  const inner = new Scope(scope.file, scope)
  const start = matching(interpreter, node, inner)
  if (start === undefined) return anyOf(interpreter, node, inner)
  const statements = node.cases.slice(start).flatMap(({ consequent }) => consequent)
  const ending = block(interpreter, statements, inner)
  return ending.kind === 'break' ? end : ending
}

/** Any of the cases may run: what they change is not known afterwards. */
function anyOf(
  interpreter: Interpreter,
  { discriminant, cases }: TSESTree.SwitchStatement,
  scope: Scope,
): Ending {
  const doubt = interpreter.unresolved('which case it is, is not known', discriminant, scope)
  for (const { consequent } of cases)
    interpreter.doubting(doubt, () => block(interpreter, consequent, new Scope(scope.file, scope)))
  for (const name of changedNames(cases)) scope.assign(name, doubt)
  if (cases.some((one) => leaves(one, 'switch'))) doubtTheRest(interpreter, doubt)
  return end
}

/** The index of the case that is entered, that after the last where none is; undefined where it is not known. */
function matching(
  interpreter: Interpreter,
  { discriminant, cases }: TSESTree.SwitchStatement,
  scope: Scope,
): number | undefined {
  const wanted = evaluate(interpreter, discriminant, scope)
  for (const [index, { test }] of cases.entries()) {
    if (!test) continue
    const equality = { ...discriminant, operator: '===' } as unknown as TSESTree.BinaryExpression
    const isSame = truth(binary(interpreter, equality, wanted, evaluate(interpreter, test, scope), scope))
    if (isSame === undefined) return undefined
    if (isSame) return index
  }
  const fallback = cases.findIndex(({ test }) => !test)
  return fallback < 0 ? cases.length : fallback
}
