import type { LintSettings } from './engine/settings.ts'
import type { Rule } from './engine/rule.ts'
import type { Framework } from './frameworks/framework.ts'
import type { CheckResult, Comparison } from './model/check-result.ts'
import type { FileTree } from './model/tree.ts'

/** The trees that a run compares, and what messages call them. */
export interface LintInput {
  /** The merge bases; several in a criss-cross history, none in a repository without a commit. */
  readonly bases: readonly FileTree[]
  readonly head: FileTree
  /** The target's tip; undefined where it is the merge base. */
  readonly target: FileTree | undefined
  /** The working tree, where the head is the index: only to see what git does not track. */
  readonly workingTree?: FileTree
  readonly comparison: Comparison | undefined
  readonly notes: readonly string[]
}

/** The pipeline: trees -> projects -> change set -> findings. Pure but for `now`, a clock in milliseconds. */
export declare function lintTrees(
  input: LintInput,
  settings: LintSettings,
  catalogue: { readonly frameworks: readonly Framework[]; readonly rules: readonly Rule[] },
  now: () => number,
): CheckResult
