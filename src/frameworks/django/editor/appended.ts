import type { ClassDef, Expr, Module, Span, Stmt } from '../../../python/ast.ts'

/** What was added at the end of a migration, as text to put into a migration of its own. */
export interface Appended {
  readonly imports: readonly string[]
  /** Functions and whatever else stands beside the class and is new. */
  readonly beside: readonly string[]
  /** What the class is derived from. */
  readonly bases: string
  readonly operations: readonly string[]
}

/**
 * What an edit of a migration file added, where it did nothing but put operations behind the others, with what they
 * need beside the class. Undefined where it did anything else.
 */
export function appendedOperations(before: Module, after: Module): Appended | undefined {
  const [old, now] = [before, after].map(migrationClass)
  if (!old || !now) return undefined
  const [oldList, list] = [operationsOf(old), operationsOf(now)]
  if (!oldList || !list || list.length <= oldList.length) return undefined
  const isKept = oldList.every((element, at) => textOf(before, element) === textOf(after, list[at]!))
  const rest = (module: Module, { body }: ClassDef) =>
    body.filter((stmt) => !isOperations(stmt)).map((stmt) => textOf(module, stmt))
  if (!isKept || !isSame(rest(before, old), rest(after, now))) return undefined

  const beside = (module: Module) =>
    module.body
      .filter((stmt) => stmt.type !== 'ClassDef' || stmt.name !== 'Migration')
      .filter((stmt) => !isImport(stmt) && !isDocstring(stmt))
      .map((stmt) => textOf(module, stmt))
  const [oldBeside, nowBeside] = [beside(before), beside(after)]
  if (!oldBeside.every((text) => nowBeside.includes(text))) return undefined

  const operations = list.slice(oldList.length).map((element) => textOf(after, element))
  const fresh = nowBeside.filter((text) => !oldBeside.includes(text))
  const bases = now.bases.map((base) => textOf(after, base)).join(', ')
  const used = [...fresh, ...operations, bases].join('\n')
  const imports = after.body
    .filter(isImport)
    .filter((stmt) => boundNames(stmt).some((name) => mentions(used, name)))
    .map((stmt) => textOf(after, stmt))
  return { imports, beside: fresh, bases, operations }
}

/** The text of a migration that holds what was appended to another one. */
export function appendedText(
  { imports, beside, bases, operations }: Appended,
  app: string,
  after: string,
): string {
  const indent = ' '.repeat(8)
  return `${[imports.join('\n'), ...beside].filter(Boolean).join('\n\n\n')}


class Migration(${bases}):

    dependencies = [
        ('${app}', '${after}'),
    ]

    operations = [
${operations.map((operation) => `${indent}${operation},\n`).join('')}    ]
`
}

function migrationClass(module: Module): ClassDef | undefined {
  return module.body.find(
    (stmt): stmt is Extract<Stmt, { type: 'ClassDef' }> =>
      stmt.type === 'ClassDef' && stmt.name === 'Migration',
  )
}

function isOperations(stmt: Stmt): boolean {
  const [target] = stmt.type === 'Assign' ? stmt.targets : stmt.type === 'AnnAssign' ? [stmt.target] : []
  return target?.type === 'Name' && target.id === 'operations'
}

/** The operations of a class that lists them in one place. */
function operationsOf({ body }: ClassDef): readonly Expr[] | undefined {
  const [stmt, ...more] = body.filter(isOperations)
  if (more.length > 0 || (stmt?.type !== 'Assign' && stmt?.type !== 'AnnAssign')) return undefined
  return stmt.value?.type === 'List' ? stmt.value.elts : undefined
}

type Import = Extract<Stmt, { type: 'Import' | 'ImportFrom' }>

const isImport = (stmt: Stmt): stmt is Import => stmt.type === 'Import' || stmt.type === 'ImportFrom'

const isDocstring = (stmt: Stmt): boolean =>
  stmt.type === 'Expr' && stmt.value.type === 'Constant' && typeof stmt.value.value === 'string'

function boundNames(stmt: Import): string[] {
  if (stmt.names === '*') return ['']
  return stmt.names.map(({ name, asname }) => asname ?? name.split('.')[0]!)
}

function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (name === '') return true
    if (!/[\p{L}\p{N}_]/u.test(text.charAt(at - 1) + text.charAt(at + name.length))) return true
  }
  return false
}

const textOf = (module: Module, { start, end }: Span): string => module.text.slice(start, end)

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at])
