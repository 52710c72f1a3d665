import type { Interpreter } from '../../../typescript/interpreter.ts'
import type { CallValue, ClassValue, ObjectValue, Value } from '../../../typescript/value.ts'
import { classesOf } from '../class-lists.ts'
import { defaultNaming, namingStrategies, type NamingStrategy } from './naming.ts'
import { Options } from './options.ts'

/** What a data source says of its entities. */
export interface EntityOption {
  readonly classes: readonly ClassValue[]
  /** `new EntitySchema({…})` */
  readonly schemas: readonly CallValue[]
  /** Why not all of them are known, or how their tables are called is not; empty where everything is. */
  readonly causes: readonly string[]
  readonly naming: NamingStrategy
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
  const naming = strategy === undefined ? defaultNaming : namingOf(strategy)
  if (!naming || given.unknown.has('namingStrategy'))
    causes.push('the naming strategy of the data source is not known')
  if (given.get('entityPrefix') !== undefined || given.unknown.has('entityPrefix'))
    causes.push('the data source puts a prefix before the names of tables')
  return { classes, schemas, causes, naming: naming ?? defaultNaming }
}

/** `new SnakeNamingStrategy()` */
function namingOf(value: Value): NamingStrategy | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'outside') return undefined
  return namingStrategies[`${value.callee.from} ${value.callee.name}`]
}

function isSchema({ callee }: CallValue): boolean {
  return callee.kind === 'outside' && callee.from === 'typeorm' && callee.name === 'EntitySchema'
}
