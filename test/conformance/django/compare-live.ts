import { diskTree, overlaid } from '../../support/disk-tree.ts'
import { textTree } from '../../support/text-tree.ts'
import { agreement, type Agreement } from './agreement.ts'
import type { Asked } from './ask.ts'
import { djangoProjects } from './our-graph.ts'
import type { Answer, DjangoApp } from './oracle.ts'

/**
 * Reads the very files that Django was asked about, and compares. Where Django was given settings of ours, so
 * is this tool, as a file; where a project has its own, they are named as a user would in the config.
 */
export async function compareFiles(
  { subject, answer }: Asked,
  only?: (path: string) => boolean,
): Promise<Agreement> {
  const files = diskTree(subject.name, { '': subject.root }, only)
  const own = typeof subject.settings === 'string'
  const tree = own
    ? files
    : overlaid(files, textTree(new Map([['conformance_settings.py', settingsFile(answer)]])))
  const projects = await djangoProjects(tree, {
    settings: own ? subject.settings : 'conformance_settings',
  })
  return agreement(subject.name, projects, answer, directoryOf)
}

function settingsFile(answer: Answer): string {
  const modules = Object.entries(answer.migration_modules).map(
    ([label, module]) => `${JSON.stringify(label)}: ${module === null ? 'None' : JSON.stringify(module)}`,
  )
  return `AUTH_USER_MODEL = ${JSON.stringify(answer.auth_user_model)}\nMIGRATION_MODULES = {${modules.join(', ')}}\n`
}

function directoryOf(app: DjangoApp): string | undefined {
  return app.directory ?? undefined
}

/**
 * The files of the apps that one subject installs. Django's test suite is one folder with hundreds of apps,
 * of which each test installs a few: without this they would all be one project.
 */
export function installedOnly({ answer }: Asked): (path: string) => boolean {
  const directories = Object.values(answer.apps).flatMap(({ directory }) => directory ?? [])
  const parents = new Set(directories.flatMap(ancestors))
  return (path) => {
    const [folder, file] = [
      path.slice(0, Math.max(path.lastIndexOf('/'), 0)),
      path.slice(path.lastIndexOf('/') + 1),
    ]
    return (
      directories.includes(folder) ||
      (parents.has(folder) && ['__init__.py', 'apps.py', 'models.py'].includes(file))
    )
  }
}

function ancestors(directory: string): string[] {
  const parts = directory.split('/')
  return parts.map((_, at) => parts.slice(0, at).join('/')).filter((folder) => folder !== '')
}
