/** What a project asks for: `Django[bcrypt]>=4.2,<5`. */
export interface Requirement {
  /** The distribution's name in its normal form (PEP 503). */
  readonly name: string
  /** `>=4.2,<5`; empty for any version. */
  readonly specifiers: string
}

/** A requirement as PEP 508 writes it, without its marker; undefined for text that is none, or that names a URL. */
export function parseRequirement(text: string): Requirement | undefined {
  const [, name, rest] = /^\s{0,99}([A-Za-z0-9][\w.-]{0,99})(.*)$/.exec(text.slice(0, 500)) ?? []
  if (name === undefined || rest === undefined) return undefined
  // A marker, a comment, the options of a requirements file or the end of a line that goes on.
  const [asked] = rest.replace(/^\s*\[[^\]]*\]/, '').split(/;|\s#|\s--|\\/)
  const trimmed = asked!.replaceAll(/[()]/g, ' ').trim()
  if (!/^[\s<>=!~^|*.,\w+-]*$/.test(trimmed)) return undefined
  // A word after the name: prose, not a requirement.
  if (trimmed !== '' && !/^[<>=!~^*\d]/.test(trimmed)) return undefined
  return { name: normalName(name), specifiers: trimmed }
}

/** The normal form of a distribution's name (PEP 503): `Django_Extensions` is `django-extensions`. */
export function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
