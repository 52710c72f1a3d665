import type { ClassDef, Expr, FunctionDef, Stmt } from './ast.ts'
import { boundNames } from './bind.ts'

type Call = Extract<Expr, { type: 'Call' }>

/** How source may leave the block that it stands in. */
export type Exit = 'return' | 'break' | 'continue' | 'raise'

/** What source may do, on any way through it, as far as it can be told without evaluating anything. */
export interface Effects {
  /** Names that it may bind or unbind in its own scope. */
  readonly bound: Set<string>
  /** Functions and classes that it may define in its own scope. */
  readonly definitions: (FunctionDef | ClassDef)[]
  /** Targets of `+=` and the like. */
  readonly augmented: Expr[]
  /** What attributes may be set on: the whole target. */
  readonly attributes: Extract<Expr, { type: 'Attribute' }>[]
  /** What entries may be set in: the object. */
  readonly entries: Expr[]
  readonly calls: Call[]
  /** Calls whose result nobody takes: they are made for what they do. */
  readonly statements: Call[]
  readonly exits: Set<Exit>
  readonly yields: boolean
  readonly globals: Set<string>
  readonly nonlocals: Set<string>
  /** What is iterated over, and may be used up. */
  readonly iterated: Expr[]
}

/** Collects the effects of source; functions and lambdas that it only defines are not looked into. */
export function effectsOf(source: Expr | Stmt | readonly (Expr | Stmt)[]): Effects {
  const collector = new Collector()
  collector.visit(source)
  return collector
}

class Collector implements Effects {
  readonly bound = new Set<string>()
  readonly definitions: (FunctionDef | ClassDef)[] = []
  readonly augmented: Expr[] = []
  readonly attributes: Extract<Expr, { type: 'Attribute' }>[] = []
  readonly entries: Expr[] = []
  readonly calls: Call[] = []
  readonly statements: Call[] = []
  readonly exits = new Set<Exit>()
  readonly globals = new Set<string>()
  readonly nonlocals = new Set<string>()
  readonly iterated: Expr[] = []
  yields = false
  #classes = 0
  #loops = 0

  visit(node: unknown): void {
    if (Array.isArray(node)) {
      for (const item of node) this.visit(item)
    } else if (node !== null && typeof node === 'object') {
      if ('type' in node) this.#node(node as Expr | Stmt)
      else this.#children(node)
    }
  }

  #children(node: object): void {
    for (const child of Object.values(node)) if (typeof child === 'object') this.visit(child)
  }

  #bind(names: readonly string[]): void {
    // What a class body binds are attributes of the class.
    if (this.#classes === 0) for (const name of names) this.bound.add(name)
  }

  #target(target: Expr): void {
    this.#bind(boundNames(target))
    for (const part of parts(target)) {
      if (part.type === 'Attribute') this.attributes.push(part)
      else if (part.type === 'Subscript') this.entries.push(part.value)
    }
  }

  #exit(exit: Exit): void {
    if (this.#loops === 0 || exit === 'return' || exit === 'raise') this.exits.add(exit)
  }

  #node(node: Expr | Stmt): void {
    switch (node.type) {
      case 'FunctionDef':
        this.#bind([node.name])
        this.definitions.push(node)
        this.visit(node.decorators)
        for (const param of node.params) this.visit(param.default)
        return
      case 'Lambda':
        for (const param of node.params) this.visit(param.default)
        return
      case 'ClassDef':
        this.#bind([node.name])
        this.definitions.push(node)
        this.visit([...node.decorators, ...node.bases])
        this.visit(node.keywords)
        this.#classes++
        this.visit(node.body)
        this.#classes--
        return
      case 'Assign':
      case 'Delete':
        for (const target of node.type === 'Assign' ? node.targets : node.values) this.#target(target)
        break
      case 'AugAssign':
        this.augmented.push(node.target)
        break
      case 'NamedExpr':
        this.#target(node.target)
        break
      case 'For':
        this.#target(node.target)
        this.iterated.push(node.iter)
        this.visit(node.target)
        this.visit(node.iter)
        this.#loop(node.body)
        this.visit(node.orelse)
        return
      case 'While':
        this.visit(node.test)
        this.#loop(node.body)
        this.visit(node.orelse)
        return
      case 'With':
        for (const { target } of node.items) if (target) this.#target(target)
        break
      case 'Try':
        for (const { name } of node.handlers) if (name !== undefined) this.#bind([name])
        break
      case 'Match':
        for (const { captures } of node.cases) this.#bind(captures)
        break
      case 'Import':
        this.#bind(node.names.map(({ name, asname }) => asname ?? name.split('.')[0]!))
        return
      case 'ImportFrom':
        if (node.names !== '*') this.#bind(node.names.map(({ name, asname }) => asname ?? name))
        return
      case 'OtherStmt':
        this.#bind(node.binds)
        if (node.kind === 'exec_statement') this.entries.push(...node.names)
        return
      case 'Expr':
        if (node.value.type === 'Call') this.statements.push(node.value)
        break
      case 'Call':
        this.calls.push(node)
        break
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp':
        this.iterated.push(...node.generators.map(({ iter }) => iter))
        break
      case 'Return':
        this.#exit('return')
        break
      case 'Raise':
        this.#exit('raise')
        break
      case 'Assert':
        this.#exit('raise')
        break
      case 'Break':
        this.#exit('break')
        return
      case 'Continue':
        this.#exit('continue')
        return
      case 'Global':
        for (const name of node.names) this.globals.add(name)
        return
      case 'Nonlocal':
        for (const name of node.names) this.nonlocals.add(name)
        return
      case 'OtherExpr':
        if (node.kind === 'yield') this.yields = true
        break
      default:
    }
    this.#children(node)
  }

  #loop(body: readonly Stmt[]): void {
    this.#loops++
    this.visit(body)
    this.#loops--
  }
}

/** The attributes and subscripts among the parts of a target. */
function parts(target: Expr): Expr[] {
  if (target.type === 'Tuple' || target.type === 'List') return target.elts.flatMap(parts)
  return target.type === 'Starred' ? parts(target.value) : [target]
}
