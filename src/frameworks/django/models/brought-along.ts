import type { FileTree } from '../../../model/tree.ts'
import type { Interpreter } from '../../../python/interpreter.ts'
import type { DjangoProject } from '../layout.ts'
import type { Doubt } from '../state/doubt.ts'
import type { ModelState, ProjectState } from '../state/model-state.ts'
import { handedOut } from './hidden-makers.ts'
import { registersUnseen } from './history/registrations.ts'

/** Where models may come from that no class statement shows. */
export interface ModelSources {
  readonly tree: FileTree
  readonly interpreter: Interpreter
  readonly layout: DjangoProject
  /** The files that loading the models runs. */
  readonly reached: ReadonlySet<string>
}

/**
 * The declared state, with doubts about models and fields that the migrations know and no source that was read
 * declares, where something that cannot be read may bring them along: a field class that adds another field beside
 * itself, a base or a call that makes another model, a file that something loads which cannot be followed.
 */
export function withBroughtAlong(
  declared: ProjectState,
  from: ProjectState,
  sources: ModelSources,
): ProjectState {
  const models = new Map(
    [...declared.models].map(([key, model]) => [key, besideFields(model, from.models.get(key))]),
  )
  const handed = new Map<string, string>()
  for (const path of sources.reached)
    for (const name of handedOut(sources.interpreter, path)) handed.set(name.toLowerCase(), path)
  const doubts = new Map(declared.doubts)
  for (const [key, model] of from.models) {
    if (declared.models.has(key)) continue
    const cause = whyHidden(model, declared, handed, sources)
    if (cause === undefined) continue
    const { app, name, origin } = model
    const doubt: Doubt = { aspect: 'existence', name: name.toLowerCase(), cause, origin }
    doubts.set(app, [...(doubts.get(app) ?? []), doubt])
  }
  return { models, doubts }
}

/** `content_markup_type` beside a field `content` of which the class is not known. */
function besideFields(model: ModelState, migrated: ModelState | undefined): ModelState {
  const unknown = model.doubts.filter(({ aspect, name }) => aspect === 'fields' && name !== undefined)
  const missing = [...(migrated?.fields.keys() ?? [])].filter((name) => !model.fields.has(name))
  const doubts = missing.flatMap((name): Doubt[] => {
    const beside = unknown.find((doubt) => doubt.name !== name && name.includes(doubt.name!))
    if (beside) return [{ ...beside, name }]
    const maker = [...(model.mayAdd ?? [])].find(
      ([attribute]) => attribute !== name && name.includes(attribute),
    )
    return maker ? [{ aspect: 'fields', name, cause: maker[1], origin: model.origin }] : []
  })
  return doubts.length === 0 ? model : { ...model, doubts: [...model.doubts, ...doubts] }
}

function whyHidden(
  { app, name, bases }: ModelState,
  { models }: ProjectState,
  handed: ReadonlyMap<string, string>,
  { tree, interpreter, layout, reached }: ModelSources,
): string | undefined {
  const lower = name.toLowerCase()
  for (const [given, path] of handed)
    if (lower.includes(given)) return `\`${given}\` is given to code in ${path} that may make \`${name}\``
  for (const model of models.values()) {
    const cause = model.makes ?? model.doubts.find(({ aspect }) => aspect === 'fields')?.cause
    if (cause !== undefined && lower !== model.name.toLowerCase() && lower.includes(model.name.toLowerCase()))
      return cause
  }
  if (bases.includes('simple_history.models.HistoricalChanges')) {
    const file = registersUnseen(tree, interpreter, reached)
    if (file !== undefined)
      return `what ${file} registers, of which \`${name}\` is a history, is not followed`
  }
  const folder = layout.apps.get(app)?.directory
  if (folder === undefined) return undefined
  const made = [...reached].find((path) => isOfApp(path, folder) && isMade(interpreter, path, name))
  if (made !== undefined) return `what \`${name}\` is in ${made} is not known`
  const file = tree.paths.find((path) => {
    if (!isOfApp(path, folder) || !declares(tree, path, name)) return false
    // A class that a module has was looked at, and is no model of this name.
    return !reached.has(path) || interpreter.module(path)?.names.get(name)?.kind !== 'class'
  })
  if (file === undefined) return undefined
  const why = reached.has(file) ? 'in a way that is not followed' : 'which nothing that was followed imports'
  return `\`${name}\` is declared in ${file}, ${why}`
}

/** Whether a module binds a name to what a call makes, or to something that is not known. */
function isMade(interpreter: Interpreter, path: string, name: string): boolean {
  const scope = interpreter.module(path)
  const kind = scope?.names.has(name) ? interpreter.lookup(name, scope)?.kind : undefined
  return kind === 'call' || kind === 'unresolved'
}

/** Whether a file is of an app, and neither a migration nor a test. */
function isOfApp(path: string, folder: string): boolean {
  const isBelow = folder === '' || path.startsWith(`${folder}/`)
  return isBelow && path.endsWith('.py') && !/(^|\/)(migrations|tests?)\//.test(path)
}

function declares(tree: FileTree, path: string, name: string): boolean {
  const bytes = tree.read(path)
  return bytes !== undefined && new TextDecoder('latin1').decode(bytes).includes(`class ${name}(`)
}
