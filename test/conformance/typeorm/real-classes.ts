import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import ts from 'typescript'
import type { EntityClass } from './schema-builder.ts'

/**
 * Entity classes of a clone, loaded as its own code would load them, with the types that decorators ask for. What they import
 * of libraries that are not installed stands there and does nothing.
 *
 * @param files by the paths of files, the names of their classes
 * @param from the folder whose TypeORM they import
 */
export async function realClasses(
  clone: string,
  files: ReadonlyMap<string, readonly string[]>,
  from: string,
): Promise<readonly EntityClass[]> {
  ;(globalThis as { typeormMetadataArgsStorage?: unknown }).typeormMetadataArgsStorage = undefined
  const folder = join(from === resolve('.') ? resolve('.conformance') : from, 'loaded')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `${process.pid}-${loads++}.cjs`)
  const imports = [...files.keys()].map((path) => `import * as m from ${JSON.stringify(join(clone, path))}`)
  const contents = imports.map((line, index) => `${line.replace(' m ', ` m${index} `)}\nexport { m${index} }`)
  await build({
    stdin: { contents: contents.join('\n'), resolveDir: clone, loader: 'js' },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
    plugins: [
      withDecorators(
        clone,
        [...files.keys()].map((path) => join(clone, path)),
      ),
    ],
  })
  const { default: loaded } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
    readonly default: Record<string, Record<string, EntityClass>>
  }
  return [...files.values()].flatMap((names, index) =>
    names.map((name) => {
      const found = loaded[`m${index}`]![name] ?? loaded[`m${index}`]!['default']
      if (!found) throw new Error(`no class ${name}`)
      return found
    }),
  )
}

let loads = 0

/** TypeScript as its own compiler has it, since types are asked for; packages of the clone are inert. */
function withDecorators(clone: string, roots: readonly string[]): Plugin {
  const asked = Symbol('asked')
  const compiled = compile(clone, roots)
  return {
    name: 'decorators',
    setup(host) {
      host.onResolve({ filter: /.*/ }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === asked || kind === 'entry-point') return undefined
        if (/^(typeorm|reflect-metadata)(\/|$)/.test(path)) return { path, external: true }
        const found = await host.resolve(path, { resolveDir, kind, pluginData: asked })
        const isOwn = found.path.startsWith(clone) && !found.path.includes('/node_modules/')
        return found.errors.length === 0 && isOwn ? { path: found.path } : { path, namespace: 'inert' }
      })
      host.onLoad({ filter: /.*/, namespace: 'inert' }, () => ({ contents: inert, loader: 'js' }))
      host.onLoad({ filter: /\.[cm]?tsx?$/ }, ({ path }) => {
        const contents = compiled.get(path)
        if (contents === undefined) throw new Error(`${path} was not compiled`)
        // A module that makes its own data source is not asked for one.
        return { contents: /new \w+\.DataSource\(/.test(contents) ? inert : contents, loader: 'js' }
      })
    },
  }
}

/** By the path of each file that some files import, with themselves, what TypeScript's compiler makes of it. */
function compile(clone: string, roots: readonly string[]): ReadonlyMap<string, string> {
  const config = ts.findConfigFile(
    dirname(roots[0]!),
    (path) => path.startsWith(clone) && ts.sys.fileExists(path),
  )
  const read = config === undefined ? undefined : ts.readConfigFile(config, (path) => ts.sys.readFile(path))
  const own = read && ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(config!)).options
  const program = ts.createProgram({
    rootNames: roots,
    options: { ...own, ...compilerOptions },
  })
  const written = new Map<string, string>()
  for (const file of program.getSourceFiles())
    if (!file.isDeclarationFile) program.emit(file, (_, text) => written.set(file.fileName, text))
  return written
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.React,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  useDefineForClassFields: false,
  declaration: false,
  sourceMap: false,
  composite: false,
  incremental: false,
  noEmit: false,
  noEmitOnError: false,
  isolatedModules: false,
  allowImportingTsExtensions: false,
  outDir: '/out',
}

/** Called, constructed or asked for a part it gives itself again; as a decorator it leaves things as they are. */
const inert = `
const isTarget = (value) => typeof value === 'function' ? /^class\\b/.test(Function.prototype.toString.call(value)) : typeof value === 'object' && value !== null
const one = new Proxy(function () {}, {
  get: (target, key) => key === 'prototype' ? target.prototype : key === Symbol.toPrimitive ? () => '' : key === 'then' || key === Symbol.iterator ? undefined : one,
  apply: (_, __, args) => (args.length > 0 && isTarget(args[0]) && (args.length === 1 ? typeof args[0] === 'function' : typeof args[1] === 'string') ? undefined : one),
  construct: () => ({}),
})
module.exports = one
`
