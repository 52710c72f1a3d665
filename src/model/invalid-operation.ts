import type { Related } from './finding.ts'
import type { MigrationId } from './migration.ts'
import type { Place } from './place.ts'

/** An operation of a migration that cannot be applied to what the migrations before it leave. */
export interface InvalidOperation {
  readonly app: string
  readonly migration: MigrationId
  /** What is wrong, as a sentence without its full stop: `` `RemoveField` works on `shop.Product.price`, which … ``. */
  readonly message: string
  /** What the runner does with it, as a clause. */
  readonly effect: string
  /** What it names and what there is not; undefined where it makes what is there already. */
  readonly missing: string | undefined
  /** Names of what there is instead. */
  readonly there: readonly string[]
  /** The name that it has by then, where it was renamed. */
  readonly renamedTo: string | undefined
  readonly place: Place
  /** Where it came to be so. */
  readonly related: readonly Related[]
}
