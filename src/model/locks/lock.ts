import type { Database } from '../database.ts'
import type { Effect } from '../schema/effect.ts'

/** Who has to wait while a lock is held. */
export type Blocked =
  | 'nobody'
  /** Other changes of the same table's schema, and upkeep such as a vacuum. */
  | 'schema changes'
  /** Who writes the very rows that are written. */
  | 'writers of the same rows'
  | 'writers'
  | 'readers and writers'

/** For how long a lock is needed; in a transaction it is held until that ends. */
export type Lasting =
  | 'for a moment'
  | 'while the table is scanned'
  | 'while the table is rewritten'
  | 'while the index is built'
  | 'until the transaction ends'

/** What a change of the schema takes of the table that it is about. */
export interface Lock {
  /** As the database calls it: `ACCESS EXCLUSIVE`. */
  readonly name: string
  readonly blocks: Blocked
  readonly lasts: Lasting
  /** The page of the database's documentation that says so, by name. */
  readonly source: string
}

/** A row of a database's table of locks: the first one that fits an effect holds. */
export interface LockRow<Kind extends Effect['kind'] = Effect['kind']> {
  readonly effects: readonly Kind[]
  /** Which of those effects, as a clause; all that no row above took unless given. */
  readonly when?: string
  readonly holds?: (effect: Extract<Effect, { kind: Kind }>, database: Database) => boolean
  readonly lock: Lock
}

/** Gives `holds` of a row the type of its effects. */
export function row<const Kind extends Effect['kind']>(row: LockRow<Kind>): LockRow {
  return row as unknown as LockRow
}

/** Who waits and for how long, as a clause: `readers and writers wait while the table is scanned`. */
export function whoWaits({ blocks, lasts }: Lock): string {
  return blocks === 'nobody' ? `nobody waits ${lasts}` : `${blocks} wait ${lasts}`
}
