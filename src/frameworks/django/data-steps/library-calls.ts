import type { Span } from '../../../python/ast.ts'
import { builtins } from '../../../python/builtins.ts'
import type { Value } from '../../../python/value.ts'
import { givesHandle, unfollowedCall, type Given } from './calls.ts'
import { ormExpression } from './expressions.ts'
import { elementsOf, itemsOf } from './iterate.ts'
import { truthOf } from './conditions.ts'
import { data, type Known, type Model } from './known.ts'
import { modelOf, unknownModel } from './models.ts'
import { textOf } from './names-in.ts'
import type { Reach } from './reach.ts'
import { attributeOf, setField } from './objects.ts'
import { mergeKnown, type Walk } from './walk.ts'

/** What is called by a path outside of the repository. */
export function libraryCall(walk: Walk, path: string, given: Given, expr: Span): Known {
  const name = path.split('.').at(-1)!
  if (path.startsWith('builtins.')) return builtinCall(walk, name, given, expr)
  if (/^django\.apps\.(registry\.)?apps\.get_(registered_)?model$/.test(path))
    return todaysModel(walk, given, expr)
  if (path === 'django.contrib.auth.get_user_model') return userModel(walk)
  if (doesMore.some((one) => one.test(path))) {
    walk.unfollowed(`what \`${name}()\` does is not followed`, expr)
    return { kind: 'unknown', cause: `what \`${name}()\` gives` }
  }
  const made = ormExpression(walk, path, given, expr)
  if (made) return made
  if (/^django\.db\.connection\.cursor$/.test(path)) return { kind: 'cursor' }
  if (path === 'contextlib.suppress') return { ...data('never'), suppresses: true }
  if (path === 'copy.copy' || path === 'copy.deepcopy') return given.args[0] ?? data('maybe')
  if (path === 'tqdm.tqdm' || path === 'tqdm.auto.tqdm') return given.args[0] ?? data('maybe')
  if (path.startsWith('itertools.')) return iterations(walk, given)
  if (path.startsWith('collections.')) return walk.newList([])
  if (harmless.some((one) => one.test(path)) || !givesHandle(walk, given))
    return neverNull.some((one) => one.test(path)) ? data('never') : outcome(name)
  return unfollowedCall(walk, `what \`${name}()\` does with it`, given, expr)
}

/** What a library gives may be an object of its own, such as a regular expression. */
const outcome = (name: string): Known => (/^[A-Z]/.test(name) ? data('never') : data('maybe'))

/** What writes rows, or may, without being given any. */
const doesMore = [
  /^django\.core\.management\.(call_command|base\.)/,
  /^django\.core\.management\b.*\b(call_command|execute_from_command_line)$/,
  /\.create_permissions$/,
  /\.create_contenttypes$/,
  /\.update_contenttypes$/,
  /^django\.db\.models\.signals\..*\.(connect|send|send_robust)$/,
  /\.(delay|apply_async|delay_on_commit)$/,
  /^importlib\./,
  /^(subprocess|os\.system|os\.popen)/,
  /^django\.db\.transaction\.on_commit$/,
]

const harmless = [
  /^(logging|json|re|math|random|uuid|hashlib|datetime|decimal|string|time|copy|operator|functools|warnings|sys)\b/,
  /^django\.(utils|conf|db\.transaction|core\.exceptions|core\.files)\b/,
  /^(structlog|loguru)\b/,
]

const neverNull = [
  /^uuid\./,
  /^datetime\./,
  /^decimal\./,
  /^json\.dumps$/,
  /^hashlib\./,
  /^secrets\./,
  /^os\.urandom$/,
  /^time\.time$/,
  /^re\.sub$/,
  /^django\.utils\.text\.slugify$/,
  /^django\.utils\.timezone\.(now|localtime|make_aware|localdate)$/,
  /^django\.utils\.crypto\.get_random_string$/,
  /^django\.utils\.(html|encoding)\./,
  /^django\.utils\.translation\./,
  /^django\.contrib\.auth\.hashers\.make_password$/,
]

function iterations(walk: Walk, given: Given): Known {
  const [only, ...others] = given.args
  return only && others.length === 0
    ? only
    : walk.newList(given.args.flatMap((arg) => elementsOf(walk, arg) ?? []))
}

function todaysModel(walk: Walk, given: Given, expr: Span): Known {
  const [first, second] = given.args.map(textOf)
  const [app, model] = given.args.length === 1 ? (first?.split('.') ?? []) : [first, second]
  if (app === undefined || model === undefined) {
    walk.unfollowed('which model is asked for', expr)
    return { kind: 'model', model: { ...unknownModel, isImported: true } }
  }
  const found = modelOf(walk.site, app, model, true)
  const isOwn = walk.site.project.layout.apps.has(app)
  const asked = { path: `django.apps.apps.get_model("${app}", "${model}")` }
  return { kind: 'model', model: { ...found, ...(isOwn && { asked }) } }
}

/** Which model it is hangs on a setting of today: it counts wherever that model comes from. */
function userModel(walk: Walk): Known {
  const { authUserModel } = walk.site.context
  const [app, model] = authUserModel?.split('.') ?? []
  const asked = { path: 'django.contrib.auth.get_user_model()', setting: 'AUTH_USER_MODEL' }
  const isKnown = app !== undefined && model !== undefined
  const found = isKnown ? modelOf(walk.site, app, model, true) : { ...unknownModel, isImported: true }
  return { kind: 'model', model: { ...found, asked } }
}

const never: ReadonlySet<string> = new Set(
  'str int float bool len repr format abs round sum range bytes hash id type isinstance issubclass hasattr callable print any all chr ord hex divmod vars dir object super'.split(
    ' ',
  ),
)

function builtinCall(walk: Walk, name: string, given: Given, expr: Span): Known {
  const [first, second, third] = given.args
  const values = given.args.flatMap((arg): Value[] => (arg.kind === 'value' ? [arg.value] : []))
  switch (name) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'sorted':
    case 'reversed':
    case 'iter':
      // A list of rows is their objects; as a list of keys, it still says of which rows.
      if (first?.kind === 'rows') walk.load(first)
      return first ?? walk.newList([])
    case 'dict':
      return first?.kind === 'list' || first?.kind === 'rows' ? data('maybe') : walk.newList([])
    case 'next': {
      const item = itemsOf(walk, first ?? data('maybe'))?.[0] ?? { kind: 'unknown', cause: 'what comes next' }
      return second ? mergeKnown(item, second) : item
    }
    case 'enumerate':
      return paired(walk, given.args)
    case 'zip':
      return { kind: 'unknown', cause: 'what `zip()` puts together' }
    case 'range': {
      if (values.length === given.args.length) break
      // `range(0, len(ids), 1000)`
      const counted = second?.kind === 'data' ? second.counted : undefined
      const isFromStart = first?.kind === 'value' && first.value.kind === 'const' && first.value.value === 0
      return {
        ...data('never'),
        ...(isFromStart && third && counted && { isIndex: true, counted, step: third }),
      }
    }
    case 'len':
      if (first?.kind === 'rows') {
        walk.load(first)
        return { ...data('never'), counted: { model: first.model, reach: first.whole ?? first.reach } }
      }
      if (first?.kind === 'list') return { ...data('never'), counted: countedIn(walk, first) }
      break
    case 'getattr': {
      const field = textOf(second)
      if (first?.kind === 'row' && field !== undefined) {
        const found = attributeOf(walk, first, field, { ...expr, type: 'Constant', value: null })
        // Of None, it is what is given besides.
        return third && (first.mayBeNone || first.key) ? mergeKnown(found, third) : found
      }
      if (first && !['value', 'data'].includes(first.kind))
        return { kind: 'unknown', cause: 'which attribute it is' }
      return data('maybe')
    }
    case 'setattr': {
      const field = textOf(second)
      if (first?.kind !== 'row') break
      if (field === undefined) walk.unfollowed('which field is set', expr)
      else setField(walk, first, field, third ?? data('maybe'), expr)
      return data('always')
    }
    case 'map':
    case 'filter':
      return unfollowedCall(walk, `what \`${name}()\` calls`, given, expr)
    case 'exec':
    case 'eval':
    case '__import__':
      walk.unfollowed(`what \`${name}()\` runs`, expr)
      return { kind: 'unknown', cause: `what \`${name}()\` gives` }
    default:
  }
  if (values.length === given.args.length && given.keywords.size === 0 && Object.hasOwn(builtins, name)) {
    const origin = { path: walk.scope.file.path, start: expr.start, end: expr.end }
    const result = builtins[name]!({ args: values, keywords: new Map() }, origin)
    if (result) return { kind: 'value', value: result }
  }
  return never.has(name) ? data('never') : data('maybe')
}

/** The rows of which there is none where a list of their objects is empty. */
function countedIn(walk: Walk, list: Known): { model: Model; reach: Reach } | undefined {
  const value = elementsOf(walk, list)?.[0]?.value
  const { yes } = truthOf(walk, list)
  if (value?.kind !== 'row' || typeof yes === 'string') return undefined
  const [reach] = yes.values()
  return reach && { model: value.model, reach }
}

/** `enumerate(rows)`. */
function paired(walk: Walk, [over]: readonly Known[]): Known {
  if (over?.kind === 'rows' && over.gives === 'objects') return { ...over, isNumbered: true }
  const elements = over && elementsOf(walk, over)
  if (!elements) return { kind: 'unknown', cause: 'what is numbered' }
  return walk.newList(
    elements.map(({ value, path }) => ({ value: { kind: 'tuple', items: [data('never'), value] }, path })),
  )
}
