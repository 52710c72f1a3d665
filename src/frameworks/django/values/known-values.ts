/** Python's `re` flags as numbers (the documentation of `re.RegexFlag`). */
export const regexFlags: Readonly<Record<string, number>> = {
  're.TEMPLATE': 1,
  're.IGNORECASE': 2,
  're.LOCALE': 4,
  're.MULTILINE': 8,
  're.DOTALL': 16,
  're.UNICODE': 32,
  're.VERBOSE': 64,
  're.DEBUG': 128,
  're.ASCII': 256,
}
