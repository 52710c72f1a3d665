import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Parser } from 'web-tree-sitter'

/** Set by the build, where both .wasm files lie beside the bundle. */
declare const WASM_BESIDE_BUNDLE: boolean | undefined

function locate(specifier: string): string {
  if (typeof WASM_BESIDE_BUNDLE !== 'undefined' && WASM_BESIDE_BUNDLE) {
    return fileURLToPath(new URL(`./${specifier.split('/').at(-1)}`, import.meta.url))
  }
  return createRequire(import.meta.url).resolve(specifier)
}

/** A tree-sitter parser for Python: 15 ms cold, so it is made once a run and only where a file must be parsed. */
export async function loadGrammar(): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter')
  await Parser.init({ locateFile: () => locate('web-tree-sitter/web-tree-sitter.wasm') })
  const parser = new Parser()
  parser.setLanguage(await Language.load(locate('tree-sitter-python/tree-sitter-python.wasm')))
  return parser
}
