import { createHash } from 'node:crypto'

/** A hash as TypeORM's names of keys begin with it: in hexadecimal digits. */
export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
