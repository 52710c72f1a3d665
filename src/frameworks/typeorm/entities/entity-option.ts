import type { Interpreter } from '../../../typescript/interpreter.ts'
import type { CallValue, ClassValue, ObjectValue, Value } from '../../../typescript/value.ts'
import { classesOf } from '../class-lists.ts'
import { defaultNaming, packageNaming, type NamingStrategy } from './naming.ts'
import { Options } from './options.ts'
import { projectNaming } from './project-naming.ts'

/** What a data source says of its entities. */
export interface EntityOption {
  readonly classes: readonly ClassValue[]
  /** `new EntitySchema({…})` */
  readonly schemas: readonly CallValue[]
  /** Why not all of them are known, or how their tables are called is not; empty where everything is. */
  readonly causes: readonly string[]
  readonly naming: NamingStrategy
  /** What the names of all tables begin with; `''` for nothing. */
  readonly prefix: string
  /** The schema of tables whose entities name none; undefined where that is the usual one, or is not known. */
  readonly schema: string | undefined
}

export function entityOption(interpreter: Interpreter, options: ObjectValue, folder: string): EntityOption {
  const given = new Options(options)
  const list = options.entries.get('entities')
  const { classes, others, isPartial } = list
    ? classesOf(interpreter, list, folder, 'entities')
    : { classes: [], others: [], isPartial: true }
  const causes: string[] = []
  const schemas = others.filter((each): each is CallValue => each.kind === 'call' && isSchema(each))
  if (isPartial || others.length > schemas.length)
    causes.push('which entities the data source has is not known')
  const strategy = given.get('namingStrategy')
  const naming = strategy === undefined ? defaultNaming : namingOf(interpreter, strategy)
  if (!naming || given.unknown.has('namingStrategy'))
    causes.push('the naming strategy of the data source is not known')
  const prefix = given.text('entityPrefix') ?? ''
  if (given.unknown.has('entityPrefix'))
    causes.push('the prefix that the data source puts before the names of tables is not known')
  return { classes, schemas, causes, naming: naming ?? defaultNaming, prefix, schema: given.text('schema') }
}

/** `new SnakeNamingStrategy()`, of a package or of the project. */
function namingOf(interpreter: Interpreter, value: Value): NamingStrategy | undefined {
  if (value.kind === 'instance') return projectNaming(interpreter, value)
  if (value.kind !== 'call' || value.callee.kind !== 'outside') return undefined
  return packageNaming(value.callee.from, value.callee.name)
}

function isSchema({ callee }: CallValue): boolean {
  return callee.kind === 'outside' && callee.from === 'typeorm' && callee.name === 'EntitySchema'
}
