import {
  constant,
  textOf,
  truth,
  type CallValue,
  type ObjectValue,
  type Value,
} from '../../../typescript/value.ts'
import type { ClassNotes, MemberNotes, Note } from './notes.ts'
import { Options } from './options.ts'

/**
 * `new EntitySchema({…})` as the decorators that say the same (typeorm 1.1,
 * src/entity-schema/EntitySchemaTransformer.ts).
 */
export function schemaNotes({ args: [given], origin }: CallValue): ClassNotes {
  const options = new Options(given)
  const target = options.get('target')
  const name = target?.kind === 'class' ? target.name : options.text('name')
  const note = (called: string, args: readonly Value[]): Note => ({ name: called, args, origin })
  const own = [
    note('Entity', [renamed(given, { tableName: 'name' })]),
    ...itemsOf(options, 'indices').map((item) => note('Index', keyArgs(item))),
    ...itemsOf(options, 'uniques').map((item) => note('Unique', keyArgs(item))),
    ...itemsOf(options, 'checks').map((item) => note('Check', checkArgs(item))),
    ...itemsOf(options, 'foreignKeys').map((item) => note('ForeignKey', foreignKeyArgs(item))),
  ]
  const doubts = ['embeddeds', 'inheritance', 'trees']
    .filter((part) => options.get(part) !== undefined)
    .map((part) => ({ cause: `\`${part}\` of a schema are not read`, origin }))
  const isKnown = given?.kind === 'object' && !given.lost && name !== undefined
  return {
    name: name ?? '?',
    origin,
    class: undefined,
    own,
    inherited: own,
    members: [...members(options, 'columns', columnNotes), ...members(options, 'relations', relationNotes)],
    doubts: isKnown ? doubts : [...doubts, { cause: 'the options of a schema are not known', origin }],
  }
}

/** The table's options: what a schema calls otherwise than the decorator goes under its name. */
function renamed(value: Value | undefined, names: Readonly<Record<string, string>>): Value {
  if (value?.kind !== 'object') return value ?? constant(undefined)
  const entries = new Map([...value.entries].filter(([name]) => name !== 'name'))
  for (const [from, to] of Object.entries(names)) {
    const own = value.entries.get(from)
    if (own) entries.set(to, own)
  }
  return { ...value, entries }
}

function itemsOf(options: Options, name: string): readonly Value[] {
  const value = options.get(name)
  return value?.kind === 'array' ? value.items : []
}

/** `{ name, columns, unique }` as `@Index(name, columns, options)` has it. */
function keyArgs(item: Value): readonly Value[] {
  const options = new Options(item)
  return [options.get('name'), options.get('columns'), item].filter((value) => value !== undefined)
}

/** `@ForeignKey(target, columns, referencedColumns, options)` */
function foreignKeyArgs(item: Value): readonly Value[] {
  const options = new Options(item)
  const columns = ['target', 'columnNames', 'referencedColumnNames'].map(
    (name) => options.get(name) ?? constant(undefined),
  )
  return [...columns, item]
}

function checkArgs(item: Value): readonly Value[] {
  const options = new Options(item)
  return [options.get('name'), options.get('expression')].filter((value) => value !== undefined)
}

function members(
  options: Options,
  name: string,
  read: (value: ObjectValue) => readonly Note[],
): readonly MemberNotes[] {
  const value = options.get(name)
  if (value?.kind !== 'object') return []
  return [...value.entries].flatMap(([property, one]) =>
    one.kind === 'object'
      ? [{ name: property, notes: read(one), type: undefined, scope: undefined, origin: one.origin }]
      : [],
  )
}

/** What makes a column one that TypeORM fills in. */
const specials: Readonly<Record<string, string>> = {
  createDate: 'CreateDateColumn',
  updateDate: 'UpdateDateColumn',
  deleteDate: 'DeleteDateColumn',
  version: 'VersionColumn',
  treeLevel: 'TreeLevelColumn',
}

function columnNotes(value: ObjectValue): readonly Note[] {
  const { origin } = value
  const options = new Options(value)
  const special = Object.keys(specials).find((name) => options.flag(name))
  const generated = options.get('generated')
  return [
    { name: special ? specials[special]! : 'Column', args: [value], origin },
    ...(generated && truth(generated) !== false
      ? [{ name: 'Generated', args: [constant(textOf(generated) ?? 'increment')], origin }]
      : []),
    ...columnForeignKey(options.get('foreignKey'), origin),
  ]
}

/** `foreignKey` of a column: `@ForeignKey(target, inverseSide, options)`. */
function columnForeignKey(given: Value | undefined, origin: ObjectValue['origin']): readonly Note[] {
  if (given === undefined) return []
  const options = new Options(given)
  const [target, side] = [options.get('target'), options.get('inverseSide')]
  return [
    { name: 'ForeignKey', args: [target ?? constant(undefined), ...(side ? [side] : []), given], origin },
  ]
}

const relations: Readonly<Record<string, string>> = {
  'one-to-one': 'OneToOne',
  'one-to-many': 'OneToMany',
  'many-to-one': 'ManyToOne',
  'many-to-many': 'ManyToMany',
}

function relationNotes(value: ObjectValue): readonly Note[] {
  const { origin } = value
  const options = new Options(value)
  const name = relations[options.text('type') ?? '']
  if (name === undefined) return []
  const target = options.get('target') ?? constant(undefined)
  const inverse = options.get('inverseSide') ?? constant(undefined)
  const join = (option: string, note: string): readonly Note[] => {
    const given = options.get(option)
    if (given === undefined || truth(given) === false) return []
    return [{ name: note, args: given.kind === 'const' ? [] : [given], origin }]
  }
  return [
    { name, args: [target, inverse, value], origin },
    ...join('joinColumn', 'JoinColumn'),
    ...join('joinTable', 'JoinTable'),
  ]
}
