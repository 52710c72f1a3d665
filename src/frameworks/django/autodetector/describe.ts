import type { Change, ValueChange } from './change.ts'
import { className, code, memberChanges, short } from './change-text.ts'

/** What a change is, as a sentence without its full stop, for somebody who sees the build fail. */
export function describe(change: Change): string {
  const model = `${change.app}.${change.model}`
  const field = `\`${model}.${change.name}\``
  const { changes } = change
  switch (change.operation) {
    case 'CreateModel':
      return `\`${model}\` has no migration that creates it`
    case 'DeleteModel':
      return `\`${model}\` is gone from the models, but no migration deletes it`
    case 'AddField':
      return `${field} has no migration that adds it${hint(change)}`
    case 'RemoveField':
      return `${field} is gone from the models, but no migration removes it`
    case 'AlterField':
      return changes.length > 0
        ? `${field} ${attributes(changes)}`
        : `${field} leads to a model that no longer is a proxy, which no migration says`
    case 'AlterModelManagers':
      return `\`${model}\` has other managers for migrations than the migrations say`
    case 'AddIndex':
    case 'AddConstraint':
      return `${named(change)} of \`${model}\` has no migration that adds it`
    case 'RemoveIndex':
    case 'RemoveConstraint':
      return `${named(change)} of \`${model}\` is gone from the models, but no migration removes it`
    case 'RenameIndex':
      return change.oldName === undefined
        ? `the index \`${change.name}\` of \`${model}\` takes the place of \`index_together\`, which no migration says`
        : `the index \`${change.oldName}\` of \`${model}\` is called \`${change.name}\` in the models, but no migration renames it`
    case 'AlterConstraint':
      return `${named(change)} of \`${model}\` ${attributes(changes)}`
    default:
      return `\`${model}\` (Meta): ${changes.map(option).join('; ')}`
  }
}

function named({ operation, name }: Change): string {
  const noun = operation.endsWith('Index') ? 'index' : 'constraint'
  return name === undefined ? `an ${noun}` : `the ${noun} \`${name}\``
}

const hint = ({ looksLikeRenameOf: old }: Change) =>
  old === undefined ? '' : `, unless it is what \`${old}\` was: then it is a rename that is missing`

/** `has ... in the models`, for one attribute as a sentence, for several as a list. */
function attributes(changes: readonly ValueChange[]): string {
  const [first] = changes
  if (changes.length > 1) return `differs from what the migrations say: ${changes.map(listed).join(', ')}`
  const { attribute, from, to } = first!
  if (attribute === 'class') {
    return `is \`${className(to)}\` in the models and \`${className(from)}\` in the migrations`
  }
  const members = from && to && memberChanges(from, to)
  if (members) return `has other \`${attribute}\` in the models than in the migrations: ${members}`
  if (!to) return `has no \`${attribute}\` in the models; the migrations leave it at ${code(from)}`
  const written = `has \`${attribute}=${short(to)}\` in the models`
  return from
    ? `${written}; the migrations leave it at ${code(from)}`
    : `${written}; the migrations do not set it`
}

function listed({ attribute, from, to }: ValueChange): string {
  if (attribute === 'class') return `\`${className(to)}\` (was \`${className(from)}\`)`
  const members = from && to && memberChanges(from, to)
  if (members) return `\`${attribute}\` ${members}`
  if (!to) return `no \`${attribute}\` (was ${code(from)})`
  return `\`${attribute}=${short(to)}\` (was ${from ? code(from) : 'not set'})`
}

function option({ attribute, from, to }: ValueChange): string {
  const inModels = to ? `is ${code(to)} in the models` : 'is not set in the models'
  return `\`${attribute}\` ${inModels}, ${from ? code(from) : 'not set'} in the migrations`
}
