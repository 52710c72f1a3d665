import type { FileTree } from '../../../model/tree.ts'
import type { DjangoProject } from '../layout.ts'
import type { Doubt } from '../state/doubt.ts'
import type { ProjectState } from '../state/model-state.ts'

/**
 * The state of the models with doubts about those that migrations know and that no class was found for, where a file
 * of the app that nothing seems to import declares a class of that name: something may load it that cannot be followed.
 */
export function unreachedModels(
  declared: ProjectState,
  from: ProjectState,
  where: { readonly tree: FileTree; readonly layout: DjangoProject; readonly reached: ReadonlySet<string> },
): ProjectState {
  const { tree, layout, reached } = where
  const doubts = new Map(declared.doubts)
  for (const [key, { app, name, origin }] of from.models) {
    const folder = layout.apps.get(app)?.directory
    if (declared.models.has(key) || folder === undefined) continue
    const path = tree.paths.find(
      (candidate) =>
        candidate.startsWith(`${folder}/`) &&
        candidate.endsWith('.py') &&
        !/\/(migrations|tests?)\//.test(candidate) &&
        !reached.has(candidate) &&
        declares(tree, candidate, name),
    )
    if (path === undefined) continue
    const cause = `\`${name}\` is declared in ${path}, which nothing that was followed imports`
    const doubt: Doubt = { aspect: 'existence', name: name.toLowerCase(), cause, origin }
    doubts.set(app, [...(doubts.get(app) ?? []), doubt])
  }
  return { ...declared, doubts }
}

function declares(tree: FileTree, path: string, name: string): boolean {
  const bytes = tree.read(path)
  return bytes !== undefined && new TextDecoder('latin1').decode(bytes).includes(`class ${name}(`)
}
