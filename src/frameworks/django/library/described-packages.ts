import { createRequire } from 'node:module'
import type { Description } from './description.ts'

/** Set by what bundles this: where the descriptions lie, from the bundle. */
declare const LIBRARY_DATA: string | undefined

const folder = typeof LIBRARY_DATA === 'undefined' ? './data/' : LIBRARY_DATA

/**
 * The description of a top-level package that comes with the tool; undefined where there is none. Each is a file of
 * its own, read when it is first asked for: a project uses a few of them.
 */
export function describedPackage(name: string): Description | undefined {
  if (!packages.has(name)) return undefined
  return createRequire(import.meta.url)(`${folder}${name}.json`) as Description
}

/** The packages that are described, each in `data/<name>.json`. */
export const packages: ReadonlySet<string> = new Set(['django'])
