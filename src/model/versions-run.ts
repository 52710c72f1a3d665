/** A version of a file, newest first in a list: see `FileVersion` of git. */
export interface Version {
  readonly commit: string
  readonly writtenAt: number
  readonly committedAt: number
  readonly blob: string | undefined
}

/** Local times lie up to 14 hours off UTC, and clocks differ: what is closer than this has no certain order. */
const uncertaintyMs = 24 * 60 * 60 * 1000

/** What a database may have run of a file. */
export interface VersionsRun {
  /** Newest first; the database has run one of them. */
  readonly candidates: readonly Version[]
  /** The first commit that came after them. */
  readonly next: Version | undefined
}

/**
 * The versions of a file of which a database has run one, by the time at which it did. Undefined where that is not known:
 * the file was not committed by then, or only its commit was made anew later.
 */
export function versionsRun(versions: readonly Version[], appliedAt: number): VersionsRun | undefined {
  const newest = versions.findIndex(({ writtenAt }) => writtenAt <= appliedAt + uncertaintyMs)
  if (newest < 0 || versions[newest]!.committedAt > appliedAt + uncertaintyMs) return undefined
  const since = versions.slice(newest)
  const certain = since.findIndex(({ committedAt }) => committedAt <= appliedAt - uncertaintyMs)
  const candidates = certain < 0 ? since : since.slice(0, certain + 1)
  if (candidates.some(({ blob }) => blob === undefined)) return undefined
  return { candidates, next: versions[newest - 1] }
}
