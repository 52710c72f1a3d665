import type { Severity } from '../model/finding.ts'

/** ANSI's select graphic rendition: the code that turns a style on and the one that turns it off. */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const

export type StyleName = keyof typeof codes
export type Style = (text: string, ...names: readonly StyleName[]) => string

export const severityColour: Readonly<Record<Severity, StyleName>> = {
  error: 'red',
  warning: 'yellow',
  hint: 'cyan',
}

/** Puts styles around text, or leaves it alone where the reader takes no colour. */
export function styler(colour: boolean): Style {
  if (!colour) return (text) => text
  return (text, ...names) =>
    names.reduce((styled, name) => `\x1b[${codes[name][0]}m${styled}\x1b[${codes[name][1]}m`, text)
}
