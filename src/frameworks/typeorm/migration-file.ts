import { migrationId, type Migration, type Unresolved } from '../../model/migration.ts'
import { placeOf } from '../../model/source-place.ts'
import type { FileTree } from '../../model/tree.ts'
import type { Interpreter } from '../../typescript/interpreter.ts'
import type { UnresolvedValue, Value } from '../../typescript/value.ts'
import type { MigrationClass } from './migration-class.ts'
import { onlyLooks, type RunnerCall, type RunnerCalls } from './query-runner.ts'

/** TypeORM has no apps: the migrations of a data source are one chain, and its table is called this by default. */
export const app = 'migrations'

/** A migration with what it was read from. */
export interface TypeOrmMigration extends Migration {
  readonly source: MigrationClass
  readonly timestamp: number
  /** What `up` calls that may change something, in order. */
  readonly ups: readonly RunnerCall[]
  readonly downs: readonly RunnerCall[] | undefined
}

/**
 * A migration whose name and timestamp are known, with what it does.
 *
 * @param type the data source's option `type` that is asked for what is not known; undefined for any
 */
export function readMigration(
  tree: FileTree,
  interpreter: Interpreter,
  runner: RunnerCalls,
  source: MigrationClass,
  name: string,
  timestamp: number,
  type?: string,
): TypeOrmMigration {
  const { scope, code, origin } = source.class
  const { path } = scope.file
  const place = (value: {
    readonly origin: { readonly start: number; readonly end: number; readonly path: string }
  }) => placeOf(interpreter.modules.parse(value.origin.path) ?? scope.file, value.origin)
  const changing = (method: MigrationClass['up'], of?: string) =>
    method && runner.calls(interpreter, method, of).filter((call) => !onlyLooks(call))
  const unknown = (calls: readonly RunnerCall[]) => calls.flatMap(({ args }) => args.flatMap(unresolvedIn))
  // Following a method takes longer than all the rest: of most migrations, nobody asks what undoes them.
  const ups = once(() => changing(source.up) ?? [])
  const downs = once(() => changing(source.down))
  // An edit counts for whatever database; what is not known, only for the one that the migrations are followed for.
  const unresolved = once(() =>
    unknown(ups()).length > 0
      ? unknown(changing(source.up, type) ?? []).map((part) => toUnresolved(interpreter, part))
      : [],
  )
  const entry = tree.entry(path)
  // The head of the class stands for the whole of it.
  const head = { ...origin, end: code.body.range[0] }
  return {
    id: migrationId(app, name),
    app,
    name,
    path,
    place: placeOf(scope.file, head),
    blobId: entry?.id ?? '',
    tracked: entry?.tracked ?? false,
    dependencies: [],
    runBefore: [],
    replaces: [],
    dependenciesPlace: placeOf(scope.file, head),
    get operations() {
      return ups().map((call) => ({
        name: call.method === '' ? 'a call' : call.method,
        place: place(call),
      }))
    },
    get unresolved() {
      return unresolved()
    },
    source,
    timestamp,
    get ups() {
      return ups()
    },
    get downs() {
      return downs()
    },
  }
}

/** A value that is worked out when it is first asked for. */
function once<Worked>(work: () => Worked): () => Worked {
  let known: { readonly value: Worked } | undefined
  return () => (known ??= { value: work() }).value
}

function toUnresolved(interpreter: Interpreter, { reason, origin }: UnresolvedValue): Unresolved {
  const file = interpreter.modules.parse(origin.path)
  const text = file?.text.slice(origin.start, origin.end) ?? ''
  const place = file
    ? placeOf(file, origin)
    : { path: origin.path, line: 1, column: 1, endLine: 1, endColumn: 1 }
  return { place, source: text.length > 80 ? `${text.slice(0, 79)}…` : text, reason }
}

/** What is not known of a value. */
export function unresolvedIn(value: Value): readonly UnresolvedValue[] {
  switch (value.kind) {
    case 'unresolved':
      return [value]
    case 'array':
      return value.items.flatMap(unresolvedIn)
    case 'object':
      return [...(value.lost ? [value.lost] : []), ...[...value.entries.values()].flatMap(unresolvedIn)]
    case 'call':
      return value.args.flatMap(unresolvedIn)
    default:
      return []
  }
}
