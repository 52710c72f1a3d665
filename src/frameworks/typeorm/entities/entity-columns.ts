import type { EntityColumn, EntityDefault } from './entity-table.ts'
import { columnDecorator, columnNote, defaultOf, embedded, valuesOf } from './column-notes.ts'
import { known, placeAt, type EntityMember, type Reading } from './entity.ts'
import { classNotes, type ClassNotes, type Doubt, type MemberNotes, type Note } from './notes.ts'
import { Options } from './options.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import { textOf } from '../../../typescript/value.ts'

/** How deep entities may be embedded in each other. */
const deepest = 10

/** The properties of a class, those of embedded entities in the place of what embeds them. */
export function entityMembers(
  interpreter: Interpreter,
  { members }: ClassNotes,
  isOfChild: boolean,
  doubts: Doubt[],
  prefixes: readonly string[] = [],
  parents: readonly string[] = [],
): readonly EntityMember[] {
  return members.flatMap((notes): readonly EntityMember[] => {
    const path = [...parents, notes.name].join('.')
    const note = columnDecorator(notes)
    const target = note && embedded(note)
    if (!note || target?.kind !== 'function') return [{ path, notes, prefixes, isOfChild }]
    const inner = interpreter.call(target, [])
    if (inner.kind !== 'class' || parents.length > deepest) {
      doubts.push({ cause: `what is embedded as \`${path}\` is not known`, origin: note.origin })
      return []
    }
    const prefix = prefixOf(new Options(note.args[1]), notes.name)
    if (prefix === undefined) {
      doubts.push({ cause: `how the columns of \`${path}\` are called is not known`, origin: note.origin })
      return []
    }
    const inside = classNotes(interpreter, inner)
    doubts.push(...inside.doubts)
    return entityMembers(
      interpreter,
      inside,
      isOfChild,
      doubts,
      [...prefixes, ...prefix],
      [...parents, notes.name],
    )
  })
}

/** What the columns of an embedded entity begin with: one name, or none (src/metadata/EmbeddedMetadata.ts). */
function prefixOf(options: Options, property: string): readonly string[] | undefined {
  const given = options.constant('prefix')
  if (options.unknown.size > 0) return undefined
  if (given === undefined || given === true) return [property]
  return given === '' || given === false || given === null ? [] : [String(given)]
}

/** The column of a property; undefined where it has none, or one whose name is not known. */
export function columnOf(
  { interpreter, naming, dialect }: Reading,
  { path, notes, prefixes, isOfChild }: EntityMember,
  doubts: Doubt[],
): EntityColumn | undefined {
  const decorator = columnDecorator(notes)
  if (!decorator) return undefined
  const note = columnNote(interpreter, notes, decorator)
  const { options, type } = note
  const special = note.special && dialect.special[note.special]
  const given = defaultBelow(interpreter, notes, decorator) ?? defaultOf(interpreter, options)
  const nullable = options.constant('nullable')
  const isNullable =
    typeof nullable === 'boolean'
      ? nullable
      : options.constant('default') === null || special?.isNullable === true
  const givenName = options.text('name')
  if (options.unknown.has('name'))
    doubts.push({ cause: `how the column of \`${path}\` is called is not known`, origin: notes.origin })
  const name = known(naming.columnName(notes.name, givenName, prefixes), doubts)
  const bareName = prefixes.length === 0 ? name : known(naming.columnName(notes.name, givenName, []), doubts)
  if (name === undefined || bareName === undefined || options.unknown.has('name')) return undefined
  const column: EntityColumn = {
    path,
    name,
    bareName,
    type: type ?? special?.type,
    length: options.text('length') ?? '',
    precision: precisionOf(options, special?.precision),
    scale: options.number('scale'),
    isArray: options.flag('array'),
    isNullable: isNullable || isOfChild,
    isPrimary: note.isPrimary,
    isUnsigned: options.flag('unsigned'),
    charset: textOf(options.get('charset')),
    collation: textOf(options.get('collation')),
    generated: note.generated,
    default: given?.kind === 'none' ? (special?.default ?? given) : (given ?? { kind: 'none' }),
    onUpdate: options.text('onUpdate') ?? special?.onUpdate,
    values: valuesOf(options),
    valueType: options.text('enumName'),
    unknown: new Set(),
    cause: undefined,
    place: placeAt(interpreter, notes.origin),
  }
  return { ...column, ...unknownParts(options, column, given === undefined) }
}

/** `null` asks for none where a column has one by itself. */
function precisionOf(options: Options, usual: number | undefined): number | undefined {
  const given = options.constant('precision')
  if (given === null) return undefined
  return typeof given === 'number' ? given : usual
}

/** The default that a class below gives the column of a class above: the one option that it has a say in. */
function defaultBelow(
  interpreter: Interpreter,
  { notes }: MemberNotes,
  decorator: Note,
): EntityDefault | undefined {
  const below = notes.findLast((note) => note !== decorator && note.name === decorator.name)
  const object = below?.args.find(({ kind }) => kind === 'object')
  const given = object && defaultOf(interpreter, new Options(object))
  return given?.kind === 'none' ? undefined : given
}

/** Options that say of which type a column is. */
const ofType = ['type', 'length', 'precision', 'scale', 'array', 'unsigned', 'collation', 'enum', 'enumName']

function unknownParts(
  { unknown }: Options,
  { type }: EntityColumn,
  isDefaultUnknown: boolean,
): Pick<EntityColumn, 'unknown' | 'cause'> {
  const parts = new Set<'type' | 'null' | 'default' | 'key'>()
  const isMute = type === undefined
  if (isMute || ofType.some((name) => unknown.has(name))) parts.add('type')
  if (unknown.has('nullable')) parts.add('null')
  if (isDefaultUnknown || unknown.has('onUpdate')) parts.add('default')
  if (unknown.has('primary') || unknown.has('unique')) parts.add('key')
  const cause =
    parts.size === 0
      ? undefined
      : isMute && !unknown.has('type')
        ? 'its type is one that TypeScript’s reader does not tell'
        : 'an option of it is not known'
  return { unknown: parts, cause }
}
