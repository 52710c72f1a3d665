import type { Owner } from '../git/writing/lock.ts'

/** A stream to write text to, as far as this program uses it. */
export interface TextStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  /** The width of the terminal. */
  readonly columns?: number | undefined
}

/** All that a command knows of the world, besides files and git. */
export interface Io {
  /** The arguments after the program's name. */
  readonly argv: readonly string[]
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: TextStream
  readonly stderr: TextStream
  /** Where `init` asks; without it, or where it is no terminal, nothing is asked. */
  readonly stdin?: (NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined }) | undefined
  /** The process, for whom files are written; without it, nobody else is kept from writing meanwhile. */
  readonly owner?: Owner | undefined
  /** Does work that a signal must not end half way; without it, the work is done as it is. */
  readonly uninterrupted?: (<Result>(work: () => Result) => Result) | undefined
}

const narrowest = 40
const widest = 110

/** Columns for text: those of the terminal as far as long lines read well, 80 where there is none. */
export function widthOf({ columns }: TextStream): number {
  return Math.min(Math.max(columns ?? 80, narrowest), widest)
}

/**
 * Whether text for a stream may be coloured. FORCE_COLOR wins, as in Node.js itself, then NO_COLOR
 * (https://no-color.org), then it is for terminals alone.
 */
export function wantsColour({ isTTY = false }: TextStream, env: Io['env']): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env
  if (force !== undefined) return !['0', 'false'].includes(force)
  return isTTY && !no && term !== 'dumb'
}
