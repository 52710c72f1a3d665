import { createHash } from 'node:crypto'
import { constant, textOf, type HashValue, type Value } from './value.ts'

const algorithms: ReadonlySet<string> = new Set(['md5', 'sha1', 'sha256', 'sha512'])

/** `createHash('sha1')`; undefined for an algorithm that is not known. */
export function hashValue([name]: readonly Value[]): HashValue | undefined {
  const algorithm = textOf(name)
  if (algorithm === undefined || !algorithms.has(algorithm)) return undefined
  return { kind: 'hash', algorithm, text: '', isSpent: false }
}

/** `update(…)` and `digest('hex')`, in one chain: one that is changed in passing is not followed. */
export function hashMethod(hash: HashValue, name: string, [first]: readonly Value[]): Value | undefined {
  const { algorithm, text, isSpent } = hash
  hash.isSpent = true
  const given = textOf(first)
  if (isSpent || given === undefined) return undefined
  if (name === 'update') return { kind: 'hash', algorithm, text: text + given, isSpent: false }
  if (name !== 'digest' || given !== 'hex') return undefined
  return constant(createHash(algorithm).update(text, 'utf8').digest('hex'))
}
