import type { Style } from '../report/style.ts'
import { wrap } from '../report/width.ts'

/**
 * A page in Markdown as text for a terminal: headings and strong words stand out, paragraphs and items of
 * lists are wrapped, code is indented and left as it is, under the title of its block.
 */
export function renderPage(markdown: string, width: number, style: Style): string {
  const lines: string[] = []
  let paragraph: string[] = []
  let fence: string | undefined
  const flush = (): void => {
    if (paragraph.length > 0) lines.push(...renderParagraph(paragraph.join(' '), width, style))
    paragraph = []
  }
  for (const line of markdown.split(/\r?\n/)) {
    const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (marks?.startsWith(fence) && line.trim() === marks) fence = undefined
      else lines.push(line === '' ? '' : `    ${style(line, 'dim')}`)
    } else if (marks !== undefined) {
      flush()
      fence = marks
      const title = /\btitle="([^"]*)"/.exec(line)?.[1]
      if (title !== undefined) lines.push(`  ${style(title, 'bold')}`)
    } else if (/^#{1,6} /.test(line)) {
      flush()
      lines.push(style(line.replace(/^#+ /, ''), 'bold', 'underline'))
    } else if (line.trim() === '' || line.startsWith('|')) {
      flush()
      lines.push(line)
    } else {
      if (isItem(line)) flush()
      paragraph.push(paragraph.length === 0 ? line.trimEnd() : line.trim())
    }
  }
  flush()
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

function isItem(line: string): boolean {
  return /^ *([-*]|\d+\.) /.test(line)
}

function renderParagraph(text: string, width: number, style: Style): string[] {
  const [lead = ''] = /^ *(?:(?:[-*]|\d+\.) )?/.exec(text) ?? []
  const plain = text
    .slice(lead.length)
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (_, label: string, target: string) =>
      /^https?:/.test(target) ? `${label} (${target})` : label,
    )
  return wrap(plain, width - lead.length).map((line, index) => {
    const styled = line.replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => style(strong, 'bold'))
    return (index === 0 ? lead : ' '.repeat(lead.length)) + styled
  })
}
