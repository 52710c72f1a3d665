import type * as parserModule from '@typescript-eslint/parser'
import type { SourceFile } from './syntax.ts'

/** Parses the bytes of a TypeScript or JavaScript file. Never throws: what is neither comes back as `syntaxError`. */
export type ParseTypeScript = (path: string, bytes: Uint8Array) => SourceFile

type Parser = Pick<typeof parserModule, 'parse'>

/**
 * Loads the parser, which half a second goes into: only where there is something to parse. It is an optional peer, since
 * whoever has TypeScript migrations has it, and nobody else needs its size. Undefined where it is not installed.
 */
export async function loadTypeScriptParser(): Promise<ParseTypeScript | undefined> {
  let parser: Parser
  try {
    parser = await import('@typescript-eslint/parser')
  } catch {
    return undefined
  }
  const decoder = new TextDecoder()
  return (path, bytes) => parseFile(parser, path, decoder.decode(bytes))
}

function parseFile(parser: Parser, path: string, text: string): SourceFile {
  try {
    const { body } = parser.parse(text, {
      range: true,
      sourceType: 'module',
      // In a .ts file `<T>x` is a cast, in a .tsx file the beginning of an element.
      ecmaFeatures: { jsx: path.endsWith('x') },
      jsDocParsingMode: 'none',
    })
    return { path, text, body }
  } catch (error) {
    return { path, text, body: [], syntaxError: syntaxError(error) }
  }
}

/** typescript-estree throws a `TSError` with the offset of what it cannot read. */
function syntaxError(error: unknown): NonNullable<SourceFile['syntaxError']> {
  const at = error as { readonly index?: unknown; readonly message?: unknown }
  const start = typeof at.index === 'number' ? at.index : 0
  return { start, message: typeof at.message === 'string' ? at.message : 'the file cannot be parsed' }
}
