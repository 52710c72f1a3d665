import { visible } from './visible.ts'

/** How severities stand out. */
export const signs = { error: '❌ error', warning: '⚠️ warning', hint: '💡 hint' } as const

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Text with its line breaks, and what stands between backticks as code. */
export function prose(message: string): string {
  const parts = message.split('`')
  const paired = parts.length % 2 === 1
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return part.split('\n').map(text).join('<br>')
      return paired || index < parts.length - 1 ? code(part) : text('`') + text(part)
    })
    .join('')
}

export function code(source: string): string {
  return `<code>${text(source)}</code>`
}

/**
 * Text that means nothing to Markdown or HTML: every ASCII punctuation character that either could act on
 * (also `@` and `#` for mentions, `:` and `.` for links that GitHub makes by itself) as a character reference.
 */
export function text(source: string): string {
  return visible(source).replace(
    /[&<>"'`*_~|\\[\]{}()#@!:.+=-]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )
}
