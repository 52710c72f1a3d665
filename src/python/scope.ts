import type { Module } from './ast.ts'
import type { Effects } from './effects.ts'
import type { ClassValue, FunctionValue, Value } from './value.ts'

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
  /** The file from which the module is looked up; `''` for the repository's root. */
  readonly from: string
}

export type Binding = Value | ImportBinding

/** What a function's source says of its names: which are its own, and which it takes from outside to set them. */
export interface Frame {
  readonly locals: ReadonlySet<string>
  readonly globals: ReadonlySet<string>
  readonly nonlocals: ReadonlySet<string>
  /** Every name that its code uses. */
  readonly names: ReadonlySet<string>
  /** What its body may do. */
  readonly effects: Effects
}

/** The names of a module, a class body, a function call or a comprehension, and where to look further. */
export interface Scope {
  readonly file: SourceFile
  readonly kind: 'module' | 'class' | 'function' | 'comprehension'
  readonly names: Map<string, Binding>
  /** The scope that a name is looked up in next: never a class body (Python's rule). */
  readonly outer: Scope | undefined
  /** Of a function call. */
  readonly frame: Frame | undefined
  /** Of a function call: what is called. */
  readonly callee: FunctionValue | undefined
  /** Of a class body: the class that it made, once it is run through. */
  made: ClassValue | undefined
  /** What stands before the name of a definition in its `__qualname__`. */
  readonly prefix: string
  /** Names of a module that were set again after it was run: what was imported from it before is another value. */
  readonly rebound: Set<string>
  /** Whether a module was run to its end. */
  isDone: boolean
  /** Whether code that is not read may have bound any name in a module. */
  isOpen: boolean
  /** Modules that `from x import *` took names from, and that could not be read: any name may come from there. */
  readonly starred: string[]
}

export function moduleScope(file: SourceFile): Scope {
  return newScope(file, { kind: 'module', prefix: '' })
}

/** The scope of a comprehension inside `outer`. */
export function comprehensionScope(outer: Scope): Scope {
  return newScope(outer.file, { kind: 'comprehension', outer: visible(outer), prefix: outer.prefix })
}

/** The scope of the body of a class that is defined in `outer`. */
export function classScope(outer: Scope, name: string): Scope {
  return newScope(outer.file, {
    kind: 'class',
    outer: visible(outer),
    prefix: `${outer.prefix}${name}.`,
  })
}

/** The scope of a call of a function. */
export function callScope(callee: FunctionValue, frame: Frame): Scope {
  const prefix = `${callee.qualname}.<locals>.`
  return newScope(callee.scope.file, {
    kind: 'function',
    outer: visible(callee.scope),
    frame,
    callee,
    prefix,
  })
}

/** What a class body binds is seen in the body alone. */
function visible(outer: Scope): Scope | undefined {
  return outer.kind === 'class' ? outer.outer : outer
}

function newScope(
  file: SourceFile,
  own: Pick<Scope, 'kind' | 'prefix'> & Partial<Pick<Scope, 'outer' | 'frame' | 'callee'>>,
): Scope {
  return {
    file,
    kind: own.kind,
    names: new Map(),
    outer: own.outer,
    frame: own.frame,
    callee: own.callee,
    made: undefined,
    prefix: own.prefix,
    rebound: new Set(),
    isDone: false,
    isOpen: false,
    starred: [],
  }
}

/** The module that a scope lies in. */
export function moduleOf(scope: Scope): Scope {
  let module = scope
  while (module.outer) module = module.outer
  return module
}

/** Whether code may have bound names in a module that no statement of it shows, such as by way of `sys.modules`. */
export function mayBindMore({ isOpen, file }: Scope): boolean {
  return isOpen || hiddenBinders.test(file.module.text)
}

const hiddenBinders =
  /\bsys\.modules\b|\b(?:globals|vars|locals|exec|execfile|setattr|include)\(|(?<!getLogger\()\b__name__\b(?!\s*[=!]=)/

/** The class in whose body the code of a scope stands, however deep in functions: Python's `__class__`. */
export function enclosingClass(scope: Scope): ClassValue | undefined {
  let current: Scope | undefined = scope
  while (current && current.kind !== 'class')
    current = current.callee ? current.callee.scope : current.kind === 'module' ? undefined : current.outer
  return current?.made
}

/** The scope in which an assignment in `scope` binds `name`: `global` and `nonlocal` send it elsewhere. */
export function bindingScope(name: string, scope: Scope): Scope {
  if (scope.frame?.globals.has(name)) return moduleOf(scope)
  if (!scope.frame?.nonlocals.has(name)) return scope
  for (let outer = scope.outer; outer; outer = outer.outer) if (outer.frame?.locals.has(name)) return outer
  return scope
}

/** Binds a name where an assignment in `scope` binds it; without a value, it is unbound. */
export function assign(name: string, value: Binding | undefined, scope: Scope): void {
  const target = bindingScope(name, scope)
  if (target.isDone) target.rebound.add(name)
  if (value) target.names.set(name, value)
  else target.names.delete(name)
}

/** The scope in which `:=` binds: outside of the comprehensions that it stands in. */
export function outsideComprehensions(scope: Scope): Scope {
  let own = scope
  while (own.kind === 'comprehension' && own.outer) own = own.outer
  return own
}
