/** `a`, `a and b`, `a, b and c`; beyond `limit` items, `a, b and 3 more`. */
export function listing(items: readonly string[], limit = 5): string {
  const shown = items.length > limit ? items.slice(0, limit) : items
  const more = items.length - shown.length
  const parts = more > 0 ? [...shown, `${more.toLocaleString('en-US')} more`] : shown
  const last = parts.at(-1)
  return parts.length < 2 ? (last ?? '') : `${parts.slice(0, -1).join(', ')} and ${last}`
}

/** Names as code: `` `a`, `b` and `c` ``. */
export function codeListing(names: readonly string[], limit?: number): string {
  return listing(
    names.map((name) => `\`${name}\``),
    limit,
  )
}

/** A clause at the start of a sentence. */
export function capital(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1)
}
