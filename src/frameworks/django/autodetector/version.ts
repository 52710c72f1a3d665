import type { DjangoVersion } from '../context.ts'

export function isAtLeast(version: DjangoVersion, [major, minor]: DjangoVersion): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor)
}
