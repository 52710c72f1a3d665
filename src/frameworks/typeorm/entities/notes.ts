import { classChain, superClass } from '../../../typescript/classes.ts'
import { classDecorations, decoratedMembers, type Decoration } from '../../../typescript/decorators.ts'
import { importedFrom } from '../../../typescript/imports.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import type { Scope } from '../../../typescript/scope.ts'
import type { TypeNode } from '../../../typescript/syntax.ts'
import type { ClassValue, Origin, Value } from '../../../typescript/value.ts'

/** One of TypeORM's decorators, and what it is given. */
export interface Note {
  /** `Column`, `ManyToOne`, `Entity`. */
  readonly name: string
  readonly args: readonly Value[]
  readonly origin: Origin
}

/** The first decorator of a name. */
export function noteNamed(notes: readonly Note[], name: string): Note | undefined {
  return notes.find((note) => note.name === name)
}

/** A property, and what TypeORM's decorators say of it. */
export interface MemberNotes {
  readonly name: string
  readonly notes: readonly Note[]
  /** The type that TypeScript's reader sees. */
  readonly type: TypeNode | undefined
  /** Where names of that type mean something; undefined where there is no type. */
  readonly scope: Scope | undefined
  readonly origin: Origin
}

/** Why a class may have more, or less, than what was read. */
export interface Doubt {
  readonly cause: string
  readonly origin: Origin
}

/** What TypeORM's decorators say of a class and of those that it extends. */
export interface ClassNotes {
  /** What entities are called: `Post`. */
  readonly name: string
  readonly origin: Origin
  /** Undefined for one that is declared by an object. */
  readonly class: ClassValue | undefined
  /** Those that stand at the class itself. */
  readonly own: readonly Note[]
  /** Those that stand at the class or at one that it extends. */
  readonly inherited: readonly Note[]
  /**
   * Of a property that several classes have, or that has several decorators, TypeORM goes by what comes first: by the class
   * above, and by the decorator next to the property (src/metadata-args/MetadataArgsStorage.ts).
   */
  readonly members: readonly MemberNotes[]
  readonly doubts: readonly Doubt[]
}

export function classNotes(interpreter: Interpreter, start: ClassValue): ClassNotes {
  const doubts: Doubt[] = []
  const members = new Map<string, MemberNotes>()
  const chain = classChain(interpreter, start)
  const notesOf = (owner: ClassValue): readonly Note[] =>
    read(classDecorations(interpreter, owner), interpreter, doubts)
  // Decorators run from the class above down, and from the one next to the property up.
  for (const owner of chain.toReversed()) {
    for (const { name, decorations, type, origin } of decoratedMembers(interpreter, owner)) {
      const notes = read(decorations, interpreter, doubts).toReversed()
      if (notes.length === 0) continue
      const known = name === undefined ? undefined : members.get(name)
      if (name === undefined) doubts.push({ cause: 'the name of a property is not known', origin })
      else if (known) members.set(name, { ...known, notes: [...known.notes, ...notes] })
      else members.set(name, { name, notes, type, scope: owner.scope, origin })
    }
  }
  const last = chain.at(-1)!
  const above = superClass(interpreter, last)
  if (above && !hasNoColumns(above))
    doubts.push({ cause: `what \`${last.name}\` extends is not known`, origin: last.origin })
  return {
    name: start.name,
    origin: start.origin,
    class: start,
    own: notesOf(start),
    inherited: chain.flatMap(notesOf),
    members: [...members.values()],
    doubts,
  }
}

/** TypeORM's own base class, and what the language has. */
function hasNoColumns(above: Value): boolean {
  if (above.kind !== 'outside') return above.kind === 'class'
  return above.from === undefined || (above.from === 'typeorm' && above.name === 'BaseEntity')
}

function read(
  decorations: readonly Decoration[],
  interpreter: Interpreter,
  doubts: Doubt[],
): readonly Note[] {
  return decorations.flatMap(({ value, origin }) => noted(value, origin, interpreter, doubts))
}

/** What a decorator says; those of other packages say nothing to TypeORM. */
function noted(value: Value, origin: Origin, interpreter: Interpreter, doubts: Doubt[]): readonly Note[] {
  if (value.kind === 'call' && value.callee.kind === 'outside') {
    const { from, name } = value.callee
    if (from === 'typeorm') return [{ name: name.replace(/^default\./, ''), args: value.args, origin }]
    if (name === 'applyDecorators')
      return value.args.flatMap((inner) => noted(inner, origin, interpreter, doubts))
  }
  if (value.kind === 'outside' || value.kind === 'call') return []
  // Code that does not know of TypeORM makes no columns.
  if (value.kind === 'function' && !importedFrom(value.scope.file).includes('typeorm')) return []
  doubts.push({ cause: 'what a decorator does is not known', origin })
  return []
}
