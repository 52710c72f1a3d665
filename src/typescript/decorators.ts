import type { TSESTree } from '@typescript-eslint/types'
import { evaluate, keyOf } from './evaluate.ts'
import { originOf, type Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'
import type { ClassValue, Origin, Value } from './value.ts'

/** A decorator: what the expression behind the `@` is. */
export interface Decoration {
  readonly value: Value
  readonly origin: Origin
}

/** A property or an accessor of a class that stands in it with decorators. */
export interface DecoratedMember {
  /** Undefined where it is worked out. */
  readonly name: string | undefined
  readonly decorations: readonly Decoration[]
  /** The type that is written for it. */
  readonly type: TSESTree.TypeNode | undefined
  readonly origin: Origin
}

export function classDecorations(
  interpreter: Interpreter,
  { code, scope }: ClassValue,
): readonly Decoration[] {
  return code.decorators.map((decorator) => decoration(interpreter, decorator, scope))
}

/** The decorated members of the class itself, in the order of the source. */
export function decoratedMembers(
  interpreter: Interpreter,
  { code, scope }: ClassValue,
): readonly DecoratedMember[] {
  return code.body.body.flatMap((member): readonly DecoratedMember[] => {
    if (!('decorators' in member) || !('key' in member) || member.decorators.length === 0) return []
    return [
      {
        name: keyOf(interpreter, member, scope),
        decorations: member.decorators.map((decorator) => decoration(interpreter, decorator, scope)),
        type: typeOf(member),
        origin: originOf(member.key, scope),
      },
    ]
  })
}

function decoration(interpreter: Interpreter, decorator: TSESTree.Decorator, scope: Scope): Decoration {
  return { value: evaluate(interpreter, decorator.expression, scope), origin: originOf(decorator, scope) }
}

/** Of a property what is written behind it, of a getter what it returns, of a setter what it takes. */
function typeOf(member: TSESTree.ClassElement): TSESTree.TypeNode | undefined {
  if (member.type === 'PropertyDefinition' || member.type === 'AccessorProperty')
    return member.typeAnnotation?.typeAnnotation
  if (member.type !== 'MethodDefinition') return undefined
  const [parameter] = member.value.params
  if (member.kind === 'get') return member.value.returnType?.typeAnnotation
  return parameter && 'typeAnnotation' in parameter ? parameter.typeAnnotation?.typeAnnotation : undefined
}
