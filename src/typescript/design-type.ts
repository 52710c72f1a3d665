import type { TSESTree } from '@typescript-eslint/types'
import type { Interpreter } from './interpreter.ts'
import type { Scope } from './scope.ts'

/** What the compiler writes down of a property's type for its decorators (`design:type`), where it is one of these. */
export type DesignType = 'String' | 'Number' | 'Boolean' | 'Date' | 'Buffer'

const keywords: Readonly<Partial<Record<TSESTree.TypeNode['type'], DesignType>>> = {
  TSStringKeyword: 'String',
  TSNumberKeyword: 'Number',
  TSBooleanKeyword: 'Boolean',
  TSTemplateLiteralType: 'String',
}

/** How deep aliases of types may lead to each other. */
const deepest = 10

/**
 * The type that the compiler writes for a property with decorators (TypeScript 5, src/compiler/transformers/typeSerializer.ts);
 * undefined for any other, or one that is not followed.
 */
export function designType(
  interpreter: Interpreter,
  node: TSESTree.TypeNode | undefined,
  scope: Scope,
  depth = 0,
): DesignType | undefined {
  if (!node || depth > deepest) return undefined
  const inner = (one: TSESTree.TypeNode): DesignType | undefined =>
    designType(interpreter, one, scope, depth + 1)
  const keyword = keywords[node.type]
  if (keyword) return keyword
  switch (node.type) {
    case 'TSLiteralType':
      return literal(node)
    case 'TSUnionType': {
      const types = new Set(node.types.filter((one) => !isNothing(one)).map(inner))
      return types.size === 1 ? [...types][0] : undefined
    }
    case 'TSTypeReference':
      return node.typeName.type === 'Identifier'
        ? named(interpreter, node.typeName.name, scope, depth + 1)
        : undefined
    default:
      return undefined
  }
}

/** `| null` and `| undefined` are there for the type checker. */
function isNothing({ type }: TSESTree.TypeNode): boolean {
  return type === 'TSNullKeyword' || type === 'TSUndefinedKeyword'
}

function literal({ literal: value }: TSESTree.TSLiteralType): DesignType | undefined {
  if (value.type === 'TemplateLiteral') return 'String'
  if (value.type === 'UnaryExpression') return 'Number'
  return ofValue(value.value)
}

function ofValue(value: unknown): DesignType | undefined {
  const name = typeof value
  return name === 'string'
    ? 'String'
    : name === 'number'
      ? 'Number'
      : name === 'boolean'
        ? 'Boolean'
        : undefined
}

/** A name: what the language has, an enumeration, or an alias of another type, here or where it is imported from. */
function named(interpreter: Interpreter, name: string, scope: Scope, depth: number): DesignType | undefined {
  if (depth > deepest) return undefined
  for (const statement of scope.file.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type === 'TSTypeAliasDeclaration' && declared.id.name === name)
      return designType(interpreter, declared.typeAnnotation, scope, depth)
    if (statement.type !== 'ImportDeclaration') continue
    const specifier = statement.specifiers.find(({ local }) => local.name === name)
    if (specifier?.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') continue
    const path = interpreter.modules.find(statement.source.value, scope.file.path)
    const other = path === undefined ? undefined : interpreter.scope(path)
    if (other) return named(interpreter, specifier.imported.name, other, depth + 1)
  }
  const value = scope.get(name)
  if (value === undefined) return name === 'Date' || name === 'Buffer' ? name : undefined
  if (value.kind !== 'object') return undefined
  const types = new Set(
    [...value.entries.values()].map((one) => (one.kind === 'const' ? ofValue(one.value) : undefined)),
  )
  return types.size === 1 ? [...types][0] : undefined
}
