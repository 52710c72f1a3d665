import { classMember, instantiate } from '../../typescript/classes.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import {
  textOf,
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  type Value,
} from '../../typescript/value.ts'

/** A class that TypeORM runs as a migration. */
export interface MigrationClass {
  readonly class: ClassValue
  /** What the runner records: the instance's `name`, or else that of its class. Undefined where it cannot be read. */
  readonly name: string | undefined
  /** The last 13 characters of the name as a number, which say when it runs; undefined where they are none. */
  readonly timestamp: number | undefined
  /** Undefined where the class has no such method that can be read. */
  readonly up: FunctionValue | undefined
  readonly down: FunctionValue | undefined
  /** Whether it runs in a transaction of its own: `transaction = false` says no. Undefined where it does not say. */
  readonly transaction: Value | undefined
}

/** Whether a path is one of code that TypeORM's command line loads, and no test or declaration. */
export function isCode(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path) && !/\.(d\.[cm]?ts|(test|spec)\.[cm]?[jt]s)$/.test(path)
}

/** The migrations among the classes that a file exports, in the order of the source. */
export function migrationClassesOf(interpreter: Interpreter, path: string): readonly MigrationClass[] {
  const classes = interpreter.exportedNames(path).map((name) => interpreter.exported(path, name))
  const own = new Set(classes.filter((value): value is ClassValue => value.kind === 'class'))
  return [...own]
    .filter((value) => value.scope.file.path === path)
    .flatMap((value) => {
      const found = migrationClass(interpreter, value)
      return found.up ? found : []
    })
}

/**
 * A class as `MigrationExecutor.getMigrations()` reads it (typeorm 0.3 and 1.1,
 * src/migration/MigrationExecutor.ts).
 */
export function migrationClass(interpreter: Interpreter, value: ClassValue): MigrationClass {
  const instance = instantiate(interpreter, value)
  const given = instance.properties.get('name')
  const name = given === undefined ? value.name : textOf(given)
  return {
    class: value,
    name,
    timestamp: timestampOf(name),
    up: method(interpreter, instance, 'up'),
    down: method(interpreter, instance, 'down'),
    transaction: instance.properties.get('transaction'),
  }
}

/** As `parseInt(name.slice(-13), 10)`, which stops at the first character that is no digit; 0 is as good as none. */
function timestampOf(name: string | undefined): number | undefined {
  const digits = /^\s*\d+/.exec(name?.slice(-13) ?? '')?.[0]
  return Number(digits) || undefined
}

function method(interpreter: Interpreter, instance: InstanceValue, name: string): FunctionValue | undefined {
  const member = classMember(interpreter, instance, name)
  return member?.kind === 'function' ? member : undefined
}
