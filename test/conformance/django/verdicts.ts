import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import { openRepository } from '../../../src/git/repository.ts'
import type { Project } from '../../../src/model/project.ts'
import { workFolder } from '../environment.ts'
import type { Agreement } from './agreement.ts'
import { djangoProjects } from './our-graph.ts'

/** What Django said of one project: only its leaf nodes, and how many migrations each app has on disk. */
interface Verdict {
  readonly repo: string | null
  readonly commit: string | null
  readonly django: string
  readonly settings: string
  readonly leaf_nodes: Readonly<Record<string, readonly string[]>> | null
  readonly migrations_on_disk: Readonly<Record<string, number>> | null
}

/**
 * Compares with a file of verdicts (`{name: Verdict}`), for the repositories that are in `folder` as
 * `owner+name` or `name`, bare or not, and hold the verdict's commit. The others are named in `skipped`.
 *
 * A verdict does not say where an app lies: those that this tool finds in the repository are compared, the
 * others are taken to be installed elsewhere and counted.
 */
export async function compareVerdicts(
  file: string,
  folder: string,
): Promise<{ agreements: { django: string; agreement: Agreement }[]; skipped: string[] }> {
  const verdicts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Verdict>
  const agreements: { django: string; agreement: Agreement }[] = []
  const skipped: string[] = []
  for (const [name, verdict] of Object.entries(verdicts)) {
    const { repo, commit, leaf_nodes, migrations_on_disk } = verdict
    if (!leaf_nodes || !migrations_on_disk || Object.keys(leaf_nodes).length === 0) {
      skipped.push(`${name}: Django itself could not load it`)
      continue
    }
    if (repo === null || commit === null) {
      skipped.push(`${name}: no repository`)
      continue
    }
    const clone = [repo.replace('/', '+'), repo.split('/')[1]!]
      .map((each) => join(folder, each))
      .find(holding(commit))
    if (clone === undefined) {
      skipped.push(`${name}: no clone of ${repo} with ${commit.slice(0, 10)} in ${folder}`)
      continue
    }
    const projects = await projectsAt(clone, commit, verdict.settings)
    agreements.push({
      django: verdict.django,
      agreement: compare(name, projects, leaf_nodes, migrations_on_disk),
    })
  }
  return { agreements, skipped }
}

function holding(commit: string): (clone: string) => boolean {
  return (clone) => {
    if (!existsSync(clone)) return false
    try {
      execFileSync('git', ['-C', clone, 'cat-file', '-e', `${commit}^{commit}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
}

/** Reads the commit's tree through a clone that shares the objects, since the given one may be bare. */
async function projectsAt(clone: string, commit: string, settings: string): Promise<readonly Project[]> {
  const shared = join(workFolder, 'shared', commit)
  rmSync(shared, { recursive: true, force: true })
  mkdirSync(dirname(shared), { recursive: true })
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', clone, shared])
  const repository = await openRepository({ cwd: shared, env: process.env })
  const tree = await repository.commitTree(commit)
  const frameworks = await loadFrameworks()
  await repository.prefetch([tree], (path) => frameworks.some((framework) => framework.reads(path)))
  return djangoProjects(tree, { settings })
}

function compare(
  subject: string,
  projects: readonly Project[],
  leafNodes: Readonly<Record<string, readonly string[]>>,
  onDisk: Readonly<Record<string, number>>,
): Agreement {
  const differences: string[] = []
  const compared = Object.keys(onDisk).flatMap((label) => {
    const project = projectOf(projects, label, onDisk)
    return project ? [{ label, project }] : []
  })
  let leaves = 0
  let migrations = 0
  for (const { label, project } of compared) {
    const ours = [...project.migrations.values()].filter(({ app }) => app === label).length
    if (ours !== onDisk[label])
      differences.push(`migrations on disk: ${label}: Django ${onDisk[label]!}, this tool ${ours}`)
    const theirs = (leafNodes[label] ?? []).map((name) => `${label}.${name}`).sort()
    const own = [...project.graph.leafNodes(label)].sort()
    if (theirs.join() !== own.join())
      differences.push(`leaf nodes: ${label}: Django ${theirs.join(', ')}, this tool ${own.join(', ')}`)
    leaves += theirs.length
    migrations += onDisk[label]!
  }
  const elsewhere = Object.keys(onDisk).filter((label) => !compared.some((each) => each.label === label))
  if (compared.length === 0) differences.push('no app of it was found')
  const none = { declarations: 0, nodes: 0, edges: 0, 'root nodes': 0, conflicts: 0, 'missing nodes': 0 }
  return {
    subject: `${subject} (not in the repository: ${elsewhere.join(' ')})`,
    apps: compared.length,
    counts: { ...none, unloadable: 0, cycles: 0, 'migrations on disk': migrations, 'leaf nodes': leaves },
    differences,
    unresolved: [],
  }
}

/** Of several projects with an app of that label, the one that has most of the apps that Django loaded. */
function projectOf(
  projects: readonly Project[],
  label: string,
  onDisk: Readonly<Record<string, number>>,
): Project | undefined {
  const shared = ({ apps }: Project): number => [...apps.keys()].filter((each) => each in onDisk).length
  return projects.filter(({ apps }) => apps.has(label)).sort((a, b) => shared(b) - shared(a))[0]
}
