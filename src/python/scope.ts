import type { Module } from './ast.ts'
import type { Value } from './value.ts'

/** A file of the repository, parsed. */
export interface SourceFile {
  /** From the repository's root. */
  readonly path: string
  readonly module: Module
}

/** An import that is looked up when its name is first used. */
export interface ImportBinding {
  readonly kind: 'import'
  readonly dotted: string
  /** The name that is taken out of the module; undefined for the module itself. */
  readonly name: string | undefined
}

export type Binding = Value | ImportBinding

/** The names of a module, a class body or a function call, and where to look further. */
export interface Scope {
  readonly file: SourceFile
  readonly kind: 'module' | 'class' | 'function'
  readonly names: Map<string, Binding>
  /** The scope that a name is looked up in next: never a class body (Python's rule). */
  readonly outer: Scope | undefined
  /** Modules that `from x import *` took names from, and that could not be read: any name may come from there. */
  readonly starred: string[]
}

export function moduleScope(file: SourceFile): Scope {
  return { file, kind: 'module', names: new Map(), outer: undefined, starred: [] }
}

/** The scope of a class body or a function inside `outer`; what a class body binds is not visible in it. */
export function innerScope(outer: Scope, kind: 'class' | 'function'): Scope {
  const visible = outer.kind === 'class' ? outer.outer : outer
  return { file: outer.file, kind, names: new Map(), outer: visible, starred: [] }
}

/** The scope of a comprehension, which is evaluated in place. */
export function comprehensionScope(outer: Scope): Scope {
  return { file: outer.file, kind: 'function', names: new Map(), outer, starred: [] }
}
