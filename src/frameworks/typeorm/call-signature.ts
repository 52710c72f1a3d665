import { normalText } from '../../typescript/normal-form.ts'
import type { Node } from '../../typescript/syntax.ts'
import type { Value } from '../../typescript/value.ts'
import { normalSql } from './normal-sql.ts'
import type { RunnerCall } from './query-runner.ts'

/** Equal texts are calls that do the same. */
export function signature({ method, args, doubts }: RunnerCall): string {
  const values = args.map((arg, index) => (method === 'query' && index === 0 ? sqlText(arg) : canonical(arg)))
  return JSON.stringify([method, values, doubts.map(canonical)])
}

function sqlText(value: Value): unknown {
  return value.kind === 'const' ? normalSql(String(value.value)) : canonical(value)
}

/** A value as JSON has it, the same for values that are the same. */
export function canonical(value: Value): unknown {
  switch (value.kind) {
    case 'const':
      return typeof value.value === 'bigint' ? `${value.value}n` : [typeof value.value, value.value ?? null]
    case 'array':
      return value.items.map(canonical)
    case 'object':
      return [
        [...value.entries].map(([key, entry]) => [key, canonical(entry)]),
        value.lost && canonical(value.lost),
      ]
    case 'outside':
      return [value.from ?? null, value.name]
    case 'call':
      return [value.isNew, canonical(value.callee), value.args.map(canonical)]
    case 'instance':
      return [value.class.name, [...value.properties].map(([key, entry]) => [key, canonical(entry)])]
    case 'class':
    case 'function':
      return normalText([value.code])
    case 'module':
      return value.path
    case 'host':
      return value.name
    case 'regex':
      return [value.source, value.flags]
    case 'hash':
      return [value.algorithm, value.text]
    case 'unresolved':
      return value.node ? codeText([value.node]) : value.reason
  }
}

/** Code as it counts here: what a query runner calls `connection` is called `dataSource` since typeorm 1.0. */
export function codeText(nodes: readonly Node[]): string {
  return normalText(nodes).replaceAll('"name":"dataSource"', '"name":"connection"')
}
