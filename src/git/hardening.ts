import type { SimpleGitOptions } from 'simple-git'

/**
 * Settings that stand for every git command of this tool, whatever the user's or the repository's config says:
 * nothing may run a program or change what a command prints (git-config(1), git 2.50).
 */
export const hardenedConfig: readonly string[] = [
  // Programs that a read-only command would start.
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'diff.external=',
  'log.showSignature=false',
  // What output looks like.
  'core.quotePath=false',
  'color.ui=never',
  'diff.renames=false',
  'status.renames=false',
  // Work beside the point.
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'fetch.writeCommitGraph=false',
  'gc.auto=0',
  'maintenance.auto=false',
]

/**
 * Variables that are kept from git: they start editors and pagers, change what a diff or a pathspec is, or
 * point `git config` elsewhere. Everything else of the user's environment stands, so that a running hook's
 * GIT_DIR and GIT_INDEX_FILE, and a CI's credentials, work as they do for the user's own git.
 */
const removed = new Set([
  'EDITOR',
  'VISUAL',
  'PAGER',
  'PREFIX',
  'LANGUAGE',
  'GIT_EDITOR',
  'GIT_SEQUENCE_EDITOR',
  'GIT_PAGER',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_CONFIG',
  'GIT_TEMPLATE_DIR',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
])

/** The environment that git runs in, from the user's. */
export function gitEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !removed.has(pair[0].toUpperCase()),
  )
  return {
    ...Object.fromEntries(kept),
    // Messages that are looked at must be in one language.
    LC_ALL: 'C',
    // `status` would write the refreshed index back.
    GIT_OPTIONAL_LOCKS: '0',
    // Nobody is there to answer.
    GIT_TERMINAL_PROMPT: '0',
  }
}

/**
 * simple-git refuses settings and variables that run programs, for callers who pass on what strangers wrote.
 * Here every argument is made in this folder and the environment is the user's own, so each refusal is lifted
 * by name: ours above, and what users, CI runners and git itself (in hooks) put into GIT_* variables.
 */
export const allowances: NonNullable<SimpleGitOptions['unsafe']> = {
  // `hardenedConfig` and the filters that `repository.ts` switches off.
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafePager: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeFilter: true,
  // GIT_EXEC_PATH and GIT_CONFIG_PARAMETERS are set by git for its hooks, the others by users and runners.
  allowUnsafeExec: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeAskPass: true,
  allowUnsafeSshCommand: true,
  allowUnsafeGitProxy: true,
  // Settings inside GIT_CONFIG_KEY_<n>, the usual ones of runners first.
  allowUnsafeUrlRewrite: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeInclude: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafePack: true,
  allowUnsafeAlias: true,
  allowUnsafeEditor: true,
  allowUnsafeMergeDriver: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeSubmodule: true,
  allowUnsafeCommandBinaries: true,
}
