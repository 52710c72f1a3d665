import type { DjangoVersion } from '../context.ts'

/**
 * The release of Django as it calls itself: `5.2.10`, `6.0` for its first one; the series where no more is known.
 *
 * @param inUse a version or specifiers, as `versionsInUse` gives them
 */
export function exactRelease(inUse: string | undefined, [major, minor]: DjangoVersion): string {
  const series = `${major}.${minor}`
  const [, found] = /^(?:===?)?\s*(\d+\.\d+(?:\.\d+)?)$/.exec(inUse ?? '') ?? []
  return found?.startsWith(`${series}.`) ? found.replace(/\.0$/, '') : series
}
