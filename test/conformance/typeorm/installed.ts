import { createRequire } from 'node:module'
import { resolve } from 'node:path'

/** An ignored folder with packages that only comparisons with real projects need. */
export const folder = resolve('.conformance', 'npm')

/**
 * A package that is installed there by hand, undefined where it is not:
 * `npm install --prefix .conformance/npm typeorm@0.3 reflect-metadata sql.js mysql2`.
 */
export function installed<Package>(name: string): Package | undefined {
  try {
    return createRequire(resolve(folder, 'package.json'))(name) as Package
  } catch {
    return undefined
  }
}
