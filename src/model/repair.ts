import type { Place } from './place.ts'

/** What becomes of one file, with its bytes before and after. Paths are those of a tree. */
export type FileEdit =
  | {
      readonly kind: 'create'
      readonly path: string
      readonly after: Uint8Array
      /** Whether git is to track it: what was tracked once, or belongs to files that are. */
      readonly tracked: boolean
    }
  | {
      readonly kind: 'change'
      readonly path: string
      readonly before: Uint8Array
      readonly after: Uint8Array
    }
  | { readonly kind: 'delete'; readonly path: string; readonly before: Uint8Array }
  | {
      readonly kind: 'rename'
      readonly path: string
      readonly to: string
      readonly before: Uint8Array
      readonly after: Uint8Array
    }

/** Why something is not repaired. */
export interface Refusal {
  /** One or more sentences. */
  readonly message: string
  /** What to do instead. */
  readonly help: string
  readonly place?: Place | undefined
}

/** A repair as data: nothing is written yet. With a refusal in it, nothing of it is to be written. */
export interface Repair {
  /** What it does, as a sentence without its full stop. */
  readonly title: string
  readonly edits: readonly FileEdit[]
  readonly refusals: readonly Refusal[]
  /** What a reader should know besides, a sentence each. */
  readonly notes: readonly string[]
}

/** A migration that is named in a file by another name than before. */
export interface ReferenceChange {
  /** The attributes in which to look: those that order migrations, or all that name some. */
  readonly within: 'dependencies' | 'everywhere'
  readonly app: string
  readonly from: string
  readonly to: string
}

/** A repair that cannot be had. */
export function refused(title: string, ...refusals: readonly Refusal[]): Repair {
  return { title, edits: [], refusals, notes: [] }
}
