/**
 * A text as one word of a POSIX shell, so that a command in a message can be copied whatever a file is called.
 * What a terminal would act on, and bytes that are not UTF-8 (see `FileTree`), are written as escapes of `$'...'`.
 */
export function shellWord(text: string): string {
  if (/^[\w./@%+=:,-]+$/.test(text)) return text
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`
  const escaped = [...text].map((character) =>
    /['\\]/.test(character)
      ? `\\${character}`
      : /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character)
        ? bytes(character)
        : character,
  )
  return `$'${escaped.join('')}'`
}

function bytes(character: string): string {
  const code = character.codePointAt(0)!
  const loneByte = code >= 0xdc80 && code <= 0xdcff
  const values = loneByte ? [code - 0xdc00] : [...new TextEncoder().encode(character)]
  return values.map((value) => `\\x${value.toString(16).padStart(2, '0')}`).join('')
}
