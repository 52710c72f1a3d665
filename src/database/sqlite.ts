import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotCheckError } from '../model/errors.ts'
import type { FileAddress } from './database-url.ts'
import { loadDriver } from './load-driver.ts'
import type { Ask } from './read-applied.ts'

/** Opens the file for reading alone; there has to be one. */
export async function askSqlite(
  { path }: FileAddress,
  { cwd, timeoutMs, query }: Ask,
): Promise<readonly unknown[] | undefined> {
  const file = resolve(cwd, path)
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new CannotCheckError(
      `There is no file ${file}.`,
      'sqlite:/// is followed by a path from the working directory, or by an absolute one: four slashes in all.',
    )
  const database = await open(file, timeoutMs)
  try {
    return database.prepare(query({ quote: '"', text: 'TEXT' })).all()
  } catch (error) {
    if (error instanceof Error && /^no such table\b/.test(error.message)) return undefined
    throw error
  } finally {
    database.close()
  }
}

/** Node.js has a driver of its own since 22.13. */
async function open(file: string, timeout: number) {
  const builtIn = await import('node:sqlite').catch(() => undefined)
  if (builtIn) return new builtIn.DatabaseSync(file, { readOnly: true, timeout })
  const { default: Database } = await loadDriver('better-sqlite3', () => import('better-sqlite3'))
  return new Database(file, { readonly: true, fileMustExist: true, timeout })
}
