/** A name as standard SQL quotes it. */
export const doubleQuoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A name as MySQL quotes it. */
export const backQuoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``
