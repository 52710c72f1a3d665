import type { Alias, Stmt } from './ast.ts'
import type { Cst } from './cst.ts'

const slice = (node: Cst, text: string) => text.slice(node.start, node.end)

/** The readers of import statements, by the parser's name for each. */
export const importReaders: Readonly<Record<string, (node: Cst, text: string) => Stmt>> = {
  import_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'Import',
    names: node.kids.map((kid) => alias(kid, text)),
  }),
  import_from_statement: importFrom,
  future_import_statement: (node, text) => ({
    start: node.start,
    end: node.end,
    type: 'ImportFrom',
    module: '__future__',
    level: 0,
    names: node.kids.map((kid) => alias(kid, text)),
  }),
}

function alias(node: Cst, text: string): Alias {
  const [name, asname] = node.type === 'aliased_import' ? node.kids : [node]
  return { name: name ? slice(name, text) : '', asname: asname ? slice(asname, text) : undefined }
}

function importFrom(node: Cst, text: string): Stmt {
  const [from, ...imported] = node.kids
  const prefix =
    from?.type === 'relative_import' ? from.kids.find((kid) => kid.type === 'import_prefix') : undefined
  const dotted = from?.type === 'relative_import' ? from.kids.find((kid) => kid.type === 'dotted_name') : from
  const star = imported.some((kid) => kid.type === 'wildcard_import')
  return {
    start: node.start,
    end: node.end,
    type: 'ImportFrom',
    module: dotted ? slice(dotted, text) : '',
    level: prefix ? slice(prefix, text).replace(/[^.]/g, '').length : 0,
    names: star ? '*' : imported.map((kid) => alias(kid, text)),
  }
}
