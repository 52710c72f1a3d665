import type { Files } from './steps.ts'

/** Whole lines of a file, and what is to stand in their place. */
interface Cut {
  readonly path: string
  readonly lines: string
  /** Undefined to delete the lines. */
  readonly instead?: string
}

/**
 * The smallest files that are still interesting: takes away a line together with what is indented below it, a whole
 * file or an argument, the largest pieces first, until nothing more can go. `isInteresting` is asked often.
 */
export async function minimise(
  files: Files,
  isInteresting: (files: Files) => Promise<boolean>,
): Promise<Files> {
  let smallest = files
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false
    const cuts = [...smallest].flatMap(([path, text]) => (path === 'manage.py' ? [] : cutsOf(path, text)))
    for (const cut of cuts.sort((a, b) => b.lines.length - a.lines.length)) {
      const candidate = carriedOut(smallest, cut)
      if (!candidate || !(await isInteresting(candidate))) continue
      smallest = candidate
      isSmaller = true
    }
  }
  return smallest
}

function cutsOf(path: string, text: string): Cut[] {
  const lines = text.split('\n')
  const depth = (line: string) => line.length - line.trimStart().length
  const isBelow = (line: string, head: string) => line.trim() === '' || depth(line) > depth(head)
  const cuts: Cut[] = [{ path, lines: text }]
  lines.forEach((line, at) => {
    if (line.trim() === '') return
    let end = at + 1
    while (end < lines.length && isBelow(lines[end]!, line)) end++
    // The bracket that closes what the line opens.
    if (/[([{]$/.test(line) && /^\s*[)\]}]+,?$/.test(lines[end] ?? '')) end++
    cuts.push({ path, lines: lines.slice(at, end).join('\n') })
    cuts.push(...withoutArguments(line).map((instead) => ({ path, lines: line, instead })))
  })
  return cuts
}

const argument =
  /(, )?\*{0,2}\w+=(?:'[^']*'|"[^"]*"|[\w.]+(?:\([^()]*\))?|\[[^[\]]*\]|\{[^{}]*\}|\([^()]*\))(, )?/g

/** A line without one of the arguments that stand on it, for each of them. */
function withoutArguments(line: string): string[] {
  return [...line.matchAll(argument)].map((match) => {
    const between = match[1] && match[2] ? ', ' : ''
    return line.slice(0, match.index) + between + line.slice(match.index + match[0].length)
  })
}

/** Undefined where the lines have gone with others. */
function carriedOut(files: Files, { path, lines, instead }: Cut): Files | undefined {
  const text = files.get(path)
  const at = `\n${text ?? ''}\n`.indexOf(`\n${lines}\n`)
  if (text === undefined || at < 0) return undefined
  const left = new Map(files)
  if (text === lines) {
    left.delete(path)
    return left
  }
  const after = text.slice(at + lines.length + 1)
  return left.set(path, text.slice(0, at) + (instead === undefined ? '' : `${instead}\n`) + after)
}
