/** As TypeORM's own (typeorm 0.3 and 1.1, src/util/StringUtils.ts), as are the others here. */
export function snakeCase(text: string): string {
  return text
    .replaceAll(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

export function camelCase(text: string, isUpper = false): string {
  return (isUpper ? ` ${text}` : text).replaceAll(
    /^([A-Z])|[\s\-_](\w)/g,
    (_match, first: string | undefined, next: string | undefined) =>
      next ? next.toUpperCase() : first!.toLowerCase(),
  )
}

export function titleCase(text: string): string {
  return text.replaceAll(/\w\S*/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
}

/** The name of a table between two others that is too long: three letters of each word, two of each of several in one. */
export function shorten(text: string): string {
  return text
    .split('_')
    .map((segment) => {
      const terms = segment
        .replaceAll(/([a-z\u00E0-\u00FF])([A-Z\u00C0-\u00DF])/g, '$1 $2')
        .replaceAll(/(_)([a-z])/g, ' $2')
        .split(' ')
      return terms.map((term) => term.slice(0, terms.length > 1 ? 2 : 3)).join('')
    })
    .join('_')
}
