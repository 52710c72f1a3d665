import type { FrameworkSettings } from '../../../src/frameworks/framework.ts'
import { loadFrameworks } from '../../../src/frameworks/index.ts'
import type { Project } from '../../../src/model/project.ts'
import type { FileTree } from '../../../src/model/tree.ts'

/** The Django projects that this tool finds in a tree. */
export async function djangoProjects(
  tree: FileTree,
  settings: FrameworkSettings = {},
): Promise<readonly Project[]> {
  const frameworks = await loadFrameworks()
  return frameworks
    .filter((framework) => framework.name === 'django')
    .flatMap((framework) =>
      framework.discover(tree, settings).map((root) => framework.load(tree, root, settings)),
    )
}
