import type { Random } from './random.ts'
import type { MadeTypes } from './types.ts'

/** A property of a made-up entity: its decorators and its type, as they are written. */
export interface Property {
  readonly name: string
  readonly text: string
  /** Whether indexes and uniques may be over it. */
  readonly isColumn: boolean
  /** Whether its type lets no key be over it after all. */
  readonly isKeyless?: boolean
}

export interface MadeEntity {
  readonly name: string
  /** `@Entity()` as it is written, and whatever stands below it. */
  readonly entity: string
  readonly keys: readonly string[]
  readonly base: 'Dated' | undefined
  readonly primary: readonly string[]
  readonly properties: readonly Property[]
}

const names = ['Post', 'UserProfile', 'Tag', 'HTTPLog', 'OrderItem'] as const
const columnNames = [
  'title',
  'firstName',
  'size',
  'isOpen',
  'note',
  'price',
  'kind',
  'madeAt',
  'data',
  'code',
  'ref',
]

/** Some entities that refer to each other. */
export function madeEntities(random: Random, types: MadeTypes): readonly MadeEntity[] {
  const count = 2 + random.below(3)
  const own = names.slice(0, count)
  const made = own.map((name): MadeEntity => {
    const properties = columnNames
      .filter(() => random.chance(45))
      .map((column) => columnProperty(random, types, column))
    const relations = random.chance(60) ? [relationProperty(random, own, 'owner')] : []
    const all = [...properties, ...relations, ...(random.chance(25) ? [embeddedProperty(random)] : [])]
    return withoutTwins(types, {
      name,
      entity: entityDecorator(random, name),
      keys: classKeys(random, name, all),
      base: random.chance(30) ? ('Dated' as const) : undefined,
      primary: primary(random),
      properties: all,
    })
  })
  return made.map((entity) => (random.chance(20) ? withForeignKey(random, entity, made) : entity))
}

/** The entity with a foreign key that is no relation. */
function withForeignKey(random: Random, entity: MadeEntity, entities: readonly MadeEntity[]): MadeEntity {
  const { properties } = entity
  const target = random.one(entities)
  const key = target.primary[0]!
  const type = key.includes("'uuid'")
    ? "'uuid'"
    : key.includes('bigint')
      ? "'bigint'"
      : key.includes('string')
        ? "'varchar'"
        : "'int'"
  const action = random.chance(40) ? `{ onDelete: '${random.one(['CASCADE', 'SET NULL'])}' }` : ''
  const given = random.chance(20) ? `{ name: 'FK_own_${entity.name}' }` : action
  const atProperty = [
    `() => ${target.name}`,
    ...(random.chance(50) ? ["'id'"] : []),
    ...(given ? [given] : []),
  ]
  const isAtClass = random.chance(30)
  const decorator = isAtClass ? '' : `@ForeignKey(${atProperty.join(', ')}) `
  const atClass = `@ForeignKey(() => ${target.name}, ['link'], ['id']${given ? `, ${given}` : ''})`
  return {
    ...entity,
    keys: [...entity.keys.filter((each) => !each.startsWith('@ForeignKey')), ...(isAtClass ? [atClass] : [])],
    properties: [
      ...properties.filter(({ name }) => name !== 'link'),
      {
        name: 'link',
        isColumn: false,
        text: `${decorator}@Column({ type: ${type}, nullable: true }) link: unknown`,
      },
    ],
  }
}

/** The same entities with one thing changed. */
export function changedEntities(
  random: Random,
  types: MadeTypes,
  entities: readonly MadeEntity[],
): readonly MadeEntity[] {
  const index = random.below(entities.length)
  const own = entities.map(({ name }) => name)
  return entities.map((entity, each) => {
    if (each !== index) return entity
    const changed = random.chance(8)
      ? withForeignKey(random, entity, entities)
      : changedEntity(random, types, entity, own)
    return withoutTwins(types, changed)
  })
}

/** Without a second key over the same columns, where it would have the name of the first. */
function withoutTwins({ hasOnlyIndexes }: MadeTypes, entity: MadeEntity): MadeEntity {
  if (!hasOnlyIndexes) return entity
  const own = entity.properties.filter(({ text }) => /@Index|unique: true/.test(text))
  const seen = new Set(own.map(({ name }) => name))
  const keys = entity.keys.filter((key) => {
    const [, name, columns] = /^@\w+\((?:'(\w+)', )?\[(.+?)\]/.exec(key) ?? []
    // A column that is unique gets an index of the usual name besides.
    if (columns === undefined || (name !== undefined && columns.includes(','))) return true
    const over = `${columns.replaceAll("'", '').split(', ').toSorted().join()}${key.includes('where') ? ' where' : ''}`
    const isTwin = seen.has(over)
    seen.add(over)
    return !isTwin
  })
  return { ...entity, keys }
}

function changedEntity(
  random: Random,
  types: MadeTypes,
  entity: MadeEntity,
  own: readonly string[],
): MadeEntity {
  const { properties } = entity
  const at = random.below(Math.max(1, properties.length))
  const without = properties.filter((_, index) => index !== at)
  switch (random.below(8)) {
    case 0: {
      const free = columnNames.filter((name) => !properties.some((one) => one.name === name))
      return free.length === 0
        ? entity
        : { ...entity, properties: [...properties, columnProperty(random, types, random.one(free))] }
    }
    case 1:
      return withoutKeys({ ...entity, properties: without })
    case 2:
    case 3:
    case 4: {
      const chosen = properties[at]
      if (!chosen?.isColumn) return { ...entity, keys: classKeys(random, entity.name, properties) }
      const other = columnProperty(random, types, chosen.name)
      return withoutKeys({
        ...entity,
        properties: properties.map((one, index) => (index === at ? other : one)),
      })
    }
    case 5:
      return { ...entity, keys: classKeys(random, entity.name, properties) }
    case 6: {
      const others = properties.filter(({ name }) => name !== 'owner')
      return withoutKeys({
        ...entity,
        properties: random.chance(70) ? [...others, relationProperty(random, own, 'owner')] : others,
      })
    }
    default:
      return { ...entity, base: entity.base ? undefined : 'Dated' }
  }
}

function withoutKeys(entity: MadeEntity): MadeEntity {
  const gone = (key: string): boolean =>
    [...key.matchAll(/'(\w+)'/g)].some(
      ([, name]) =>
        [...columnNames, 'link'].includes(name!) &&
        !entity.properties.some((one) => one.name === name && one.isKeyless !== true),
    )
  return { ...entity, keys: entity.keys.filter((key) => !gone(key)) }
}

function entityDecorator(random: Random, name: string): string {
  if (random.chance(70)) return '@Entity()'
  return random.chance(50)
    ? `@Entity('the_${name.toLowerCase()}')`
    : `@Entity({ name: 'the_${name.toLowerCase()}' })`
}

function primary(random: Random): readonly string[] {
  switch (random.below(5)) {
    case 0:
      return [`@PrimaryGeneratedColumn('uuid') id: string`]
    case 1:
      return [`@PrimaryColumn() id: string`]
    case 2:
      return [`@PrimaryGeneratedColumn({ type: 'bigint' }) id: string`]
    default:
      return ['@PrimaryGeneratedColumn() id: number']
  }
}

/** Types that are told by the property alone. */
const plainTypes = ['string', 'number', 'boolean', 'Date'] as const

function columnProperty(random: Random, types: MadeTypes, name: string): Property {
  const nullable = random.chance(35) ? [`nullable: ${random.chance(85)}`] : []
  const unique = random.chance(10) ? ['unique: true'] : []
  const named = random.chance(10) ? [`name: 'the_${name.toLowerCase()}'`] : []
  const options = [...nullable, ...unique, ...named]
  const indexed = random.chance(10) ? `@Index(${random.chance(30) ? '{ unique: true }' : ''}) ` : ''
  const index = types.hasOnlyIndexes && unique.length > 0 ? '' : indexed
  if (random.chance(10)) {
    const special = random.one(['CreateDateColumn', 'UpdateDateColumn', 'DeleteDateColumn', 'VersionColumn'])
    const type = special === 'VersionColumn' ? 'number' : 'Date'
    const given = special !== 'VersionColumn' && random.chance(30) ? `{ type: ${types.time} }` : ''
    return { name, isColumn: true, text: `${index}@${special}(${given}) ${name}: ${type}` }
  }
  if (random.chance(30)) {
    const type = random.one(plainTypes)
    const text = options.length > 0 ? `{ ${options.join(', ')} }` : ''
    return { name, isColumn: true, text: `${index}@Column(${text}) ${name}: ${type}` }
  }
  const [type, withType, defaults, ts] = random.one(types.columns)
  const given =
    withType.length > 0 && (/enum'|'set'/.test(type) || random.chance(60)) ? random.one(withType) : undefined
  const isKeyless = types.keyless.has(type)
  if (isKeyless) options.splice(nullable.length, unique.length)
  const isArray = withType.includes('array: true')
  if (given !== undefined || isArray) options.push(given ?? 'array: true')
  if (defaults.length > 0 && random.chance(40)) options.push(`default: ${random.one(defaults)}`)
  const comesFirst = random.chance(50)
  if (!comesFirst) options.unshift(`type: ${type}`)
  const object = options.length > 0 ? `{ ${options.join(', ')} }` : ''
  const args = comesFirst ? [type, object].filter((text) => text !== '').join(', ') : object
  return { name, isColumn: true, isKeyless, text: `${isKeyless ? '' : index}@Column(${args}) ${name}: ${ts}` }
}

function relationProperty(random: Random, own: readonly string[], name: string): Property {
  const target = random.one(own)
  const options: string[] = []
  if (random.chance(40)) options.push(`nullable: ${random.chance(50)}`)
  if (random.chance(40))
    options.push(`onDelete: '${random.one(['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION'])}'`)
  if (random.chance(10)) options.push('createForeignKeyConstraints: false')
  const object = options.length > 0 ? `, { ${options.join(', ')} }` : ''
  const join = random.chance(30) ? `@JoinColumn({ name: 'the_${name}' }) ` : ''
  switch (random.below(4)) {
    case 0:
      return {
        name,
        isColumn: false,
        text: `@OneToOne(() => ${target}${object}) ${join || '@JoinColumn() '}${name}: unknown`,
      }
    case 1: {
      const table = random.chance(30) ? `{ name: 'between_${target.toLowerCase()}' }` : ''
      return {
        name,
        isColumn: false,
        text: `@ManyToMany(() => ${target}) @JoinTable(${table}) ${name}: unknown`,
      }
    }
    default:
      return { name, isColumn: false, text: `@ManyToOne(() => ${target}${object}) ${join}${name}: unknown` }
  }
}

function embeddedProperty(random: Random): Property {
  const prefix = random.one(['', `, { prefix: false }`, `, { prefix: 'at' }`])
  return { name: 'address', isColumn: false, text: `@Column(() => Address${prefix}) address: Address` }
}

function classKeys(random: Random, entity: string, properties: readonly Property[]): readonly string[] {
  const columns = properties
    .filter(({ isColumn, isKeyless }) => isColumn && !isKeyless)
    .map(({ name }) => name)
  if (columns.length < 2) return []
  const keys: string[] = []
  const pair = (): string => {
    const [a, b] = [random.one(columns), random.one(columns)]
    return a === b ? `['${a}']` : `['${a}', '${b}']`
  }
  if (random.chance(30)) keys.push(`@Index(${pair()})`)
  if (random.chance(15)) keys.push(`@Index('${entity}_index', ${pair()}, { unique: true })`)
  if (random.chance(10)) keys.push(`@Index(${pair()}, { where: '"id" IS NOT NULL' })`)
  if (random.chance(20)) keys.push(`@Unique(${pair()})`)
  if (random.chance(10)) keys.push(`@Unique('${entity}_unique', ${pair()})`)
  if (random.chance(15)) keys.push(`@Check('"id" IS NOT NULL')`)
  return keys
}

/** The source of a file that holds entities. */
export function sourceOf(entities: readonly MadeEntity[]): string {
  return `import { Check, Column, CreateDateColumn, DeleteDateColumn, Entity, ForeignKey, Index, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToOne, PrimaryColumn, PrimaryGeneratedColumn, Unique, UpdateDateColumn, VersionColumn } from 'typeorm'

export enum Kind { A = 'a', B = 'b' }

export abstract class Dated {
  @CreateDateColumn() createdOn: Date
  @Column({ type: 'text', nullable: true }) remark: string | null
}

export class Address {
  @Column() street: string
  @Column({ nullable: true, length: 9 }) zipCode: string
}

${entities.map(classSource).join('\n\n')}
`
}

function classSource({ name, entity, keys, base, primary: own, properties }: MadeEntity): string {
  const lines = [...own, ...properties.map(({ text }) => text)]
  return `${[entity, ...keys].join('\n')}
export class ${name}${base ? ` extends ${base}` : ''} {
${lines.map((line) => `  ${line}`).join('\n')}
}`
}
