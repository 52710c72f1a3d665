import type { Config } from './config/config.ts'
import { loadConfig } from './config/load-config.ts'
import { parseConfig } from './config/parse-config.ts'
import { resolveSettings } from './config/resolve-settings.ts'
import type { Rule } from './engine/rule.ts'
import type { LintSettings } from './engine/settings.ts'
import { suppressionRules } from './engine/suppression-rules.ts'
import type { Framework } from './frameworks/framework.ts'
import { openEnvironment } from './environment/open-environment.ts'
import { loadFrameworks } from './frameworks/index.ts'
import { openRepository, type Repository } from './git/repository.ts'
import { lintTrees, type LintInput } from './lint.ts'
import type { CheckResult } from './model/check-result.ts'
import { CannotCheckError, UsageError } from './model/errors.ts'
import type { Finding, Severity } from './model/finding.ts'
import type { Project } from './model/project.ts'
import { squashesBesideReplaced, standingDays } from './model/standing.ts'
import type { FileTree } from './model/tree.ts'
import { isWithin, repositoryPaths } from './paths.ts'
import { rules as catalogue } from '../rules/index.ts'

export interface CheckRequest {
  /** An absolute path in the repository. */
  readonly cwd: string
  /** The environment, as `process.env`: where git is, what CI says of the target branch, a hook's GIT_DIR. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The ref that the branch is to be merged into. Found out unless given. */
  readonly base?: string | undefined
  /** Judges what is staged instead of the working tree. */
  readonly staged?: boolean | undefined
  /** Judges what every migration does to a database, not only the new ones. */
  readonly all?: boolean | undefined
  /** Lets git fetch history that is missing. */
  readonly fetch?: boolean | undefined
  /** The path of a config, from `cwd`. Searched for unless given. */
  readonly config?: string | undefined
  /** Files and folders, from `cwd`, that findings have to be about. Everything unless given. */
  readonly paths?: readonly string[] | undefined
  /** Rules besides those of the catalogue. */
  readonly rules?: readonly Rule[] | undefined
  /** The time; that of the clock unless given. */
  readonly now?: Date | undefined
  /** Is given every git command with its time. */
  readonly debug?: ((line: string) => void) | undefined
}

export interface Check {
  readonly result: CheckResult
  /** The text of a file at the head; undefined where there is none. */
  readonly source: (path: string) => string | undefined
}

/**
 * What a request comes to: the repository, the settings, and the trees that a run compares.
 *
 * @internal
 */
export interface Opened {
  readonly repository: Repository
  readonly settings: LintSettings
  readonly rules: readonly Rule[]
  readonly frameworks: readonly Framework[]
  readonly input: LintInput
  /** What would have to be installed to read some of the migrations, as sentences. */
  readonly missing: readonly string[]
  /** The paths that findings have to be about, from the root; empty where everything counts. */
  readonly chosen: readonly string[]
}

/**
 * The whole way from a folder to findings: config, trees, pipeline.
 *
 * @throws UsageError for a wrong request or config; CannotCheckError where nothing may be concluded
 */
export async function check(request: CheckRequest): Promise<Check> {
  const started = performance.now()
  const opened = await open(request)
  const result = lintOpened(opened)
  const durationMs = performance.now() - started
  return {
    result: { ...result, summary: { ...result.summary, durationMs } },
    source: textsOf(opened.input.head),
  }
}

/**
 * Everything that is read before the pipeline starts. Throws as `check` does.
 *
 * @internal
 */
export async function open(request: CheckRequest): Promise<Opened> {
  const { repository, config, settings, rules, frameworks } = await openProject(request)
  const { cwd } = request
  const chosen = await repositoryPaths(request.paths ?? [], cwd, repository.root)
  const { missing, ...input } = await readTrees(request, repository, config, settings, frameworks)
  requirePaths(request.paths ?? [], chosen, [input.head, input.workingTree, ...input.bases])
  const isNew = (path: string): boolean =>
    request.all === true || !input.bases.some((base) => base.entry(path))
  for (const framework of frameworks)
    await framework.prepare?.(input.head, settings.frameworks[framework.name] ?? {}, isNew)
  const judgesAll = request.all ?? false
  return { repository, settings, rules, frameworks, input: { ...input, judgesAll }, missing, chosen }
}

/**
 * The repository, its config and what reads it, without any tree yet. Throws as `check` does.
 *
 * @internal
 */
export async function openProject(
  request: CheckRequest,
): Promise<Omit<Opened, 'input' | 'missing' | 'chosen'> & { readonly config: Config }> {
  const rules = [...catalogue, ...(request.rules ?? [])]
  const { cwd, env, debug } = request
  const repository = await openRepository({ cwd, env, debug })
  const { config, settings } = await readSettings(request, repository.root, rules)
  const environment = openEnvironment({
    root: repository.root,
    cwd,
    env,
    configured: config.frameworks?.django?.environment,
  })
  const frameworks = await loadFrameworks(environment)
  return { repository, config, settings, rules, frameworks }
}

/**
 * The repository and the working tree, with migrations that git ignores, compared with nothing. Throws as `check` does.
 *
 * @internal
 */
export async function openHead(request: CheckRequest) {
  const opened = await openProject(request)
  const { repository, settings, frameworks } = opened
  const tracked = await repository.workingTree()
  await repository.prefetch([tracked], (path) => frameworks.some((framework) => framework.reads(path)))
  await madeReady(frameworks, [tracked])
  const projects = projectsIn(tracked, settings, frameworks)
  return { ...opened, head: await withIgnored(repository, tracked, projects) }
}

/**
 * Runs the pipeline over what was opened.
 *
 * @internal
 */
export function lintOpened({
  repository,
  settings,
  rules,
  frameworks,
  input,
  missing,
  chosen,
}: Opened): CheckResult {
  const whole = lintTrees(input, settings, { frameworks, rules }, () => performance.now())
  requireMigrations(whole, chosen, repository.root, missing)
  return restrict(whole, chosen)
}

async function readSettings(request: CheckRequest, root: string, rules: readonly Rule[]) {
  const metas = [...rules.map((rule) => rule.meta), ...suppressionRules]
  const loaded = await loadConfig({ cwd: request.cwd, root, path: request.config })
  const config: Config = loaded ? parseConfig(loaded.value, loaded.file, metas) : {}
  return { config, settings: resolveSettings(config, loaded?.file ?? '', metas) }
}

async function readTrees(
  { base, fetch = false, staged = false, env, now = new Date() }: CheckRequest,
  repository: Repository,
  config: Config,
  settings: LintSettings,
  frameworks: readonly Framework[],
) {
  const compared = await repository.compare({
    base,
    configBase: config.base,
    fetch,
    env,
    head: staged ? 'index' : 'working-tree',
  })
  const { mergeBases, target, comparison, notes } = compared
  const bases = await Promise.all(mergeBases.map((commit) => repository.commitTree(commit)))
  const tip =
    target === undefined || mergeBases.includes(target) ? undefined : await repository.commitTree(target)
  const index = staged ? await repository.indexTree() : undefined
  const tracked = await repository.workingTree()

  const wanted = (path: string): boolean => frameworks.some((framework) => framework.reads(path))
  const trees = [...bases, tip, index, tracked].filter((tree) => tree !== undefined)
  await repository.prefetch(trees, wanted)
  const missing = await madeReady(frameworks, trees)
  const projects = projectsIn(tracked, settings, frameworks)
  const workingTree = await withIgnored(repository, tracked, projects)
  const asked = projects.flatMap(squashesBesideReplaced)
  const standing = comparison
    ? await repository.standing({ commit: comparison.targetCommit, paths: asked, days: standingDays, now })
    : new Map<string, number>()
  return {
    standing,
    bases,
    head: index ?? workingTree,
    target: tip,
    ...(index && { workingTree }),
    comparison,
    missing,
    notes: [...notes, ...missing],
  }
}

/** Loads what the frameworks need for some trees; gives what is missing for that. */
async function madeReady(
  frameworks: readonly Framework[],
  trees: readonly FileTree[],
): Promise<readonly string[]> {
  const missing: string[] = []
  for (const framework of frameworks) missing.push(...[(await framework.ready?.(trees)) ?? []].flat())
  return missing
}

function projectsIn(
  tree: FileTree,
  settings: LintSettings,
  frameworks: readonly Framework[],
): readonly Project[] {
  return frameworks.flatMap((framework) => {
    const own = settings.frameworks[framework.name] ?? {}
    return framework.discover(tree, own).map((root) => framework.load(tree, root, own, settings.databases))
  })
}

/** The working tree with migrations that git ignores: the framework runs them all the same. */
async function withIgnored(
  repository: Repository,
  tree: FileTree,
  projects: readonly Project[],
): Promise<FileTree> {
  const folders = projects.flatMap(({ apps }) => [...apps.values()].map((app) => app.directory))
  const unseen = (await repository.untrackedIn([...new Set(folders)])).filter((path) => !tree.entry(path))
  return unseen.length === 0 ? tree : repository.workingTree(folders)
}

function requirePaths(
  given: readonly string[],
  chosen: readonly string[],
  trees: readonly (FileTree | undefined)[],
): void {
  chosen.forEach((path, index) => {
    const exists = trees.some((tree) => tree?.paths.some((known) => isWithin(known, [path])))
    if (exists) return
    throw new UsageError(
      `There is no file or folder ${given[index]!} in what is checked.`,
      'Paths are those of files at the head or at the merge base, from the working directory.',
    )
  })
}

/** A run that saw no migration has checked nothing, whatever the reason, and must not pass for a clean one. */
function requireMigrations(
  { summary, unreadable }: CheckResult,
  chosen: readonly string[],
  root: string,
  missing: readonly string[],
): void {
  if (chosen.length > 0 || summary.migrations > 0 || summary.changed > 0 || unreadable.length > 0) return
  throw new CannotCheckError(
    `No migrations were found in ${root}, so nothing was checked.`,
    missing.join(' ') ||
      'Django’s migrations are looked for in the `migrations` folders of apps, and where MIGRATION_MODULES says; TypeORM’s where a data source names them, and in files with a timestamp, under a package.json that asks for `typeorm`. ' +
        'If the project lies elsewhere, name its folder with `--cwd`.',
  )
}

/** Keeps what is about the chosen paths, also where one of them is only related to a finding. */
function restrict(result: CheckResult, chosen: readonly string[]): CheckResult {
  if (chosen.length === 0) return result
  const concerns = ({ place, related }: Finding): boolean =>
    [place, ...related.map((other) => other.place)].some(({ path }) => isWithin(path, chosen))
  const findings = result.findings.filter(concerns)
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  return {
    ...result,
    findings,
    unreadable: result.unreadable.filter(({ place }) => isWithin(place.path, chosen)),
    summary: {
      ...result.summary,
      findings: { error: count('error'), warning: count('warning'), hint: count('hint') },
    },
  }
}

function textsOf(tree: FileTree): (path: string) => string | undefined {
  const decoder = new TextDecoder()
  return (path) => {
    const bytes = tree.read(path)
    return bytes && decoder.decode(bytes)
  }
}
