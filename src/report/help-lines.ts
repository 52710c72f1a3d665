/** A line of a help: a sentence, or code to copy, which nothing may break. */
export interface HelpLine {
  readonly text: string
  readonly isCode: boolean
}

/**
 * The lines of a help. The first is a sentence, and so is what begins with a capital or a backtick; the rest is code, as the
 * recipes of frameworks give it.
 */
export function helpLines(help: string): readonly HelpLine[] {
  return help.split('\n').map((text, index) => ({ text, isCode: index > 0 && !/^[\p{Lu}`]/u.test(text) }))
}
