/** What an example puts over the tree before it: `null` deletes a file. */
export type Overlay = ReadonlyMap<string, string | null>

/** A finding as a page shows it. */
export interface ExpectedFinding {
  readonly severity: string
  readonly place: string
  readonly rule: string
  readonly message: string
}

export interface Example {
  readonly title: string
  readonly trees: Readonly<Record<TreeName, Overlay>>
  /** Options of the page's rule. */
  readonly options: Readonly<Record<string, string>>
  /** For how many days the base branch has had files. */
  readonly standing: ReadonlyMap<string, number>
  readonly findings: readonly ExpectedFinding[]
}

/**
 * The trees of an example. `head` and `target` are put over `base`. Files of `untracked` are in the working tree,
 * which is the head, and git does not track them; where there is a `working` tree, the head is the index.
 */
export const treeNames = ['base', 'head', 'target', 'untracked', 'working'] as const
type TreeName = (typeof treeNames)[number]

interface Fence {
  readonly title: string
  readonly isDeleted: boolean
  readonly line: number
  readonly body: string
}

/**
 * The examples of a page in Markdown: every heading of the third level that has a fenced block titled `findings`.
 *
 *     ```python title="head/shop/migrations/0002_price.py"
 *     ```python title="head/shop/migrations/0001_initial.py" deleted
 *     ```json title="options"
 *     ```json title="standing"
 *     ```text title="findings"
 *
 * Blocks before the first such heading belong to all examples of the page.
 */
export function examplesOf(markdown: string): readonly Example[] {
  const [shared, ...sections] = sectionsOf(markdown)
  return sections
    .filter(({ fences }) => fences.some(({ title }) => title === 'findings'))
    .map(({ title, fences }) => {
      const all = [...shared!.fences, ...fences]
      const body = (name: string) => all.find((fence) => fence.title === name)?.body ?? ''
      const overlays = treeNames.map((name) => [name, overlay(all, `${name}/`)] as const)
      return {
        title,
        trees: Object.fromEntries(overlays) as Record<TreeName, Overlay>,
        options: JSON.parse(body('options') || '{}') as Record<string, string>,
        standing: new Map(Object.entries(JSON.parse(body('standing') || '{}') as Record<string, number>)),
        findings: findingsOf(body('findings')),
      }
    })
}

function sectionsOf(markdown: string): { title: string; fences: Fence[] }[] {
  const sections: { title: string; fences: Fence[] }[] = [{ title: '', fences: [] }]
  const lines = markdown.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    if (line.startsWith('### ')) sections.push({ title: line.slice(4), fences: [] })
    if (!line.startsWith('```')) continue
    const end = lines.indexOf('```', index + 1)
    if (end < 0) throw new Error(`line ${index + 1}: the block is not closed`)
    const title = / title="([^"]+)"/.exec(line)?.[1]
    const isDeleted = line.endsWith('" deleted')
    const body = lines.slice(index + 1, end).map((text) => `${text}\n`)
    if (title !== undefined)
      sections.at(-1)!.fences.push({ title, isDeleted, line: index + 1, body: body.join('') })
    index = end
  }
  return sections
}

function overlay(fences: readonly Fence[], prefix: string): Overlay {
  const files = fences.filter(({ title }) => title.startsWith(prefix))
  return new Map(
    files.map(({ title, isDeleted, body }) => [title.slice(prefix.length), isDeleted ? null : body]),
  )
}

/** `<severity> <path>:<line> <rule>`, and the message in indented lines below. */
function findingsOf(body: string): ExpectedFinding[] {
  const found: ExpectedFinding[] = []
  for (const line of body.split('\n').filter((text) => text !== '')) {
    const last = found.at(-1)
    if (line.startsWith('  ') && last) {
      found.splice(-1, 1, { ...last, message: `${last.message} ${line.trim()}`.trim() })
      continue
    }
    const [severity, place, rule, ...rest] = line.split(' ')
    if (!severity || !place || !rule || rest.length > 0) throw new Error(`not a finding: ${line}`)
    found.push({ severity, place, rule, message: '' })
  }
  return found
}
