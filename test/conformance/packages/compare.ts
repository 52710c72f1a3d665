import type { Drift } from '../../../src/model/drift.ts'
import type { FileTree } from '../../../src/model/tree.ts'
import { diskTree, overlaid } from '../../support/disk-tree.ts'
import { textTree } from '../../support/text-tree.ts'
import { agreement, type Agreement } from '../verdicts/facts.ts'
import { djangoWith, driftOf, seriesOf } from '../verdicts/project-drift.ts'
import { environment, type Edit, type Package, type Verdict } from './catalogue.ts'
import type { RecordedPackage } from './recording.ts'

const settingsModule = 'conformance_settings'

/** How this tool and Django agree on one package. */
export interface PackageComparison {
  readonly package: string
  readonly version: string
  readonly django: string
  readonly models: Drift['models']
  readonly fields: Drift['fields']
  /** What Django counts. */
  readonly declared: { readonly models: number; readonly fields: number }
  readonly released: Agreement
  readonly edits: readonly { readonly edit: Edit; readonly agreement: Agreement }[]
  readonly causes: readonly string[]
}

/** Compares a package as it is installed, and after each recorded edit of its files. */
export async function comparePackage(
  subject: Package,
  recorded: RecordedPackage,
): Promise<PackageComparison> {
  const { sitePackages } = environment(subject.environment)
  const framework = await djangoWith(sitePackages)
  const mounts = Object.fromEntries(subject.folders.map((folder) => [folder, `${sitePackages}/${folder}`]))
  const released = overlaid(
    diskTree(`${subject.name} ${subject.version}`, mounts),
    textTree(new Map([[`${settingsModule}.py`, subject.settings]])),
  )
  const settings = { settings: settingsModule, version: seriesOf(recorded.django) }
  const inside = new Set(recorded.apps)
  const compared = (tree: FileTree, verdict: Verdict): { drift: Drift; agreement: Agreement } => {
    const { drift } = driftOf(framework, tree, settings)
    const renames = drift.differences.some(({ operation }) => operation.startsWith('Rename'))
    const operations = (renames ? verdict.renamed : undefined) ?? verdict.operations
    return { drift, agreement: agreement(drift, operations, (app) => inside.has(app)) }
  }
  const clean = compared(released, recorded.verdict)
  return {
    package: subject.name,
    version: subject.version,
    django: recorded.django,
    models: clean.drift.models,
    fields: clean.drift.fields,
    declared: { models: recorded.models, fields: recorded.fields },
    released: clean.agreement,
    edits: recorded.edits.map((edit) => ({
      edit,
      agreement: compared(edited(released, edit), edit.verdict).agreement,
    })),
    causes: clean.drift.undecided.map(({ what, cause }) => `${what}: ${cause}`),
  }
}

/** The tree with one file edited. Throws where the file is not the one that was recorded. */
function edited(tree: FileTree, { path, at, old, new: text }: Edit): FileTree {
  const bytes = Buffer.from(tree.read(path) ?? [])
  const end = at + Buffer.byteLength(old)
  if (bytes.toString('utf8', at, end) !== old) throw new Error(`${path} is not as it was recorded`)
  const whole = bytes.toString('utf8', 0, at) + text + bytes.toString('utf8', end)
  return overlaid(tree, textTree(new Map([[path, whole]])))
}
