import type { Change, ValueChange } from '../autodetector/change.ts'
import { className, code, memberChanges } from '../autodetector/change-text.ts'

/**
 * What a squash leaves otherwise, as a sentence without its full stop, where `change` would take what it leaves to what
 * those that it replaces leave.
 *
 * @param by the replaced migration that does it, where one is known: `0003_note`
 */
export function describe(change: Change, by: string | undefined): string {
  const model = `\`${change.app}.${change.model}\``
  const field = `\`${change.app}.${change.model}.${change.name}\``
  const theirs = by === undefined ? 'what it replaces' : `\`${by}\``
  const { changes } = change
  switch (change.operation) {
    case 'CreateModel':
      if (changes.length > 0)
        return `${model} is not what ${theirs} leaves: ${changes.map(attribute).join(', ')}`
      return `${model} is made by ${theirs}, and not by the squash`
    case 'DeleteModel':
      return `${model} is left over after the squash: what it replaces leaves no such model`
    case 'AddField':
      return `${field} is set up by ${theirs}, and not by the squash`
    case 'RemoveField':
      return `${field} is left over after the squash: what it replaces leaves no such field`
    case 'AlterField':
      return changes.length > 0
        ? `${field} is not what ${theirs} leaves: ${changes.map(attribute).join(', ')}`
        : `${field} leads to a proxy after the squash, and to a table after what it replaces`
    case 'AlterModelManagers':
      return `${model} has other managers after the squash than after what it replaces`
    case 'AddIndex':
    case 'AddConstraint':
      return `${named(change)} of ${model} is made by ${theirs}, and not by the squash`
    case 'RemoveIndex':
    case 'RemoveConstraint':
      return `${named(change)} of ${model} is left over after the squash: what it replaces leaves none`
    case 'RenameIndex':
      return `${change.oldName === undefined ? 'an index' : `the index \`${change.oldName}\``} of ${model} is called \`${change.name}\` after what the squash replaces`
    case 'AlterConstraint':
      return `${named(change)} of ${model} is not what ${theirs} leaves: ${changes.map(attribute).join(', ')}`
    default:
      return `${model} (Meta) is not what ${theirs} leaves: ${changes.map(attribute).join(', ')}`
  }
}

function named({ operation, name }: Change): string {
  const noun = operation.endsWith('Index') ? 'index' : 'constraint'
  return name === undefined ? `an ${noun}` : `the ${noun} \`${name}\``
}

/** `max_length` is `100` in place of `200`. */
function attribute({ attribute: name, from, to }: ValueChange): string {
  if (name === 'class') return `it is \`${className(from)}\` in place of \`${className(to)}\``
  const members = from && to && memberChanges(to, from)
  if (members) return `\`${name}\` differs: ${members}`
  if (!from) return `\`${name}\` is not set in place of ${code(to)}`
  return to
    ? `\`${name}\` is ${code(from)} in place of ${code(to)}`
    : `\`${name}\` is ${code(from)} in place of not set`
}
