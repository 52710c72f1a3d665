import { designType } from '../../../typescript/design-type.ts'
import type { Interpreter } from '../../../typescript/interpreter.ts'
import { textOf, type Value } from '../../../typescript/value.ts'
import type { EntityDefault } from './entity-table.ts'
import { noteNamed, type MemberNotes, type Note } from './notes.ts'
import { Options } from './options.ts'

/** Columns that TypeORM fills in by itself, by their decorators. */
export type SpecialColumn = 'createDate' | 'updateDate' | 'deleteDate' | 'version' | 'treeLevel'

/** What the decorators of a property say of its column, before names and a database come into it. */
export interface ColumnNote {
  readonly options: Options
  /** As `EntityColumn.type`. */
  readonly type: string | undefined
  readonly isTypeKnown: boolean
  readonly special: SpecialColumn | undefined
  readonly isPrimary: boolean
  readonly generated: 'increment' | 'uuid' | 'rowid' | 'identity' | undefined
  readonly isUnique: boolean
  readonly note: Note
}

const specials: Readonly<Record<string, SpecialColumn>> = {
  CreateDateColumn: 'createDate',
  UpdateDateColumn: 'updateDate',
  DeleteDateColumn: 'deleteDate',
  VersionColumn: 'version',
  TreeLevelColumn: 'treeLevel',
}

/** Decorators that make a column, and have options in the first or the second place. */
const columnDecorators: ReadonlySet<string> = new Set([
  'Column',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'TreeLevelColumn',
  ...Object.keys(specials),
])

/** The decorator among those of a property that makes it a column; undefined where none does. */
export function columnDecorator({ notes }: MemberNotes): Note | undefined {
  return notes.find(({ name }) => columnDecorators.has(name))
}

/** The class of an embedded entity: `@Column(() => Name)`. */
export function embedded({ name, args }: Note): Value | undefined {
  return name === 'Column' && args[0]?.kind === 'function' ? args[0] : undefined
}

/** What a decorator says of a column (typeorm 1.1, src/decorator/columns). */
export function columnNote(interpreter: Interpreter, member: MemberNotes, note: Note): ColumnNote {
  const [first, second] = note.args
  const special = specials[note.name]
  const isGenerated = note.name === 'PrimaryGeneratedColumn'
  const optionsOf = first?.kind === 'object' || special !== undefined ? first : second
  const options = new Options(optionsOf)
  const generatedNote = noteNamed(member.notes, 'Generated')
  const generated = isGenerated
    ? strategy(textOf(first) ?? 'increment')
    : generatedNote && strategy(textOf(generatedNote.args[0]) ?? 'increment')
  const written = special === undefined && !isGenerated && first ? typeName(first) : undefined
  const given = written ?? typeName(options.get('type'))
  const isMute = written === undefined && first !== undefined && !isGenerated && first.kind === 'unresolved'
  const type =
    given ??
    (special !== undefined || isMute || options.unknown.has('type')
      ? undefined
      : isGenerated
        ? generated === 'uuid'
          ? 'uuid'
          : 'Number'
        : member.scope && designType(interpreter, member.type, member.scope))
  return {
    options,
    type: generated === 'uuid' ? 'uuid' : generated === 'rowid' ? 'int' : (type ?? (generated && 'Number')),
    isTypeKnown: !isMute && !options.unknown.has('type'),
    special,
    isPrimary: note.name.startsWith('Primary') || options.flag('primary'),
    generated,
    isUnique: options.flag('unique'),
    note,
  }
}

function strategy(name: string): ColumnNote['generated'] {
  return name === 'uuid' || name === 'rowid' || name === 'identity' ? name : 'increment'
}

/** A type as a text, or as one of the language's constructors; undefined for anything else. */
function typeName(value: Value | undefined): string | undefined {
  if (value?.kind === 'outside' && value.from === undefined) return value.name
  return textOf(value)
}

/** The default of a column; undefined where it is not known. */
export function defaultOf(interpreter: Interpreter, options: Options): EntityDefault | undefined {
  const value = options.get('default')
  if (value === undefined) return options.unknown.has('default') ? undefined : { kind: 'none' }
  if (value.kind === 'function') {
    const text = textOf(interpreter.call(value, []))
    return text === undefined ? undefined : { kind: 'sql', text }
  }
  if (value.kind === 'const')
    return value.value === null || value.value === undefined
      ? { kind: 'none' }
      : { kind: 'value', value: typeof value.value === 'bigint' ? String(value.value) : value.value }
  const plain = plainValue(value)
  if (plain === undefined) return undefined
  const items = Array.isArray(plain) && options.flag('array') ? plain.map(String) : undefined
  return items ? { kind: 'items', items } : { kind: 'json', text: JSON.stringify(plain) }
}

/** A value as JSON has it; undefined where a part of it is not known. */
function plainValue(value: Value): unknown {
  if (value.kind === 'const') return typeof value.value === 'bigint' ? undefined : (value.value ?? null)
  if (value.kind === 'array') {
    const items = value.items.map(plainValue)
    return items.includes(undefined) ? undefined : items
  }
  if (value.kind !== 'object' || value.lost) return undefined
  const entries = [...value.entries].map(([name, one]) => [name, plainValue(one)] as const)
  return entries.some(([, one]) => one === undefined) ? undefined : Object.fromEntries(entries)
}

/** The values of an enumeration, or of a list; undefined where there are none, or they are not known. */
export function valuesOf(options: Options): readonly string[] | undefined {
  const value = options.get('enum')
  if (value?.kind === 'array') return options.texts('enum')
  if (value?.kind !== 'object') return undefined
  // A number among the names leads back to a name.
  const own = [...value.entries].filter(([name]) => Number.isNaN(Number(name))).map(([, one]) => one)
  const texts = own.map((one) => (one.kind === 'const' ? String(one.value) : undefined))
  if (!value.lost && !texts.includes(undefined)) return texts as readonly string[]
  options.unknown.add('enum')
  return undefined
}
