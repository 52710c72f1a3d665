import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { CannotCheckError } from '../../model/errors.ts'

/** Who writes: a process, and how it tells whether another one is still there. */
export interface Owner {
  readonly pid: number
  readonly isRunning: (pid: number) => boolean
}

interface Holder {
  readonly pid: number
  /** When it was started, as far as the system tells: another process may get its number later. */
  readonly birth: string | undefined
}

/**
 * Does work that no other process may do at the same time in the same work tree. What a process has left that ended in
 * the middle of it is taken over.
 *
 * @param path the lock file's, beside what is written
 * @throws CannotCheckError where another process holds it
 */
export function locked<Result>(path: string, owner: Owner, work: () => Result): Result {
  take(path, owner)
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string, owner: Owner): void {
  // Each round either gets the lock or finds it just given back or stale; nobody leaves more of them than this.
  for (let round = 0; round < 5; round++) {
    if (created(path, owner.pid)) return
    const holder = holderOf(path)
    if (holder === undefined) continue
    if (holder === 'unknown' || isThere(holder, owner)) throw held(path, holder)
    takeAway(path, owner)
  }
  throw held(path, 'unknown')
}

/** Makes the lock with its holder in it, at once; false where there is one. */
function created(path: string, pid: number): boolean {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, JSON.stringify({ pid, birth: birthOf(pid) } satisfies Holder), { flag: 'wx' })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

/** Undefined where the lock is gone. */
function holderOf(path: string): Holder | 'unknown' | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'unknown'
  }
}

function isThere({ pid, birth }: Holder, { isRunning }: Owner): boolean {
  return isRunning(pid) && (birth === undefined || birthOf(pid) === birth)
}

/** Takes a stale lock away under another name first: if it turns out to be a fresh one, it is put back. */
function takeAway(path: string, owner: Owner): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const holder = holderOf(aside)
  if (holder && holder !== 'unknown' && isThere(holder, owner)) {
    linkSync(aside, path)
    unlinkSync(aside)
    throw held(path, holder)
  }
  unlinkSync(aside)
}

function held(path: string, holder: Holder | 'unknown'): CannotCheckError {
  return new CannotCheckError(
    `Another migration-lint is writing here${holder === 'unknown' ? '' : ` (process ${holder.pid})`}. Nothing was changed.`,
    `Run it again when that one is done. If there is none, delete ${path}`,
  )
}

/** The start of a process since which boot, where the system has `/proc`: proc(5), field 22 of `stat`. */
function birthOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return undefined
  }
}
