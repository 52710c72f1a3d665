/**
 * A region of a file. Lines and columns count from 1; columns count UTF-16 code units, as editors and
 * GitHub's annotations do. `endColumn` is exclusive.
 */
export interface Place {
  /** Path from the repository's root, separated by `/`. */
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** The place that stands for a whole file: its first character. */
export function fileStart(path: string): Place {
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 }
}
