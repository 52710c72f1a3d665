/** `INSERT INTO … SELECT … FROM …` of one table, without a condition. */
export interface RowCopy {
  readonly to: string
  readonly from: string
  /** Whether rows that break a constraint are left out (`INSERT OR IGNORE`) or take the place of others. */
  readonly passesOver: boolean
  /** Where each column of the new rows comes from: a column, or an expression as it is written. */
  readonly columns: readonly {
    readonly to: string
    readonly from: { readonly column: string } | { readonly expression: string }
  }[]
}

const name = String.raw`(?:"[^"\n]{1,200}"|${'`'}[^${'`'}\n]{1,200}${'`'}|[\w]{1,200})`
const table = String.raw`(?:(?:"?(?:main|public)"?)\.)?(${name})`
const copying = new RegExp(
  String.raw`^\s*insert\s+(?:or\s+(ignore|replace)\s+)?into\s+${table}\s*(?:\(([^()]{0,20000})\))?\s*select\s([^;]{1,20000}?)\sfrom\s+${table}\s*;?\s*$`,
  'i',
)
const plainName = new RegExp(`^${name}$`)

/** Reads a statement as one that copies all rows of a table into another; undefined where it is anything else. */
export function rowCopyOf(sql: string): RowCopy | undefined {
  const [, or, to, targets, sources, from] = copying.exec(sql) ?? []
  if (to === undefined || from === undefined || sources === undefined) return undefined
  const pair = { to: unquoted(to), from: unquoted(from), passesOver: or !== undefined }
  const items = itemsOf(sources)
  if (items.length === 1 && items[0] === '*')
    return targets === undefined ? { ...pair, columns: [] } : undefined
  const names = (targets === undefined ? items : itemsOf(targets)).map(unquoted)
  if (names.length !== items.length) return undefined
  const columns = names.map((column, index) => ({ to: column, from: sourceOf(items[index]!) }))
  return { ...pair, columns }
}

const reading = new RegExp(String.raw`\b(?:from|join)\s+${table}`, 'gi')

/** The tables whose rows a query may ask for, by the names that stand behind `FROM` and `JOIN`. */
export function tablesRead(sql: string): readonly string[] {
  if (!/\bselect\b/i.test(sql)) return []
  return [...sql.matchAll(reading)].map(([, read]) => unquoted(read!))
}

function sourceOf(item: string): RowCopy['columns'][number]['from'] {
  const isName = plainName.test(item) && !/^(?:\d+|null|true|false|current_\w+)$/i.test(item)
  return isName ? { column: unquoted(item) } : { expression: item }
}

function unquoted(text: string): string {
  return /^["`]/.test(text) ? text.slice(1, -1) : text
}

/** The items of a list, taken apart at the commas outside of quotes and parentheses. */
function itemsOf(list: string): readonly string[] {
  const items: string[] = []
  let depth = 0
  let quote: string | undefined
  let start = 0
  for (let at = 0; at < list.length; at++) {
    const char = list[at]!
    if (quote !== undefined) quote = char === quote ? undefined : quote
    else if (/["'`]/.test(char)) quote = char
    else if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === ',' && depth === 0) {
      items.push(list.slice(start, at).trim())
      start = at + 1
    }
  }
  return [...items, list.slice(start).trim()]
}
