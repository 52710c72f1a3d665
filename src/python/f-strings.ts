import type { FormattedValue, Template } from './ast.ts'
import { formatted } from './format.ts'
import type { Interpreter } from './interpreter.ts'
import { shownAs } from './instances.ts'
import { sizeLimit } from './operators.ts'
import { repr, toText } from './repr.ts'
import type { Scope } from './scope.ts'

/** The text of an f-string; undefined where a part of it is not known. Every part is evaluated all the same. */
export function joinedText(interpreter: Interpreter, parts: Template, scope: Scope): string | undefined {
  let text: string | undefined = ''
  for (const part of parts) {
    const known = typeof part === 'string' ? part : fieldText(interpreter, part, scope)
    text = text === undefined || known === undefined ? undefined : text + known
    if (text !== undefined && text.length > sizeLimit) text = undefined
  }
  return text
}

function fieldText(interpreter: Interpreter, field: FormattedValue, scope: Scope): string | undefined {
  const value = shownAs(interpreter, interpreter.evaluate(field.value, scope), { expr: field.value, scope })
  if (field.spec.length > 0) {
    joinedText(interpreter, field.spec, scope)
    return undefined
  }
  if (field.conversion === '') return formatted(value)
  if (field.conversion === 's') return toText(value)
  return field.conversion === 'r' ? repr(value) : undefined
}
