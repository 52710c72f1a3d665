import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

export type Row = readonly (string | number)[]

/** A table of Markdown. */
export function table(head: Row, rows: readonly Row[]): string {
  const line = (row: Row): string => `| ${row.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/**
 * Puts tables into a page, each between the two comments that name it: `<!-- table: NAME -->` and `<!-- end of table:
 * NAME -->`. One that was not made keeps the table that is there.
 */
export async function fillTables(
  file: string,
  tables: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  let text = readFileSync(file, 'utf8')
  for (const [name, made] of Object.entries(tables)) {
    if (made === undefined) continue
    const [begin, end] = [`<!-- table: ${name} -->`, `<!-- end of table: ${name} -->`]
    const [from, to] = [text.indexOf(begin), text.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${file} has no ${begin}`)
    text = `${text.slice(0, from)}${begin}\n\n${made}\n\n${text.slice(to)}`
  }
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}
