import { createHash } from 'node:crypto'

/** How a repository names its objects: `sha1`, or `sha256` (git-init(1), `--object-format`). */
export type ObjectFormat = 'sha1' | 'sha256'

/** The id that git gives a blob: the hash of `blob <length>\0<bytes>`. */
export function blobId(bytes: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

/** `\r\n` -> `\n`, as git does for text files on the way in; the same object where there is none. */
export function foldLineEnds(bytes: Buffer): Buffer {
  let at = bytes.indexOf('\r\n')
  if (at < 0) return bytes
  const parts: Buffer[] = []
  let from = 0
  for (; at >= 0; at = bytes.indexOf('\r\n', from + 1)) {
    parts.push(bytes.subarray(from, at))
    from = at + 1
  }
  parts.push(bytes.subarray(from))
  return Buffer.concat(parts)
}
