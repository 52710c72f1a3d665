import type { Span } from '../../../python/ast.ts'
import { builtinMethod } from '../../../python/methods.ts'
import { stringOf, type Value } from '../../../python/value.ts'
import { isModel } from '../models/ancestors.ts'
import { givesHandle, unfollowedCall, type Given } from './calls.ts'
import { under } from './conditions.ts'
import { isDeclared } from './declared.ts'
import { elementsOf, itemsOf } from './iterate.ts'
import { data, type Known } from './known.ts'
import { importedModel, isThere, modelOf, unknownModel } from './models.ts'
import { textOf } from './names-in.ts'
import { objectMethod } from './objects.ts'
import { rowsMethod } from './querysets.ts'
import { runSqlText } from './cursor-sql.ts'
import { mergeKnown, type Walk } from './walk.ts'

/** `object.name(…)`. */
export function methodCall(walk: Walk, object: Known, name: string, given: Given, expr: Span): Known {
  switch (object.kind) {
    case 'apps':
      return ofApps(walk, undefined, name, given, expr)
    case 'app':
      return ofApps(walk, object, name, given, expr)
    case 'editor':
      if (name === 'execute')
        return runSqlText(
          walk,
          given.args[0] ?? given.keywords.get('sql'),
          given.args[1] ?? given.keywords.get('params'),
          expr,
        )
      if (name === 'quote_name' || name === 'quote_value') return data('never')
      walk.unfollowed(`what \`schema_editor.${name}()\` does is not followed`, expr)
      return data('maybe')
    case 'connection':
    case 'other connection':
      if (name === 'cursor') {
        if (object.kind === 'connection') walk.recorder.usesAlias = true
        return { kind: 'cursor' }
      }
      return data('maybe')
    case 'cursor':
      if (name === 'execute') return runSqlText(walk, given.args[0], given.args[1], expr)
      // Once for each of some lists of parameters, of which there may be none.
      if (name === 'executemany')
        return under(walk, 'unknown', () => runSqlText(walk, given.args[0], walk.newList([]), expr))
      if (name === '__enter__') return object
      if (/^(fetch|close|description)/.test(name)) return data('maybe')
      walk.unfollowed(`what \`cursor.${name}()\` does is not followed`, expr)
      return data('maybe')
    case 'rows': {
      const made = rowsMethod(walk, object, name, given, expr)
      if (made) return made
      walk.unfollowed(`what \`.${name}()\` of \`${object.model.label}\` does is not followed`, expr)
      return { kind: 'unknown', cause: `what \`.${name}()\` gives` }
    }
    case 'row': {
      const made = objectMethod(walk, object, name, given, expr)
      if (made) return made
      return unfollowedMethod(walk, name, given, expr)
    }
    case 'list':
      return ofList(walk, object, name, given)
    case 'data':
      return notNull.has(name) ? data('never') : mayHoldRows(walk, name, given, expr)
    case 'value':
      return ofValue(walk, object.value, name, given, expr)
    case 'tuple':
    case 'expression':
    case 'q':
    case 'alias':
      return object.kind === 'expression' ? object : data('maybe')
    default:
      return unfollowedMethod(walk, name, given, expr)
  }
}

const mayWrite =
  /^a?(save|delete|update|create|execute|executemany|add|set|clear|remove|run|migrate|process|apply|delay|send|connect|rebuild|(bulk_|get_or_|update_or_|create_|set_|update_|delete_)\w+)$/

/** A method of something of which it is not known what it is. */
function unfollowedMethod(walk: Walk, name: string, given: Given, expr: Span): Known {
  if (mayWrite.test(name) || givesHandle(walk, given))
    walk.unfollowed(`what \`.${name}()\` does is not followed`, expr)
  return { kind: 'unknown', cause: `what \`.${name}()\` gives` }
}

function mayHoldRows(walk: Walk, name: string, given: Given, expr: Span): Known {
  if (givesHandle(walk, given) && mayWrite.test(name)) return unfollowedMethod(walk, name, given, expr)
  return data('maybe')
}

/** Methods of text, dates and the like, that never give None. */
const notNull: ReadonlySet<string> = new Set(
  'lower upper strip lstrip rstrip replace format join split title capitalize isoformat hexdigest encode decode zfill date time strftime timestamp startswith endswith splitlines casefold count index quantize items keys values copy rsplit partition'.split(
    ' ',
  ),
)

function ofApps(
  walk: Walk,
  app: Extract<Known, { kind: 'app' }> | undefined,
  name: string,
  given: Given,
  expr: Span,
): Known {
  const first = textOf(given.args[0] ?? given.keywords.get('app_label'))
  if (!app && name === 'get_app_config') return { kind: 'app', label: first }
  if (name !== 'get_model') return { kind: 'unknown', cause: `what \`apps.${name}()\` gives` }
  const second = textOf(given.args[1] ?? given.keywords.get('model_name'))
  const modelOnly = textOf(given.args[0] ?? given.keywords.get('model_name'))
  const isLabel = given.args.length + given.keywords.size === 1
  const [label, model] = app ? [app.label, modelOnly] : isLabel ? (first?.split('.') ?? []) : [first, second]
  if (label === undefined || model === undefined) {
    const isUser = given.args[0]?.kind === 'value' && isUserSetting(given.args[0].value)
    const user = isUser ? walk.site.context.authUserModel?.split('.') : undefined
    if (user?.[0] !== undefined && user[1] !== undefined)
      return { kind: 'model', model: modelOf(walk.site, user[0], user[1]) }
    return { kind: 'model', model: unknownModel }
  }
  walk.recorder.use({
    app: label,
    model,
    exists: walk.tries > 0 ? undefined : isThere(walk.site, label, model),
    isDeclared: walk.tries > 0 ? undefined : isDeclared(walk.site, label),
    place: walk.place(expr),
  })
  return { kind: 'model', model: modelOf(walk.site, label, model) }
}

const isUserSetting = (value: Value) =>
  value.kind === 'reference' && value.path === 'django.conf.settings.AUTH_USER_MODEL'

function ofList(walk: Walk, list: Extract<Known, { kind: 'list' }>, name: string, given: Given): Known {
  const elements = elementsOf(walk, list) ?? []
  const put = (value: Known | undefined) => {
    if (value) walk.heap.lists.set(list.id, [...elements, { value, path: walk.path }])
    walk.heap.written.delete(list.id)
  }
  switch (name) {
    case 'append':
    case 'add':
      put(given.args[0])
      return data('always')
    case 'insert':
    case 'setdefault':
      put(given.args[1])
      return given.args[1] ?? data('maybe')
    case 'extend':
    case 'update': {
      const [others] = given.args
      const items = others && itemsOf(walk, others)
      walk.heap.lists.set(list.id, [
        ...elements,
        ...(items ?? (others ? [others] : [])).map((value) => ({ value, path: walk.path })),
      ])
      return data('always')
    }
    case 'clear':
      walk.heap.lists.set(list.id, [])
      return data('always')
    case 'values':
    case 'copy':
      return list
    case 'items':
      return walk.newList(
        elements.map(({ value, path }) => ({
          value: { kind: 'tuple', items: [data('maybe'), value] },
          path,
        })),
      )
    case 'keys':
      return data('never')
    case 'get':
    case 'pop': {
      const values = elements.map(({ value }) => value)
      // `pop()` of a key that is not there fails.
      if (name === 'get' || given.args.length > 1) values.push(given.args[1] ?? data('always'))
      return values.length === 0 ? data('maybe') : values.reduce(mergeKnown)
    }
    default:
      return data('maybe')
  }
}

function ofValue(walk: Walk, value: Value, name: string, given: Given, expr: Span): Known {
  const args = given.args.flatMap((arg) => (arg.kind === 'value' ? [arg.value] : []))
  const isKnown = args.length === given.args.length && given.keywords.size === 0 && given.isWhole
  const isData = ['const', 'list', 'tuple', 'set', 'dict', 'iterator', 'member'].includes(value.kind)
  if (isData) {
    const origin = { path: walk.scope.file.path, start: expr.start, end: expr.end }
    const isRead = ![
      'append',
      'extend',
      'insert',
      'pop',
      'update',
      'setdefault',
      'clear',
      'remove',
      'sort',
    ].includes(name)
    const made =
      isKnown && isRead ? builtinMethod(value, name, { args, keywords: new Map() }, origin) : undefined
    if (made) return { kind: 'value', value: made }
    if (name === 'get' && value.kind === 'dict') {
      const [, otherwise] = given.args
      const values = value.entries.map((entry): Known => ({ kind: 'value', value: entry.value }))
      return [...values, otherwise ?? data('always')].reduce(mergeKnown)
    }
    return notNull.has(name) || stringOf(value) !== undefined ? data('never') : data('maybe')
  }
  const source = value.kind === 'call' && value.callee.kind === 'reference' ? value.callee.path : undefined
  if (source !== undefined && /^(logging|re|structlog)\b/.test(source)) return data('maybe')
  if (source?.startsWith('django.dispatch')) {
    walk.unfollowed(`what \`.${name}()\` does is not followed`, expr)
    return data('maybe')
  }
  return ofOther(walk, value, name, given, expr)
}

function ofOther(walk: Walk, value: Value, name: string, given: Given, expr: Span): Known {
  if (value.kind === 'class' && isModel(value, walk.site.context.library) === true) {
    // A method of its class that a library brings.
    walk.useImported(value, importedModel(walk.site, value).label, expr)
    walk.unfollowed(`what \`${value.name}.${name}()\` does is not followed`, expr)
    return { kind: 'unknown', cause: `what \`.${name}()\` gives` }
  }
  if (value.kind === 'unresolved' || value.kind === 'class' || value.kind === 'function')
    return unfollowedMethod(walk, name, given, expr)
  if (mayWrite.test(name)) return unfollowedMethod(walk, name, given, expr)
  return unfollowedCall(walk, `what \`.${name}()\` does with it`, given, expr)
}
